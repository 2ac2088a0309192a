import * as z from 'zod';
import { scheduledTimeOf } from '../../shared/calendar/scheduled-time.ts';
import { hasStopped, storedWithdrawal } from '../../shared/services/withdrawn.ts';
import type { Table } from '../../shared/table/client.ts';
import { memberKey, waitingCases } from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { type AlertMark, createAlertMarks } from './marks.ts';

/** An alert: the number of all waiting cases, and whether one of them has waited for two hours and is reminded of now. */
export type WaitingAlert = { readonly isReminder: boolean; readonly count: number };

export type AlertDeps = {
  readonly table: Table;
  readonly send: (alert: WaitingAlert) => Promise<void>;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

const hourMs = 3_600_000;
const reminderAfterMs = 2 * hourMs;

const waitingCase = z.object({
  id: z.string(),
  memberId: z.string(),
  waiting: z.object({ since: z.string() }),
});
type WaitingCase = z.infer<typeof waitingCase>;

/** The mark that a waiting case should have by now; undefined if it has that mark already, so that no alert is due. */
const dueMark = (
  { id, waiting: { since } }: WaitingCase,
  mark: AlertMark | undefined,
  nowMs: number,
): AlertMark | undefined => {
  // A mark of an earlier waiting period does not count.
  const alertsSent = mark?.since === since ? mark.alerts : 0;
  const isReminderDue = nowMs - Date.parse(since) >= reminderAfterMs;
  // 2 after the reminder, even if it is the first alert about a case that was found late.
  const alerts = isReminderDue ? 2 : 1;
  return alertsSent < alerts ? { caseId: id, since, alerts } : undefined;
};

/**
 * Alerts staff about unassigned urgent cases: once about new ones, and once more about those that have waited for two hours. An alert is sent
 * before it is recorded as sent, so it may come twice but is never lost.
 * @param event of the schedule
 * @throws the error of sending or recording; the next run tries again
 */
export const alertAboutWaiting = async ({ table, send, log }: AlertDeps, event: unknown): Promise<void> => {
  const nowMs = scheduledTimeOf(event).getTime();
  const marks = createAlertMarks(table);
  const cases = await findWaiting(table);
  const storedMarks = await marks.find(cases.map(({ id }) => id));
  const dueMarks = cases.flatMap((waiting) => dueMark(waiting, storedMarks.get(waiting.id), nowMs) ?? []);
  if (dueMarks.length === 0) {
    return;
  }
  const alert = { isReminder: dueMarks.some(({ alerts }) => alerts === 2), count: cases.length };
  await send(alert);
  await marks.store(dueMarks);
  log('urgent cases wait', alert);
};

/** The waiting cases, without those that nobody can take: of erased members, and what a member has stopped. */
const findWaiting = async (table: Table): Promise<WaitingCase[]> => {
  const items = await queryAll(table, { index: 'gsi2', partition: waitingCases });
  const found = items.map((item) => waitingCase.parse(item));
  const memberIds = new Set(found.map(({ memberId }) => memberId));
  const memberItems = await table.getMany([...memberIds].map(memberKey));
  const members = new Map(memberItems.map((item) => [item.id, storedWithdrawal.parse(item)]));
  return found.filter(({ id, memberId }) => {
    const member = members.get(memberId);
    return member !== undefined && !hasStopped(member, id);
  });
};
