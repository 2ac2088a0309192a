import { AppError, notFound } from '../domain/errors.ts';
import type { MemberScope } from './rules.ts';
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

/**
 * Whether a caseworker of these districts may take a case. A case that never waited is not found; one that did
 * was on her list.
 * @param member undefined if she does not exist or is being erased
 * @returns the error, or undefined
 */
export const validateTaking = (
  found: { readonly record: CaseRecord; readonly waiting?: Waiting | undefined } | undefined,
  member: MemberScope | undefined,
  districts: readonly string[],
): AppError | undefined => {
  if (found === undefined || member === undefined || !districts.includes(member.district)) {
    return notFound();
  }
  const { record, waiting } = found;
  if (isWaiting(record)) {
    return undefined;
  }
  const isUrgent = record.priority === 'urgent' && record.status !== 'closed';
  return isUrgent && waiting !== undefined
    ? new AppError('conflict', 'taken', 'Somebody has taken this case already.')
    : notFound();
};
