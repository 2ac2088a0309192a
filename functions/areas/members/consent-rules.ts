import { isOfAge } from '../../shared/calendar/age-bands.ts';
import { dateInIndia } from '../../shared/calendar/calendar.ts';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import { consentPurposes } from '../../shared/kinds/member-words.ts';
import type { ConsentInput, ConsentRecord, Member } from './schema.ts';

/** The rules of a member's consents: who gives them, and in which order. */

type ConsentAnswer = Pick<ConsentRecord, 'purpose' | 'given' | 'on' | 'createdAt'>;

/** The day on which a consent or a withdrawal takes effect. For a consent this is its date, for a withdrawal the Indian day on which it was recorded. */
const effectiveFrom = ({ given, on, createdAt }: ConsentAnswer): string =>
  given ? on : dateInIndia(new Date(createdAt));

const findLatest = <T extends Pick<ConsentAnswer, 'purpose'>>(
  consents: readonly T[],
  purpose: ConsentAnswer['purpose'],
): T | undefined => consents.findLast((consent) => consent.purpose === purpose);

/**
 * Checks a consent against the earlier ones: a given consent may not be dated before the day on which the latest consent or withdrawal of its purpose took
 * effect. A withdrawal may have any past date.
 * @returns the error, or undefined
 */
export const validateConsent = (
  earlierConsents: readonly ConsentAnswer[],
  consent: ConsentInput,
): AppError | undefined => {
  const latest = findLatest(earlierConsents, consent.purpose);
  return consent.given && latest !== undefined && consent.on < effectiveFrom(latest)
    ? refused('consent_out_of_order', 'This consent is dated before the latest of its purpose.')
    : undefined;
};

/** Whether somebody other than the member had to give this consent: she gave it herself, but is under 18 in the year of the consent. */
const needsGuardian = (
  birthYear: number,
  { given, givenBy, on }: Pick<ConsentInput, 'given' | 'givenBy' | 'on'>,
): boolean => given && givenBy === 'self' && !isOfAge(birthYear, on);

const guardianNeededError = (...paths: string[]): AppError =>
  refused(
    'guardian_needed',
    'She is under 18: the child welfare committee, or a guardian, has to consent for her.',
    ...paths,
  );

/** Refuses a consent that a member under 18 would give herself. */
export const validateGiver = (birthYear: number, consent: ConsentInput): AppError | undefined =>
  needsGuardian(birthYear, consent) ? guardianNeededError('givenBy') : undefined;

/**
 * Checks a new member's consents: she must agree to the services, must give none herself if she is under 18, and each consent must be valid after
 * the consents before it. `createdAt` is the time at which they are recorded.
 * @returns the error, or undefined
 */
export const validateConsents = (
  birthYear: number,
  consents: readonly ConsentInput[],
  createdAt: string,
): AppError | undefined => {
  if (!findLatest(consents, 'services')?.given) {
    return refused('consent_missing', 'Without her consent to the services there is no member.');
  }
  const pathsNeedingGuardian = consents.flatMap((consent, index) =>
    needsGuardian(birthYear, consent) ? [`consents.${index}.givenBy`] : [],
  );
  if (pathsNeedingGuardian.length > 0) {
    return guardianNeededError(...pathsNeedingGuardian);
  }
  const recordedConsents = consents.map((consent) => ({ ...consent, createdAt }));
  return consents
    .map((consent, index) => validateConsent(recordedConsents.slice(0, index), consent))
    .find((refusal) => refusal !== undefined);
};

/** Whether a change of the birth year makes a member of age, or makes her under 18, so that somebody else consents now. @param today the Indian date */
export const changesAge = (before: number, after: number, today: string): boolean =>
  isOfAge(before, today) !== isOfAge(after, today);

/**
 * Refuses a change of the birth year by which anybody but the coordinator would make a girl of age. Otherwise the girl could be said to have consented
 * herself, without the child welfare committee.
 */
export const validateAgeChange = (
  before: number,
  after: number,
  { isCoordinator, today }: { readonly isCoordinator: boolean; readonly today: string },
): AppError | undefined =>
  !isCoordinator && !isOfAge(before, today) && isOfAge(after, today)
    ? refused(
        'coordinator_needed',
        'She was entered as under 18. Only the coordinator can change that.',
        'birthYear',
      )
    : undefined;

/** Refuses a birth year by which the member was under 18 when she herself gave a consent that is in force. */
export const validateBirthYear = ({
  birthYear,
  consents,
}: Pick<Member, 'birthYear' | 'consents'>): AppError | undefined =>
  consentPurposes.some((purpose) => {
    const latest = findLatest(consents, purpose);
    return latest !== undefined && needsGuardian(birthYear, latest);
  })
    ? guardianNeededError('birthYear')
    : undefined;
