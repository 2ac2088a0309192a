import * as z from 'zod';
import { addMonths, monthOf } from '../../shared/calendar/calendar.ts';
import { dueTalksIn } from '../../shared/due-talks/due-talks-of-group.ts';
import type { PageKey } from '../../shared/fields/cursor.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import {
  collectiveIdOf,
  collectiveKey,
  collectiveList,
  collectiveListIndexKeys,
  groupMoneyKey,
  groupMoneyList,
  meetingPrefix,
  meetingsOfMonth,
} from '../../shared/table/keys/collectives.ts';
import { dueTalksList } from '../../shared/table/keys/members.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { type StoredGroupMoney, storedGroupMoney } from '../accounts/group-money.ts';
import { queryDistricts } from './list-collectives.ts';
import { type CollectiveOverview, collective } from './schema.ts';

/** The overview of groups: of each its money, its meetings of the last months, and the talks that are due. */

/** The number of months in an overview, the current one included. */
const overviewMonths = 6;
/** The number of collectives in one answer: some 700 KB. */
const defaultPerPage = 1_000;
/** How many sheets each query of `findLastMeeting` reads. */
const sheetsPerQuery = 5;
/** The maximum number of queries of `findLastMeeting`: nobody takes back a hundred sheets in a row except to do harm. */
const maxQueries = 20;
/** How many groups are searched at once for their last meeting. */
const groupsAtOnce = 40;

/** A meeting in the list of its month. A reversed meeting is no longer in the list. `gsi1sk` begins with the group's id. */
const listedMeeting = z.object({
  gsi1sk: z.string(),
  heldOn: z.string(),
  isCounted: z.boolean(),
  differs: z.boolean(),
});
type ListedMeeting = z.infer<typeof listedMeeting>;

const storedMeeting = z.object({ heldOn: z.string(), reversed: z.object({}).optional() });
const storedMoney = storedGroupMoney.extend({ pk: z.string() });

const collectiveIdIn = ({ gsi1sk }: ListedMeeting): string => gsi1sk.split('#')[0] ?? '';

/**
 * What all members of a group owe the group. It follows from the other balances, since the books balance: loans + cash + bank = savings + borrowings +
 * grants + surplus.
 */
const loansOutstandingOf = ({
  cashPaise,
  bankPaise,
  savingsPaise,
  grantsPaise,
  surplusPaise,
  borrowings,
}: StoredGroupMoney): number =>
  savingsPaise +
  grantsPaise +
  surplusPaise +
  Object.values(borrowings).reduce((sum, { outstandingPaise }) => sum + outstandingPaise, 0) -
  cashPaise -
  bankPaise;

/** The meetings of a group by month, the newest month first; a month without one is left out. */
const monthsOf = (meetings: readonly ListedMeeting[]): CollectiveOverview['months'] =>
  [...Map.groupBy(meetings, ({ heldOn }) => monthOf(heldOn))]
    .map(([month, ofMonth]) => ({
      month,
      meetings: ofMonth.length,
      uncounted: ofMonth.filter(({ isCounted }) => !isCounted).length,
      cashDifferences: ofMonth.filter(({ differs }) => differs).length,
    }))
    .sort((a, b) => (a.month < b.month ? 1 : -1));

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
const findLastMeetings = async (
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

const queryAllCollectives = async (table: QueryTable, limit: number, after: string | undefined) => {
  const { items, next } = await table.query({
    index: 'gsi1',
    partition: collectiveList,
    limit,
    ...(after === undefined ? {} : { after: { ...collectiveKey(after), ...collectiveListIndexKeys(after) } }),
  });
  return { items, hasMore: next !== undefined };
};

/** The money, the talks that are due, and the meetings of the overview's months, each by group, of all groups from one id to another. */
const readByGroup = async (table: QueryTable, today: string, firstId: string, lastId: string) => {
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

/**
 * Reads the overview of up to a thousand collectives, in the order in which their ids were made. It takes two round trips: one for the
 * collectives, and one for their money, the talks that are due with their women, and the meetings of each month. Groups without a meeting in these months
 * take further ones, as a rule one for each forty of these groups.
 * @param today Indian date
 * @param after the id after which the page begins
 * @param districts the districts whose collectives are read; undefined for all. Money, talks and meetings can't be read by district: they are read for all
 * groups between the first and the last collective's id, and what is of other districts is left out afterwards
 */
export const readOverview = async (
  table: QueryTable,
  today: string,
  after: string | undefined,
  districts: readonly string[] | undefined,
  collectivesPerPage = defaultPerPage,
): Promise<{ readonly items: CollectiveOverview[]; readonly next?: PageKey }> => {
  const { items, hasMore } =
    districts === undefined
      ? await queryAllCollectives(table, collectivesPerPage, after)
      : await queryDistricts(table, districts, collectivesPerPage, after);
  const collectives = items.map((item) => collective.parse(item));
  const firstId = collectives[0]?.id;
  const lastId = collectives.at(-1)?.id;
  if (firstId === undefined || lastId === undefined) {
    return { items: [] };
  }
  const { moneyByGroup, dueTalksByGroup, meetingsByGroup } = await readByGroup(table, today, firstId, lastId);
  // A group whose books have no sheet at all has no last meeting either.
  const withoutRecentMeeting = collectives.filter(
    ({ id }) => !meetingsByGroup.has(id) && (moneyByGroup.get(id)?.sheets ?? 0) > 0,
  );
  const lastMeetings = await findLastMeetings(
    table,
    withoutRecentMeeting.map(({ id }) => id),
  );
  return {
    items: collectives.flatMap((group): CollectiveOverview[] => {
      const money = moneyByGroup.get(group.id);
      // A group without money here was formed a moment ago, and is not yet in every index.
      if (money === undefined) return [];
      const meetings = meetingsByGroup.get(group.id) ?? [];
      const lastRecentDay = meetings
        .map(({ heldOn }) => heldOn)
        .sort()
        .at(-1);
      const lastMeetingOn = lastRecentDay ?? lastMeetings.get(group.id);
      return [
        {
          ...group,
          memberCount: money.memberCount,
          savingsPaise: money.savingsPaise,
          loansOutstandingPaise: loansOutstandingOf(money),
          talksDue: dueTalksByGroup.get(group.id)?.length ?? 0,
          ...(lastMeetingOn === undefined ? {} : { lastMeetingOn }),
          months: monthsOf(meetings),
        },
      ];
    }),
    ...(hasMore ? { next: { id: lastId } } : {}),
  };
};
