import * as z from 'zod';
import { addMonths, monthOf } from '../../shared/calendar/calendar.ts';
import { dueTalksIn } from '../../shared/due-talks/due-talks-of-group.ts';
import type { Table } from '../../shared/table/client.ts';
import { collectiveIdOf, groupMoneyList, meetingsOfMonth } from '../../shared/table/keys/collectives.ts';
import { dueTalksList } from '../../shared/table/keys/members.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { storedGroupMoney } from '../accounts/group-money.ts';

/** Reads what the overview shows of groups, sorted by group. */

/** The number of months in an overview, the current one included. */
const overviewMonths = 6;
/** A meeting in the list of its month. A reversed meeting is no longer in the list. `gsi1sk` begins with the group's id. */
const listedMeeting = z.object({
  gsi1sk: z.string(),
  heldOn: z.string(),
  isCounted: z.boolean(),
  differs: z.boolean(),
});
export type ListedMeeting = z.infer<typeof listedMeeting>;

const storedMoney = storedGroupMoney.extend({ pk: z.string() });

const collectiveIdIn = ({ gsi1sk }: ListedMeeting): string => gsi1sk.split('#')[0] ?? '';

type QueryTable = Pick<Table, 'query'>;

/** The money, the talks that are due, and the meetings of the overview's months, each by group, of all groups from one id to another. */
export const readByGroup = async (table: QueryTable, today: string, firstId: string, lastId: string) => {
  const months = Array.from({ length: overviewMonths }, (_, ago) => addMonths(monthOf(today), -ago));
  const [moneyItems, talkItems, ...meetingItems] = await Promise.all([
    queryAll(table, { index: 'gsi1', partition: groupMoneyList, between: [firstId, lastId] }),
    queryAll(table, { index: 'gsi1', partition: dueTalksList, between: [firstId, lastId] }),
    ...months.map((month) =>
      queryAll(table, {
        index: 'gsi1',
        partition: meetingsOfMonth(month),
        // `~` sorts after every day.
        between: [firstId, `${lastId}#~`],
      }),
    ),
  ]);
  return {
    moneyByGroup: new Map(
      moneyItems.map((item) => {
        const { pk, ...money } = storedMoney.parse(item);
        return [collectiveIdOf(pk), money] as const;
      }),
    ),
    dueTalksByGroup: Map.groupBy(
      talkItems.flatMap(dueTalksIn).filter(({ on }) => on <= today),
      ({ collectiveId }) => collectiveId,
    ),
    meetingsByGroup: Map.groupBy(
      meetingItems.flat().map((item) => listedMeeting.parse(item)),
      collectiveIdIn,
    ),
  };
};
