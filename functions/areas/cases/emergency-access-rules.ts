import { type AppError, notFound, refused } from '../../shared/errors/errors.ts';
import type { CaseRecord } from './schema.ts';

/** The rules of emergency access: how long it lasts, and how often it is granted. */

const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;
const emergencyAccessHours = 3;

/** The end of an emergency access to a case that begins at a given time. */
export const emergencyAccessEnd = (start: Date): Date =>
  new Date(start.getTime() + emergencyAccessHours * hourMs);

/** By one person; and by all together, so that whoever opens it in a night finds it, though one person used hers up. */
export const maxInWeek = { byOne: 3, byAll: 12 } as const;

/** An emergency access to a case: when it began (RFC 3339), and whose it is. */
export type Start = { readonly at: string; readonly personId: string };

const isWithinWeek = (at: string, now: Date): boolean => now.getTime() - Date.parse(at) < weekMs;

/** The emergency accesses to a case that still count. */
export const recentStarts = (starts: readonly Start[], now: Date): readonly Start[] =>
  starts.filter(({ at }) => isWithinWeek(at, now));

export const frequencyRefusals = {
  too_often: () =>
    refused('too_often', 'This case was opened so too often within seven days. Call the coordinator.'),
  ended_by_coordinator: () =>
    refused('ended_by_coordinator', 'The coordinator has ended your access to this case. Call her.'),
} as const;

/** The time before which refusals are no longer told. */
export const refusalsToldSince = (now: Date): Date => new Date(now.getTime() - weekMs);

/** The time before which every emergency access that began is over. */
export const emergencyAccessLimit = (now: Date): Date =>
  new Date(now.getTime() - emergencyAccessHours * hourMs);

/**
 * The rule of how often emergency access is granted: for one case three times in any seven days to one person, and twelve times to all together; and never to a person whose access to
 * the case the coordinator has ended in that time. Whoever needs more calls the coordinator, who can assign the case.
 * @param starts the accesses to the case
 * @param endedAt when the coordinator last ended the caller's access to the case
 */
export const validateFrequency = (
  starts: readonly Start[],
  personId: string,
  endedAt: string | undefined,
  now: Date,
): AppError | undefined => {
  if (endedAt !== undefined && isWithinWeek(endedAt, now)) {
    return frequencyRefusals.ended_by_coordinator();
  }
  const recent = recentStarts(starts, now);
  const own = recent.filter((start) => start.personId === personId);
  return own.length < maxInWeek.byOne && recent.length < maxInWeek.byAll
    ? undefined
    : frequencyRefusals.too_often();
};

/**
 * The rule of who gets emergency access to a case, with the refusal if the caller may not. Only an open urgent case gives it. For any other
 * the caller gets `not_found`, so that she does not learn that the case exists.
 * @param found the case with the code that the caller sent, if any
 * @param isReached whether the caller may see the case without emergency access
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
