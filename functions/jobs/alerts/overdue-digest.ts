import * as z from 'zod';
import { addDays, dateInIndia, startOfDayInIndia } from '../../shared/calendar/calendar.ts';
import type { Table } from '../../shared/table/client.ts';
import { datedCases, overdueAlertKey } from '../../shared/table/keys/cases.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { type Addressee, addresseesOf, findPlaces, readStaff } from './recipients.ts';

/** Tells staff each Monday how much is overdue. handler.ts has the subject and body of the mail. */

/** The number of overdue dates that an addressee reaches. */
export type OverdueDigest = { readonly count: number } & Addressee;

export type OverdueDeps = {
  readonly table: Pick<Table, 'getMany' | 'query' | 'transact'>;
  readonly sendOverdue: (digest: OverdueDigest) => Promise<void>;
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

/** The digest to the office of all cases, and to each of the staff of those that she reaches; none of an erased member or of what a member has stopped. */
const countOverdue = async (table: OverdueDeps['table'], today: string): Promise<OverdueDigest[]> => {
  const items = await queryAll(table, { index: 'gsi1', partition: datedCases });
  const overdue = items
    .map((item) => datedCase.parse(item))
    .map(({ caseId, memberId, due }) => ({
      id: caseId,
      memberId,
      count: due.filter(({ on }) => on < today).length,
    }))
    .filter(({ count }) => count > 0);
  if (overdue.length === 0) return [];
  const [cases, staff] = await Promise.all([findPlaces(table, overdue), readStaff(table)]);
  const goingOn = cases.filter(({ stoppedOn }) => stoppedOn === undefined);
  return addresseesOf(goingOn, staff)
    .map(({ reached, ...addressee }) => ({
      ...addressee,
      count: reached.reduce((sum, { count }) => sum + count, 0),
    }))
    .filter(({ count }) => count > 0);
};

/**
 * Sends staff each Monday the digest of overdue dates: a mail with the number of those that its addressee reaches, unless it is 0. The mails are sent
 * before it is recorded as sent, so they may come twice but are never lost.
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
  const digests = await countOverdue(table, dateInIndia(now));
  await Promise.all(digests.map(sendOverdue));
  // If the condition fails, another run has recorded this week or a later one.
  await table.transact([
    {
      put: { ...overdueAlertKey, week },
      condition: 'attribute_not_exists(pk) OR week < :week',
      values: { ':week': week },
    },
  ]);
};
