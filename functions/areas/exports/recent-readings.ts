import { tryAgain } from '../../shared/errors/retry.ts';
import { isListLine, parseListLine } from '../../shared/journal/list-line.ts';
import { parseOpening } from '../../shared/journal/opening-line.ts';
import type { Row } from '../../shared/journal/shown.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { accessByActor } from '../../shared/table/keys/access-log.ts';

/** How long after a reading the records read may be exported. With a day, a desk can save a list that it opened in the morning. */
const maxAgeMs = 24 * 60 * 60 * 1000;
/** The maximum number of pages of 1 MB that are searched; a person's busy day has fewer. */
const maxPages = 10;
/** How often the index is searched. It follows the table within a fraction of a second, and an export may come at once after its reading. */
const maxLooks = 5;

const exportsRoute = 'POST /api/exports';

/**
 * Finds, by a person's lines in the access log, which of some records the person has read within 24 hours. Returns rows, each with the holder by whom
 * its records are found. The person has not read the records that no row has.
 */
export type FindRead = (personId: string, now: Date, ids: readonly string[]) => Promise<readonly Row[]>;

/** The records that a line shows, by holder; none if the line is of an export, or if its last reading was before `first`. @param first RFC 3339 */
const rowsOf = (item: Item, first: string): Row[] => {
  if (isListLine(item)) {
    const { route, shown, hours } = parseListLine(item);
    const isRecent = hours.some(({ until }) => until > first);
    if (route === exportsRoute || !isRecent) return [];
    return shown.map(({ of, ids }) => ({ ...(of === undefined ? {} : { of }), ids: [...ids.keys()] }));
  }
  const { route, of, subjects } = parseOpening(item);
  return route === exportsRoute || of === undefined ? [] : [{ of, ids: subjects }];
};

export const createFindRead = (table: Pick<Table, 'query' | 'retry'>): FindRead => {
  const look: FindRead = async (personId, now, ids) => {
    const unread = new Set(ids);
    const found: Row[] = [];
    const first = new Date(now.getTime() - maxAgeMs).toISOString();
    // `~` sorts after all lines of the day: those of lists are at its end.
    const last = `${now.toISOString().slice(0, 10)}~`;
    let after: Item | undefined;
    for (let page = 0; page < maxPages && unread.size > 0; page += 1) {
      const { items, next } = await table.query({
        index: 'gsi2',
        partition: accessByActor(personId),
        between: [first, last],
        descending: true,
        ...(after === undefined ? {} : { after }),
      });
      for (const row of items.flatMap((item) => rowsOf(item, first))) {
        const known = row.ids.filter((id) => unread.delete(id));
        if (known.length > 0) found.push({ ...row, ids: known });
      }
      if (next === undefined) break;
      after = next;
    }
    return found;
  };

  return async (personId, now, ids) => {
    let looks = 0;
    return table.retry(async () => {
      looks += 1;
      const found = await look(personId, now, ids);
      const isWhole = new Set(ids).size === found.flatMap((row) => row.ids).length;
      return !isWhole && looks < maxLooks ? tryAgain : found;
    });
  };
};
