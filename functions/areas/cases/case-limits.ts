import { type AppError, refused } from '../../shared/errors/errors.ts';
import { changeLimitWords, maxChanges, validateChangeCount } from '../../shared/reach/change-limit.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { CaseProgress } from './case-progress.ts';

/**
 * Maximum lengths of the lists in a case's item, many times what a case needs. A full case takes about 110 of DynamoDB's 400 KB per item. A status,
 * a note, an assignment or a follow-up that is done makes no list longer; it is accepted until the case has had `maxChanges`.
 */
export const maxInCase = {
  openFollowUps: 300,
  doneFollowUps: 300,
  applications: 100,
  matters: 100,
} as const satisfies Partial<Record<keyof CaseProgress, number>>;

const wordsOf: Readonly<Record<keyof typeof maxInCase, string>> = {
  openFollowUps: 'open follow-ups',
  doneFollowUps: 'settled follow-ups',
  applications: 'applications',
  matters: 'matters before police and courts',
};

/**
 * How much of a list may be filled: all of it by those who work with the case, half by a guest, who does not have it: an emergency access, or the leader who
 * opened it. Otherwise a few weeks of accesses, three a week, or one leader would leave no place to those who work with it.
 */
export const maxFor = (max: number, isGuest: boolean): number => (isGuest ? Math.floor(max / 2) : max);

/** Refuses a change that makes a list of the case longer than its maximum. */
export const validateProgress = (
  before: CaseProgress,
  after: CaseProgress,
  isGuest = false,
): AppError | undefined => {
  for (const list of ['openFollowUps', 'doneFollowUps', 'applications', 'matters'] as const) {
    const max = maxFor(maxInCase[list], isGuest);
    if (after[list].length > max && after[list].length > before[list].length) {
      return tooManyError(max, wordsOf[list], isGuest);
    }
  }
  return undefined;
};

/** The refusal of one more entry in a list. @param max what the caller may fill of the list */
export const tooManyError = (max: number, words: string, isGuest: boolean): AppError =>
  refused(
    'too_many',
    isGuest
      ? `Of whoever does not have the case, no more than ${max} ${words} are held. Call the coordinator.`
      : `The case holds ${max} ${words}, and takes no more.`,
  );

/** Maximum number of events that one emergency access adds: enough for a night. */
export const maxEventsOfEmergencyAccess = 30;

/** Maximum number of events about entitlements that a member's item holds, of all her cases; some 60 of the 400 KB. */
export const maxEntitlementEvents = 300;

/**
 * A case that was changed more often than this is not handed over with the others, so that hand-overs back and forth leave changes to those who work
 * on it. The coordinator then assigns it by itself.
 */
export const maxChangesHandedOver = maxChanges / 2;

/**
 * How often a case may have been changed for the leader who opened it to change it still; many times what she has to tell. Whoever has the case, and an
 * emergency access, can write in it after that, and it can be handed over.
 */
export const maxChangesForOpener = maxChangesHandedOver / 2;

/** Both limits of changes, `maxChanges` and `maxChangesForOpener`, in the descriptions of routes. */
export const caseChangeLimitWords = `${changeLimitWords}, by a leader up to ${maxChangesForOpener}`;

/** Refuses a change of a case that has been changed so often that the caller may change it no more. */
export const validateCaseChanges = (
  record: { readonly version: number },
  reach: Reach,
): AppError | undefined =>
  reach === 'own' && record.version >= maxChangesForOpener
    ? refused(
        'too_many',
        `This was changed ${maxChangesForOpener} times, and takes no more of yours. Ask the coordinator.`,
      )
    : validateChangeCount(record, reach);

/**
 * How many cases one person may hand to others as urgent on one Indian day: letting them wait for somebody, or assigning them to somebody else, by opening
 * them or by making them urgent. The greatest rescue that one leader records in a day stays far below it; without it one person's invented cases would
 * fill the list that staff take urgent cases from, or a caseworker's phone.
 */
export const maxUrgentPerDay = 100;

/** How many cases that are not urgent one person may assign to others on one Indian day. They are counted apart, so that they never stand in the way of an urgent one. */
export const maxAssignedPerDay = 100;
