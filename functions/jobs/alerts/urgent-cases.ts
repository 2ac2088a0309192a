import * as z from 'zod';
import { scheduledTimeOf } from '../../shared/calendar/scheduled-time.ts';
import type { Table } from '../../shared/table/client.ts';
import { waitingCases } from '../../shared/table/keys/cases.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { type AlertMark, createAlertMarks } from './marks.ts';
import { type Addressee, addresseesOf, findPlaces, readStaff } from './recipients.ts';

/** Alerts staff to urgent cases that wait for somebody to take them, and reminds them after two hours. */

/** An alert: the number of waiting cases that its addressee reaches, and whether one of them has waited for two hours and is reminded of now. */
export type WaitingAlert = { readonly isReminder: boolean; readonly count: number } & Addressee;

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
/** A case that waits, with the present district of its member, and since when it has stopped. */
type WaitingCase = z.infer<typeof waitingCase> & {
  readonly district: string;
  readonly stoppedOn?: string | undefined;
  readonly stoppedBy?: string | undefined;
};

/**
 * The id of a case's mark. While a case has stopped, its mark has another id, which is new for each withdrawal: so staff are told once of each stop, and a
 * case that goes on again has its own mark as before.
 */
const markIdOf = ({
  id,
  stoppedOn,
  stoppedBy,
}: Pick<WaitingCase, 'id' | 'stoppedOn' | 'stoppedBy'>): string =>
  stoppedOn === undefined ? id : `${id} stopped ${stoppedBy ?? stoppedOn}`;

/** The mark that a waiting case should have by now; undefined if it has that mark already, so that no alert is due. */
const dueMark = (waiting: WaitingCase, mark: AlertMark | undefined, nowMs: number): AlertMark | undefined => {
  const caseId = markIdOf(waiting);
  if (waiting.stoppedOn !== undefined) {
    return mark === undefined ? { caseId, since: waiting.stoppedOn, alerts: 1 } : undefined;
  }
  const { since } = waiting.waiting;
  // A mark of an earlier waiting period does not count.
  const alertsSent = mark?.since === since ? mark.alerts : 0;
  const isReminderDue = nowMs - Date.parse(since) >= reminderAfterMs;
  // 2 after the reminder, even if it is the first alert about a case that was found late.
  const alerts = isReminderDue ? 2 : 1;
  return alertsSent < alerts ? { caseId, since, alerts } : undefined;
};

/**
 * Alerts staff about unassigned urgent cases: once about new ones, and once more about those that have waited for two hours. The office is told of all;
 * a coordinator or caseworker of what she reaches, and only if that has changed (docs/decisions/0108-alerts-by-area.md). A case that has stopped, since its woman's
 * consent to the services was withdrawn, is counted once, to the office and its coordinators (0130). An alert is sent before it is recorded as sent, so it may come twice but is never lost.
 * @param event of the schedule
 * @throws the error of sending or recording; the next run tries again
 */
export const alertAboutWaiting = async ({ table, send, log }: AlertDeps, event: unknown): Promise<void> => {
  const nowMs = scheduledTimeOf(event).getTime();
  const marks = createAlertMarks(table);
  const found = await findWaiting(table);
  const storedMarks = await marks.find(found.map(markIdOf));
  const dueMarks = found.flatMap(
    (waiting) => dueMark(waiting, storedMarks.get(markIdOf(waiting)), nowMs) ?? [],
  );
  if (dueMarks.length === 0) {
    return;
  }
  const due = new Set(dueMarks.map(({ caseId }) => caseId));
  const cases = found.filter((one) => one.stoppedOn === undefined || due.has(markIdOf(one)));
  const alerts = alertsOf(cases, dueMarks, await readStaff(table));
  await Promise.all(alerts.map(send));
  await marks.store(dueMarks);
  log('urgent cases wait', {
    isReminder: dueMarks.some(isReminder),
    count: cases.length,
    alerts: alerts.length,
  });
};

const isReminder = ({ alerts }: AlertMark): boolean => alerts === 2;

/** The alert to the office and to each of the staff who reaches a case that is alerted of now. */
const alertsOf = (
  cases: readonly WaitingCase[],
  dueMarks: readonly AlertMark[],
  staff: Parameters<typeof addresseesOf>[1],
): WaitingAlert[] => {
  const due = new Map(dueMarks.map((mark) => [mark.caseId, mark]));
  return addresseesOf(cases, staff).flatMap(({ reached, ...addressee }) => {
    const hers = reached.flatMap((one) => due.get(markIdOf(one)) ?? []);
    return hers.length === 0
      ? []
      : [{ ...addressee, isReminder: hers.some(isReminder), count: reached.length }];
  });
};

/** The waiting cases, without those of erased members. */
const findWaiting = async (table: Table): Promise<WaitingCase[]> => {
  const items = await queryAll(table, { index: 'gsi2', partition: waitingCases });
  return findPlaces(
    table,
    items.map((item) => waitingCase.parse(item)),
  );
};
