import * as z from 'zod';
import type { Item, Table } from '../../shared/table/client.ts';
import { groupMoneyKey, meetingPrefix } from '../../shared/table/keys/collectives.ts';

/** Finds the day of a group's last meeting, however long ago it was. */

/** How many sheets each query of `findLastMeeting` reads. */
const sheetsPerQuery = 5;
/** The maximum number of queries of `findLastMeeting`: nobody takes back a hundred sheets in a row except to do harm. */
const maxQueries = 20;
/** How many groups are searched at once for their last meeting. */
const groupsAtOnce = 40;

const storedMeeting = z.object({ heldOn: z.string(), reversed: z.object({}).optional() });
type QueryTable = Pick<Table, 'query'>;

/** The day of a group's newest meeting that is not reversed, among its newest hundred sheets. */
const findLastMeeting = async (table: QueryTable, collectiveId: string): Promise<string | undefined> => {
  let after: Item | undefined;
  for (let queries = 0; queries < maxQueries; queries += 1) {
    const { items, next } = await table.query({
      partition: groupMoneyKey(collectiveId).pk,
      prefix: meetingPrefix,
      descending: true,
      limit: sheetsPerQuery,
      ...(after === undefined ? {} : { after }),
    });
    const lastMeeting = items
      .map((item) => storedMeeting.parse(item))
      .find(({ reversed }) => reversed === undefined);
    if (lastMeeting !== undefined) {
      return lastMeeting.heldOn;
    }
    if (next === undefined) {
      return undefined;
    }
    after = next;
  }
  return undefined;
};

/** The days of some groups' last meetings, by the group's id; a group without one is left out. */
export const findLastMeetings = async (
  table: QueryTable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for (let start = 0; start < ids.length; start += groupsAtOnce) {
    await Promise.all(
      ids.slice(start, start + groupsAtOnce).map(async (id) => {
        const heldOn = await findLastMeeting(table, id);
        if (heldOn !== undefined) found.set(id, heldOn);
      }),
    );
  }
  return found;
};
