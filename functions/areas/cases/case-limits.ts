import { type AppError, refused } from '../../shared/errors/errors.ts';
import type { CaseProgress } from './case-state.ts';

/**
 * Maximum lengths of the lists in a case's item, many times what a case needs. A full case takes about 110 of DynamoDB's 400 KB per item.
 * So what makes no list longer is always written: a status, a note, an assignment, a follow-up that is done.
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

/** Refuses a change that makes a list of the case longer than its maximum. */
export const validateProgress = (before: CaseProgress, after: CaseProgress): AppError | undefined => {
  for (const list of ['openFollowUps', 'doneFollowUps', 'applications', 'matters'] as const) {
    const max = maxInCase[list];
    if (after[list].length > max && after[list].length > before[list].length) {
      return refused('too_many', `The case holds ${max} ${wordsOf[list]}, and takes no more.`);
    }
  }
  return undefined;
};

/** Maximum number of events that one emergency access adds: enough for a night, and too few to fill a case by the three of a week. */
export const maxEventsOfEmergencyAccess = 30;

/** Maximum number of events about entitlements that a member's item holds, of all her cases; some 60 of the 400 KB. */
export const maxEntitlementEvents = 300;
