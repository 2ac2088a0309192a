import * as z from 'zod';
import { addDays, dateInIndia, startOfDayInIndia } from '../../shared/calendar/calendar.ts';
import { hasStopped, storedWithdrawal } from '../../shared/services/withdrawn.ts';
import type { Table } from '../../shared/table/client.ts';
import { datedCases, memberKey, overdueAlertKey } from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';

export type OverdueDeps = {
  readonly table: Pick<Table, 'getMany' | 'query' | 'transact'>;
  /** @param count the number of overdue dates */
  readonly sendOverdue: (count: number) => Promise<void>;
};

const hourMs = 3_600_000;
/** The digest is due on Mondays at 09:00 in India. */
const dueAtHour = 9;
/** How long a failed digest is tried again. A day later its number would be outdated. */
const maxLateMs = 24 * hourMs;

/** The Monday (Indian date) of the last digest. */
const storedWeek = z.object({ week: z.string() });
const datedCase = z.object({
  caseId: z.string(),
  memberId: z.string(),
  /** The dates by which something is due. */
  due: z.array(z.object({ on: z.string() })),
});

/** The Monday (Indian date) whose digest of overdue dates is due at an instant: from Monday 09:00 for a day; undefined at other times. */
export const mondayOf = (now: Date): string | undefined => {
  const today = dateInIndia(now);
  // `getUTCDay` counts from Sunday (0).
  const daysSinceMonday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const monday = addDays(today, -daysSinceMonday);
  const dueAtMs = startOfDayInIndia(monday).getTime() + dueAtHour * hourMs;
  const lateMs = now.getTime() - dueAtMs;
  return lateMs >= 0 && lateMs < maxLateMs ? monday : undefined;
};

/** The number of overdue dates in all cases, without those of erased members, and without what a member has stopped. */
const countOverdue = async (table: OverdueDeps['table'], today: string): Promise<number> => {
  const items = await queryAll(table, { index: 'gsi1', partition: datedCases });
  const cases = items
    .map((item) => datedCase.parse(item))
    .map(({ due, ...one }) => ({ ...one, overdue: due.filter(({ on }) => on < today).length }))
    .filter(({ overdue }) => overdue > 0);
  const memberItems = await table.getMany([...new Set(cases.map(({ memberId }) => memberId))].map(memberKey));
  const members = new Map(memberItems.map((item) => [item.id, storedWithdrawal.parse(item)]));
  return cases
    .filter(({ caseId, memberId }) => {
      const member = members.get(memberId);
      return member !== undefined && !hasStopped(member, caseId);
    })
    .reduce((sum, { overdue }) => sum + overdue, 0);
};

/**
 * Sends staff each Monday the digest of overdue dates: a mail with their number, unless it is 0. The mail is sent before it is recorded as
 * sent, so it may come twice but is never lost.
 */
export const sendOverdueDigest = async ({ table, sendOverdue }: OverdueDeps, now: Date): Promise<void> => {
  const week = mondayOf(now);
  if (week === undefined) {
    return;
  }
  const [lastDigest] = await table.getMany([overdueAlertKey]);
  if (lastDigest !== undefined && storedWeek.parse(lastDigest).week >= week) {
    return;
  }
  const count = await countOverdue(table, dateInIndia(now));
  if (count > 0) {
    await sendOverdue(count);
  }
  // If the condition fails, another run has recorded this week or a later one.
  await table.transact([
    {
      put: { ...overdueAlertKey, week },
      condition: 'attribute_not_exists(pk) OR week < :week',
      values: { ':week': week },
    },
  ]);
};
