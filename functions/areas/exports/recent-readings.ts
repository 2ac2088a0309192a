import * as z from 'zod';
import { tryAgain } from '../../shared/errors/retry.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { accessByActor } from '../../shared/table/keys.ts';

/** How long after a reading its records may be exported: so a desk can save a list that it opened in the morning. */
const maxAgeMs = 24 * 60 * 60 * 1000;
/** The maximum number of pages of 1 MB that are searched; a person's busy day has fewer. */
const maxPages = 10;
/** How often it looks: the index follows the table within a fraction of a second, and an export may follow its reading at once. */
const maxLooks = 5;

const exportsRoute = 'POST /api/exports';

const readerLine = z.object({ route: z.string(), subjects: z.array(z.string()) });

/** Finds those of the ids that a person has not read within 24 hours, by her lines in the access log. */
export type FindUnread = (
  personId: string,
  now: Date,
  ids: readonly string[],
) => Promise<ReadonlySet<string>>;

export const createFindUnread = (table: Pick<Table, 'query' | 'retry'>): FindUnread => {
  const look: FindUnread = async (personId, now, ids) => {
    const unread = new Set(ids);
    const first = new Date(now.getTime() - maxAgeMs).toISOString();
    // `~` sorts after the lines of this instant.
    const last = `${now.toISOString()}~`;
    let after: Item | undefined;
    for (let page = 0; page < maxPages && unread.size > 0; page += 1) {
      const { items, next } = await table.query({
        index: 'gsi2',
        partition: accessByActor(personId),
        between: [first, last],
        descending: true,
        ...(after === undefined ? {} : { after }),
      });
      for (const item of items) {
        const { route, subjects } = readerLine.parse(item);
        // An export is no reading.
        if (route !== exportsRoute) for (const id of subjects) unread.delete(id);
      }
      if (next === undefined) break;
      after = next;
    }
    return unread;
  };

  return async (personId, now, ids) => {
    let looks = 0;
    return table.retry(async () => {
      looks += 1;
      const unread = await look(personId, now, ids);
      return unread.size > 0 && looks < maxLooks ? tryAgain : unread;
    });
  };
};
