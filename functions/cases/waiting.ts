import { AppError, notFound } from '../domain/errors.ts';
import type { MemberScope } from './rules.ts';
import type { CaseRecord } from './schema.ts';

/**
 * Urgent cases that wait for somebody to take them. That a case waits follows from its record; since when, and until when, is
 * noted beside it (RFC 3339 UTC with milliseconds): alerts are counted from `since`, and whoever comes after `until` is told
 * that somebody was faster.
 */
export type Waiting = { readonly since: string; readonly until?: string | undefined };

export const isWaiting = ({
  priority,
  status,
  assignedTo,
}: Pick<CaseRecord, 'priority' | 'status' | 'assignedTo'>): boolean =>
  priority === 'urgent' && status !== 'closed' && assignedTo === undefined;

/**
 * The newest waiting of a case once it was written.
 * @param before what was noted before; undefined if it never waited
 * @param at the instant of recording
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

/** Whether a case waited at an instant, as far as its newest waiting tells. */
export const waitedAt = (waiting: Waiting | undefined, instant: string): boolean =>
  waiting !== undefined &&
  waiting.since <= instant &&
  (waiting.until === undefined || waiting.until > instant);

/**
 * The refusal to take a case; undefined where a caseworker of these districts may. Of a case that never waited she knows
 * nothing; one that did stood on her list.
 * @param member undefined where she does not exist, or is being erased
 */
export const refusalOfTaking = (
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
