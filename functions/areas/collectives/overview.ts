import { monthOf } from '../../shared/calendar/calendar.ts';
import type { PageKey } from '../../shared/fields/cursor.ts';
import type { Table } from '../../shared/table/client.ts';
import {
  collectiveKey,
  collectiveList,
  collectiveListIndexKeys,
} from '../../shared/table/keys/collectives.ts';
import type { StoredGroupMoney } from '../accounts/group-money.ts';
import { findLastMeetings } from './last-meetings.ts';
import { queryDistricts } from './list-collectives.ts';
import { type ListedMeeting, readByGroup } from './read-by-group.ts';
import { type CollectiveOverview, collective } from './schema.ts';

/** The overview of groups: the money of each, its meetings in the last months, and the talks that are due with its women. */

/** The number of collectives in one answer: some 700 KB. */
const defaultPerPage = 1_000;
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

const queryAllCollectives = async (table: QueryTable, limit: number, after: string | undefined) => {
  const { items, next } = await table.query({
    index: 'gsi1',
    partition: collectiveList,
    limit,
    ...(after === undefined ? {} : { after: { ...collectiveKey(after), ...collectiveListIndexKeys(after) } }),
  });
  return { items, hasMore: next !== undefined };
};

/**
 * Reads the overview of up to a thousand collectives, in the order in which their ids were made. It takes two round trips: one for the
 * collectives, and one for their money, the talks that are due with their women, and the meetings of each month. Groups without a meeting in these months
 * take further round trips, as a rule one for each forty of these groups.
 * @param today Indian date
 * @param after the id after which the page begins
 * @param districts the districts whose collectives are read; undefined for all. Money, talks and meetings can't be read by district: they are read for all
 * groups between the first and the last collective's id, and what belongs to other districts is left out afterwards
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
