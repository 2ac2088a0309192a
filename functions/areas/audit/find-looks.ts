import { addMonths } from '../../shared/calendar/calendar.ts';
import { parseLook, type StoredLook } from '../../shared/journal/look.ts';
import type { Item, Query, Table } from '../../shared/table/client.ts';
import { looksAt } from '../../shared/table/keys/access-log.ts';

/** The maximum number of DynamoDB reads of 1 MB each for one holder's looks: some ten years of a group's. */
const maxReadsOfLooks = 5;

/** The wanted looks of one holder in a range of months. `from`: the first month of which all were read. */
export const findLooks = async (
  table: Pick<Table, 'query'>,
  holder: string | undefined,
  [first, last]: readonly [string, string],
  isWanted: (look: StoredLook) => boolean,
): Promise<{ readonly looks: readonly StoredLook[]; readonly from: string }> => {
  const query: Query = { partition: looksAt(holder), between: [first, `${last}~`], descending: true };
  const looks: StoredLook[] = [];
  let newest: string | undefined;
  let after: Item | undefined;
  for (let reads = 1; ; reads += 1) {
    const { items, next } = await table.query({ ...query, ...(after === undefined ? {} : { after }) });
    const found = items.map(parseLook);
    looks.push(...found.filter(isWanted));
    if (next === undefined) return { looks, from: first };
    newest ??= found[0]?.month;
    const stoppedIn = found.at(-1)?.month;
    // The newest month at least is read to its end, so that the next request gets further.
    if (reads >= maxReadsOfLooks && stoppedIn !== undefined && stoppedIn !== newest) {
      return { looks, from: addMonths(stoppedIn, 1) };
    }
    after = next;
  }
};
