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
  dueTalksList,
  groupMoneyKey,
  groupMoneyList,
  meetingPrefix,
  meetingsOfMonth,
} from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { type StoredGroupMoney, storedGroupMoney } from '../accounts/group-money.ts';
import { queryDistricts } from './repository.ts';
import { type CollectiveOverview, collective } from './schema.ts';

/** How many months an overview tells of, the current one included. */
const overviewMonths = 6;
/** The collectives of one answer: some 700 KB. */
const defaultPerPage = 1_000;
/** For a group without a meeting in these months: how many of its sheets each query reads, the newest first, until one is found that is not reversed. */
const sheetsAtOnce = 5;
/** The maximum number of these queries for one group: nobody takes back a hundred sheets in a row except to do harm. */
const maxQueries = 20;
/** Groups that are searched at once for their last meeting. */
const groupsAtOnce = 40;

/** A meeting in the list of its month. One that is reversed leaves the list. */
const listedMeeting = z.object({
  gsi1sk: z.string(),
  heldOn: z.string(),
  isCounted: z.boolean(),
  differs: z.boolean(),
});
type ListedMeeting = z.infer<typeof listedMeeting>;

const storedMeeting = z.object({ heldOn: z.string(), reversed: z.object({}).optional() });
const storedMoney = storedGroupMoney.extend({ pk: z.string() });

const collectiveOf = ({ gsi1sk }: ListedMeeting): string => gsi1sk.split('#')[0] ?? '';

/**
 * What all members of a group owe the group. The books balance: these loans, cash and bank are together as much as savings, borrowings, grants and
 * surplus.
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

type Queries = Pick<Table, 'query'>;

/** The day of a group's newest meeting that is not reversed, among its newest hundred sheets. */
const findLastMeeting = async (table: Queries, collectiveId: string): Promise<string | undefined> => {
  let after: Item | undefined;
  for (let queries = 0; queries < maxQueries; queries += 1) {
    const { items, next } = await table.query({
      partition: groupMoneyKey(collectiveId).pk,
      prefix: meetingPrefix,
      descending: true,
      limit: sheetsAtOnce,
      ...(after === undefined ? {} : { after }),
    });
    const valid = items
      .map((item) => storedMeeting.parse(item))
      .find(({ reversed }) => reversed === undefined);
    if (valid !== undefined) {
      return valid.heldOn;
    }
    if (next === undefined) {
      return undefined;
    }
    after = next;
  }
  return undefined;
};

/** The last meetings of some groups, by the group's id; a group that never met is left out. */
const findLastMeetings = async (
  table: Queries,
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

const queryAllCollectives = async (table: Queries, limit: number, after: string | undefined) => {
  const { items, next } = await table.query({
    index: 'gsi1',
    partition: collectiveList,
    limit,
    ...(after === undefined ? {} : { after: { ...collectiveKey(after), ...collectiveListIndexKeys(after) } }),
  });
  return { items, hasMore: next !== undefined };
};

/**
 * Reads the overview of up to a thousand collectives, in the order in which their ids were made, from four indexes: the collectives,
 * their money, the talks that are due with their women, and the meetings of each month. That takes two round trips, whatever their number; as a rule one more for each forty groups that
 * met before these months and not since.
 * @param today Indian date
 * @param after the id after which the page begins
 * @param districts those whose collectives are read; undefined for all. Of money and meetings, those of others between the first and the last are read too
 */
export const readOverview = async (
  table: Queries,
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
  const first = collectives[0]?.id;
  const last = collectives.at(-1)?.id;
  if (first === undefined || last === undefined) {
    return { items: [] };
  }
  const months = Array.from({ length: overviewMonths }, (_, ago) => addMonths(monthOf(today), -ago));
  const [moneyItems, talkItems, ...meetingItems] = await Promise.all([
    queryAll(table, { index: 'gsi1', partition: groupMoneyList, between: [first, last] }),
    queryAll(table, { index: 'gsi1', partition: dueTalksList, between: [first, last] }),
    ...months.map((month) =>
      // `~` sorts behind every day.
      queryAll(table, { index: 'gsi1', partition: meetingsOfMonth(month), between: [first, `${last}#~`] }),
    ),
  ]);
  const moneyOf = new Map(
    moneyItems.map((item) => {
      const { pk, ...money } = storedMoney.parse(item);
      return [collectiveIdOf(pk), money] as const;
    }),
  );
  const dueIn = Map.groupBy(
    talkItems.flatMap(dueTalksIn).filter(({ on }) => on <= today),
    ({ collectiveId }) => collectiveId,
  );
  const meetingsOf = Map.groupBy(
    meetingItems.flat().map((item) => listedMeeting.parse(item)),
    collectiveOf,
  );
  const silent = collectives.filter(({ id }) => !meetingsOf.has(id) && (moneyOf.get(id)?.sheets ?? 0) > 0);
  const lastMeetings = await findLastMeetings(
    table,
    silent.map(({ id }) => id),
  );
  return {
    items: collectives.flatMap((one): CollectiveOverview[] => {
      const money = moneyOf.get(one.id);
      // A group without money here was formed a moment ago, and is not yet in every index.
      if (money === undefined) return [];
      const meetings = meetingsOf.get(one.id) ?? [];
      const lastMeetingOn =
        meetings
          .map(({ heldOn }) => heldOn)
          .sort()
          .at(-1) ?? lastMeetings.get(one.id);
      return [
        {
          ...one,
          memberCount: money.memberCount,
          savingsPaise: money.savingsPaise,
          loansOutstandingPaise: loansOutstandingOf(money),
          talksDue: dueIn.get(one.id)?.length ?? 0,
          ...(lastMeetingOn === undefined ? {} : { lastMeetingOn }),
          months: monthsOf(meetings),
        },
      ];
    }),
    ...(hasMore ? { next: { id: last } } : {}),
  };
};
