import * as z from 'zod';
import { scheduledTimeOf } from '../domain/scheduled-time.ts';
import type { Item, Table } from '../table/client.ts';
import { memberKey, waitingCases } from '../table/keys.ts';
import { type AlertMark, createAlertMarks } from './marks.ts';

/** An alert: how many urgent cases wait, and whether it is the reminder after two hours. */
export type Alert = { readonly isReminder: boolean; readonly count: number };

export type AlertDeps = {
  readonly table: Table;
  readonly send: (alert: Alert) => Promise<void>;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

const reminderAfterMs = 2 * 3_600_000;

const waitingCase = z.object({
  id: z.string(),
  memberId: z.string(),
  waiting: z.object({ since: z.string() }),
});
type WaitingCase = z.infer<typeof waitingCase>;

/** The mark that a case should have by now; undefined if it has it. */
const dueMark = (
  { id, waiting: { since } }: WaitingCase,
  known: AlertMark | undefined,
  now: number,
): AlertMark | undefined => {
  const sent = known?.since === since ? known.alerts : 0;
  const alerts = now - Date.parse(since) >= reminderAfterMs ? 2 : 1;
  return sent < alerts ? { caseId: id, since, alerts } : undefined;
};

/**
 * Looks for unassigned urgent cases. Alerts staff once about new ones, and once more about those that have waited for
 * two hours. It sends before it records what was sent: an alert may come twice but is never lost.
 * @throws what sending or recording threw; the next run catches up
 */
export const alertOfWaiting = async ({ table, send, log }: AlertDeps, event: unknown): Promise<void> => {
  const now = scheduledTimeOf(event).getTime();
  const marks = createAlertMarks(table);
  const cases = await findWaiting(table);
  const marked = await marks.find(cases.map(({ id }) => id));
  const due = cases.flatMap((one) => dueMark(one, marked.get(one.id), now) ?? []);
  if (due.length === 0) {
    return;
  }
  const alert = { isReminder: due.some(({ alerts }) => alerts === 2), count: cases.length };
  await send(alert);
  await marks.note(due);
  log('urgent cases wait', alert);
};

/** The waiting cases, without those of erased members, which nobody can take. */
const findWaiting = async (table: Table): Promise<WaitingCase[]> => {
  const found: WaitingCase[] = [];
  let after: Item | undefined;
  do {
    const page = await table.query({
      index: 'gsi2',
      partition: waitingCases,
      ...(after === undefined ? {} : { after }),
    });
    found.push(...page.items.map((item) => waitingCase.parse(item)));
    after = page.next;
  } while (after !== undefined);
  const memberIds = new Set(found.map(({ memberId }) => memberId));
  const members = new Set((await table.getMany([...memberIds].map(memberKey))).map(({ id }) => id));
  return found.filter(({ memberId }) => members.has(memberId));
};
