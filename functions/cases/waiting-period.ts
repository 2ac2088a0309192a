import type { CaseRecord } from './schema.ts';

/**
 * When an unassigned urgent case began and ceased to wait (RFC 3339 UTC with milliseconds). Alerts count from
 * `since`. A caseworker who tries to take it after `until` is told that somebody was faster.
 */
export type Waiting = { readonly since: string; readonly until?: string | undefined };

export const isWaiting = ({
  priority,
  status,
  assignedTo,
}: Pick<CaseRecord, 'priority' | 'status' | 'assignedTo'>): boolean =>
  priority === 'urgent' && status !== 'closed' && assignedTo === undefined;

/**
 * The latest waiting period after a case is written.
 * @param before the stored one; undefined if it never waited
 * @param at the time of recording
 */
export const waitingAfter = (
  before: Waiting | undefined,
  record: CaseRecord,
  at: string,
): Waiting | undefined => {
  const waited = before !== undefined && before.until === undefined;
  if (isWaiting(record)) {
    return waited ? before : { since: at };
  }
  return waited ? { since: before.since, until: at } : before;
};

/** Whether a case waited at a time, according to its latest waiting period. */
export const waitedAt = (waiting: Waiting | undefined, instant: string): boolean =>
  waiting !== undefined &&
  waiting.since <= instant &&
  (waiting.until === undefined || waiting.until > instant);
