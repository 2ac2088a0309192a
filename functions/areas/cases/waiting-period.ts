import type { CaseRecord } from './schema.ts';

/**
 * The period in which an urgent case waits for an assignee: RFC 3339 UTC with milliseconds. Alerts count from `since`. `until` is when
 * the case was assigned or closed, or stopped being urgent; absent while it waits.
 */
export type WaitingPeriod = { readonly since: string; readonly until?: string | undefined };

/** Whether a case waits: it is urgent, not closed and unassigned. */
export const isWaiting = ({
  priority,
  status,
  assignedTo,
}: Pick<CaseRecord, 'priority' | 'status' | 'assignedTo'>): boolean =>
  priority === 'urgent' && status !== 'closed' && assignedTo === undefined;

/**
 * The latest waiting period of a case after a write of the case; undefined if it has never waited.
 * @param before the latest waiting period as stored
 * @param record the case as it is written
 * @param recordedAt the time of the write
 */
export const waitingAfter = (
  before: WaitingPeriod | undefined,
  record: CaseRecord,
  recordedAt: string,
): WaitingPeriod | undefined => {
  const wasWaiting = before !== undefined && before.until === undefined;
  if (isWaiting(record)) {
    return wasWaiting ? before : { since: recordedAt };
  }
  return wasWaiting ? { since: before.since, until: recordedAt } : before;
};

/**
 * Whether a case waited at an instant, by its latest waiting period.
 * @param instant RFC 3339 UTC with milliseconds: when a list's first page was asked for
 */
export const waitedAt = (waiting: WaitingPeriod | undefined, instant: string): boolean =>
  waiting !== undefined &&
  waiting.since <= instant &&
  (waiting.until === undefined || waiting.until > instant);
