import { dateInIndia } from '../domain/calendar.ts';
import type { Caller } from '../domain/caller.ts';
import { type AppError, refused } from '../domain/errors.ts';
import { consentPurposes } from '../domain/member-words.ts';
import type { Reach } from '../domain/roles.ts';
import type { ConsentInput, ConsentRecord, Member } from './schema.ts';

/** Whether a member is within the caller's reach: a leader's by collective, a caseworker's by district. */
export const mayReach = (
  caller: Caller,
  reach: Reach,
  member: { readonly collectiveId: string; readonly district: string },
): boolean => {
  switch (reach) {
    case 'all':
      return true;
    case 'own':
      return caller.collectives.includes(member.collectiveId);
    case 'district':
      return caller.districts.includes(member.district);
    case 'assigned':
      // Cases are assigned; a member is not.
      return false;
  }
};

/** Whether the caller may put a member into a collective. */
export const mayEnrolInto = (caller: Caller, reach: Reach, collectiveId: string): boolean =>
  reach === 'all' || (reach === 'own' && caller.collectives.includes(collectiveId));

type ConsentAnswer = Pick<ConsentRecord, 'purpose' | 'given' | 'on' | 'createdAt'>;

/** When a consent takes effect. A withdrawal does on the Indian day of its recording, whatever its date. */
const effectiveFrom = ({ given, on, createdAt }: ConsentAnswer): string =>
  given ? on : dateInIndia(new Date(createdAt));

const latestOf = <T extends Pick<ConsentAnswer, 'purpose'>>(
  consents: readonly T[],
  purpose: ConsentAnswer['purpose'],
): T | undefined => consents.findLast((consent) => consent.purpose === purpose);

/**
 * Checks a consent against the earlier ones: a given consent may not be dated before the latest of its purpose.
 * A withdrawal may have any past date.
 * @returns the error, or undefined
 */
export const validateConsent = (
  earlier: readonly ConsentAnswer[],
  consent: ConsentInput,
): AppError | undefined => {
  const latest = latestOf(earlier, consent.purpose);
  return consent.given && latest !== undefined && consent.on < effectiveFrom(latest)
    ? refused('consent_out_of_order', 'This consent is dated before the latest of its purpose.')
    : undefined;
};

const adultAge = 18;

/** Whether somebody else must give this consent: the member gave it herself, and is under 18 in its year. */
const needsGuardian = (
  birthYear: number,
  { given, givenBy, on }: Pick<ConsentInput, 'given' | 'givenBy' | 'on'>,
): boolean => given && givenBy === 'self' && Number(on.slice(0, 4)) - birthYear < adultAge;

const guardianNeeded = (...paths: string[]): AppError =>
  refused(
    'guardian_needed',
    'She is under 18: the child welfare committee, or a guardian, has to consent for her.',
    ...paths,
  );

/** Refuses a consent that somebody under 18 would give herself. */
export const validateGiver = (birthYear: number, consent: ConsentInput): AppError | undefined =>
  needsGuardian(birthYear, consent) ? guardianNeeded('givenBy') : undefined;

/**
 * Checks a new member's consents in order; `createdAt` is when they are recorded.
 * @returns the error, or undefined
 */
export const validateConsents = (
  birthYear: number,
  consents: readonly ConsentInput[],
  createdAt: string,
): AppError | undefined => {
  if (!latestOf(consents, 'services')?.given) {
    return refused('consent_missing', 'Without her consent to the services there is no member.');
  }
  const pathsByHerself = consents.flatMap((consent, index) =>
    needsGuardian(birthYear, consent) ? [`consents.${index}.givenBy`] : [],
  );
  if (pathsByHerself.length > 0) {
    return guardianNeeded(...pathsByHerself);
  }
  const recorded = consents.map((consent) => ({ ...consent, createdAt }));
  return consents
    .map((consent, index) => validateConsent(recorded.slice(0, index), consent))
    .find((refusal) => refusal !== undefined);
};

type Stay = { readonly joinedOn: string; readonly exitedOn?: string | undefined };

/** Refuses a member's exit before her joining date. */
export const validateStay = ({ joinedOn, exitedOn }: Stay): AppError | undefined =>
  exitedOn !== undefined && exitedOn < joinedOn
    ? refused('exit_before_joining', 'She cannot leave before the day she joined.')
    : undefined;

/** Refuses a birth year that makes a member under 18 who gave a consent in force herself. */
const validateBirthYear = ({ birthYear, consents }: Member): AppError | undefined =>
  consentPurposes.some((purpose) => {
    const latest = latestOf(consents, purpose);
    return latest !== undefined && needsGuardian(birthYear, latest);
  })
    ? guardianNeeded('birthYear')
    : undefined;

/**
 * Checks a change of a member's record. One who has exited cannot move to another collective. Before the record may say
 * that she is under 18, somebody else must have consented for her.
 * @returns the error, or undefined
 */
export const validateChange = (changed: Member, fields: readonly string[]): AppError | undefined => {
  if (changed.exitedOn !== undefined && fields.includes('collectiveId')) {
    return refused('exited', 'She has left the programme and cannot move to another collective.');
  }
  return validateStay(changed) ?? (fields.includes('birthYear') ? validateBirthYear(changed) : undefined);
};

/** Maximum number of consents in a member's record. Such limits keep it far below DynamoDB's 400 KB per item. */
export const maxConsents = 200;
export const maxChildren = 30;
/** Maximum number of observations of schooling, of all of a member's children together. */
export const maxObservations = 400;
export const maxOffices = 60;

/** Refuses one more consent, child, observation or office if a member's record holds the maximum. */
export const validateCount = (count: number, max: number): AppError | undefined =>
  count >= max ? refused('too_many', `The record holds ${max} of these, and takes no more.`) : undefined;
