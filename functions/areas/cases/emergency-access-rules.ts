import { type AppError, notFound, refused } from '../../shared/errors/errors.ts';
import type { CaseRecord } from './schema.ts';

const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;
const emergencyAccessHours = 3;

/** The end of an emergency access to a case that begins at a given time. */
export const emergencyAccessEnd = (start: Date): Date =>
  new Date(start.getTime() + emergencyAccessHours * hourMs);

const maxInWeek = 3;

const isWithinWeek = (at: string, now: Date): boolean => now.getTime() - Date.parse(at) < weekMs;

/** Those of the times when emergency access to a case began that still count. */
export const recentStarts = (starts: readonly string[], now: Date): readonly string[] =>
  starts.filter((start) => isWithinWeek(start, now));

export const frequencyRefusals = {
  too_often: () =>
    refused('too_often', 'This case was opened so three times within seven days. Call the coordinator.'),
  ended_by_coordinator: () =>
    refused('ended_by_coordinator', 'The coordinator has ended your access to this case. Call her.'),
} as const;

/** What was refused before this time is not told any more. */
export const refusalsToldSince = (now: Date): Date => new Date(now.getTime() - weekMs);

/** What began before this time is over. */
export const emergencyAccessLimit = (now: Date): Date =>
  new Date(now.getTime() - emergencyAccessHours * hourMs);

/**
 * The rule of how often: three times in any seven days for one case, whoever they are; and not for a person whose access to it the
 * coordinator has ended in that time. More takes the coordinator, who can assign the case.
 * @param starts when access to the case began
 * @param endedAt when the coordinator ended the caller's access to it last
 */
export const validateFrequency = (
  starts: readonly string[],
  endedAt: string | undefined,
  now: Date,
): AppError | undefined => {
  if (endedAt !== undefined && isWithinWeek(endedAt, now)) {
    return frequencyRefusals.ended_by_coordinator();
  }
  return recentStarts(starts, now).length < maxInWeek ? undefined : frequencyRefusals.too_often();
};

/**
 * The rule of who gets emergency access to a case, with the refusal if the caller may not. Only an open urgent case gives it. For any other
 * the caller gets `not_found`, so that she does not learn that the case exists.
 * @param found the case with the code that she sent, if any
 * @param isReached whether she may see the case without emergency access
 */
export const validateEmergencyAccess = (
  found: Pick<CaseRecord, 'priority' | 'status'> | undefined,
  isReached: boolean,
): AppError | undefined => {
  if (isReached) {
    return refused('already_reached', 'You reach this case without breaking the glass.');
  }
  return found?.priority === 'urgent' && found.status !== 'closed' ? undefined : notFound();
};
