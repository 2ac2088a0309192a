import * as z from 'zod';
import { addDays, dateInIndia, startOfDayInIndia } from '../domain/calendar.ts';
import type { Item, Table } from '../table/client.ts';
import { caseList, memberKey, overdueAlertKey } from '../table/keys.ts';

export type OverdueDeps = {
  readonly table: Pick<Table, 'getMany' | 'query' | 'transact'>;
  /** @param count the number of dates that have passed */
  readonly sendOverdue: (count: number) => Promise<void>;
};

/** Monday, 09:00 in India. */
const hour = 9;
/** How long a failed digest is retried. A day later its number would be outdated. */
const maxLateMs = 24 * 3_600_000;

const mark = z.object({ week: z.string() });
const waitingCase = z.object({
  memberId: z.string(),
  due: z.array(z.object({ on: z.string() })).optional(),
});

/** The Monday (Indian date) whose digest is due at an instant; undefined on other days. */
export const mondayOf = (now: Date): string | undefined => {
  const today = dateInIndia(now);
  const daysSinceMonday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const monday = addDays(today, -daysSinceMonday);
  const late = now.getTime() - startOfDayInIndia(monday).getTime() - hour * 3_600_000;
  return late >= 0 && late < maxLateMs ? monday : undefined;
};

/** The number of dates in open cases that have passed, without cases of erased members. */
const countOverdue = async (table: OverdueDeps['table'], today: string): Promise<number> => {
  const countsByMember = new Map<string, number>();
  let after: Item | undefined;
  do {
    const page = await table.query({
      index: 'gsi1',
      partition: caseList,
      ...(after === undefined ? {} : { after }),
    });
    for (const item of page.items) {
      const { memberId, due = [] } = waitingCase.parse(item);
      const overdue = due.filter(({ on }) => on < today).length;
      if (overdue > 0) {
        countsByMember.set(memberId, (countsByMember.get(memberId) ?? 0) + overdue);
      }
    }
    after = page.next;
  } while (after !== undefined);
  const members = await table.getMany([...countsByMember.keys()].map(memberKey));
  return members.reduce((sum, { id }) => sum + (countsByMember.get(z.string().parse(id)) ?? 0), 0);
};

/**
 * Mails staff each Monday how many dates are overdue, unless there are none. The mail has the number alone. It is sent before the sending is
 * recorded, so it may come twice but is never lost.
 */
export const sendOverdueDigest = async ({ table, sendOverdue }: OverdueDeps, now: Date): Promise<void> => {
  const week = mondayOf(now);
  if (week === undefined) {
    return;
  }
  const [known] = await table.getMany([overdueAlertKey]);
  if (known !== undefined && mark.parse(known).week >= week) {
    return;
  }
  const count = await countOverdue(table, dateInIndia(now));
  if (count > 0) {
    await sendOverdue(count);
  }
  await table.transact([
    {
      put: { ...overdueAlertKey, week },
      condition: 'attribute_not_exists(pk) OR week < :week',
      values: { ':week': week },
    },
  ]);
};
