import { dateInIndia } from '../domain/calendar.ts';
import type { Caller } from '../domain/caller.ts';
import { type AppError, refused } from '../domain/errors.ts';
import type { Reach } from '../domain/roles.ts';
import type { AgeBand } from '../journal/line.ts';
import {
  type ConsentInput,
  type ConsentRecord,
  consentPurposes,
  type Member,
  type MemberChange,
} from './schema.ts';

/** Whether a member lies within the caller's reach: a leader's by collective, a caseworker's by district. */
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
      return false;
  }
};

/** Whether a member may be put into a collective by the caller. */
export const mayEnrolInto = (caller: Caller, reach: Reach, collectiveId: string): boolean =>
  reach === 'all' || (reach === 'own' && caller.collectives.includes(collectiveId));

/** Her age in the year she joined, as the indicators' breakdowns put it. */
export const ageBandOf = (birthYear: number, joinedOn: string): AgeBand => {
  const age = Number(joinedOn.slice(0, 4)) - birthYear;
  if (age < 18) return 'under 18';
  if (age < 25) return '18-24';
  if (age < 35) return '25-34';
  return age < 45 ? '35-44' : '45+';
};

type Agreed = Pick<ConsentRecord, 'purpose' | 'given' | 'on' | 'createdAt'>;

/** From when a consent holds: a withdrawal takes effect on the Indian day on which it was recorded, whatever its date. */
const effectiveFrom = ({ given, on, createdAt }: Agreed): string =>
  given ? on : dateInIndia(new Date(createdAt));

const latestOf = <T extends Pick<Agreed, 'purpose'>>(
  consents: readonly T[],
  purpose: Agreed['purpose'],
): T | undefined => consents.findLast((consent) => consent.purpose === purpose);

/**
 * The refusal of a consent after those recorded before: one that is given may not be dated before the latest of its
 * purpose. A withdrawal is taken with any past date.
 */
export const refusalOfConsent = (earlier: readonly Agreed[], consent: ConsentInput): AppError | undefined => {
  const latest = latestOf(earlier, consent.purpose);
  return consent.given && latest !== undefined && consent.on < effectiveFrom(latest)
    ? refused('consent_out_of_order', 'This consent is dated before the latest of its purpose.')
    : undefined;
};

const adultAge = 18;

/** Whether somebody else must consent: she is under 18 in the year of the consent. */
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

/** Refuses what somebody under 18 would agree to by herself. */
export const validateGiver = (birthYear: number, consent: ConsentInput): AppError | undefined =>
  needsGuardian(birthYear, consent) ? guardianNeeded('givenBy') : undefined;

/** The refusal of the consents that a new member comes with, in their order; `createdAt` is when they are recorded. */
export const refusalOfConsents = (
  birthYear: number,
  consents: readonly ConsentInput[],
  createdAt: string,
): AppError | undefined => {
  if (!latestOf(consents, 'services')?.given) {
    return refused('consent_missing', 'Without her consent to the services there is no member.');
  }
  const byHerself = consents.flatMap((consent, index) =>
    needsGuardian(birthYear, consent) ? [`consents.${index}.givenBy`] : [],
  );
  if (byHerself.length > 0) {
    return guardianNeeded(...byHerself);
  }
  const recorded = consents.map((consent) => ({ ...consent, createdAt }));
  return consents
    .map((consent, index) => refusalOfConsent(recorded.slice(0, index), consent))
    .find((refusal) => refusal !== undefined);
};

type Stay = { readonly joinedOn: string; readonly exitedOn?: string | undefined };

/** The refusal of somebody who would be gone before she came. */
export const refusalOfStay = ({ joinedOn, exitedOn }: Stay): AppError | undefined =>
  exitedOn !== undefined && exitedOn < joinedOn
    ? refused('exit_before_joining', 'She cannot leave before the day she joined.')
    : undefined;

/** Refuses a birth year that would leave a girl with a consent of her own in force. */
const validateBirthYear = ({ birthYear, consents }: Member): AppError | undefined =>
  consentPurposes.some((purpose) => {
    const latest = latestOf(consents, purpose);
    return latest !== undefined && needsGuardian(birthYear, latest);
  })
    ? guardianNeeded('birthYear')
    : undefined;

/**
 * The refusal of a change: nobody moves to another collective once she is gone, and before the record says that she is under
 * 18, another than she herself has consented.
 */
export const refusalOfChange = (changed: Member, fields: readonly string[]): AppError | undefined => {
  if (changed.exitedOn !== undefined && fields.includes('collectiveId')) {
    return refused('exited', 'She has left the programme and cannot move to another collective.');
  }
  return refusalOfStay(changed) ?? (fields.includes('birthYear') ? validateBirthYear(changed) : undefined);
};

/** The member after a change, and the names of the fields that differ; none where the change changes nothing. */
export const applyChange = (
  current: Member,
  change: MemberChange,
): { readonly changed: Member; readonly fields: string[] } => {
  const before = new Map<string, unknown>(Object.entries(current));
  const given = Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]): [string, unknown] => [field, value ?? undefined]);
  const fields = given.filter(([field, value]) => before.get(field) !== value).map(([field]) => field);
  return { changed: { ...current, ...Object.fromEntries(given), version: current.version + 1 }, fields };
};

/** How much one record holds, so that it stays far below the 400 KB of an item. */
export const mostConsents = 200;
export const mostChildren = 30;

/** The refusal of one more of what a record holds already many of. */
export const refusalOfCount = (count: number, most: number): AppError | undefined =>
  count >= most ? refused('too_many', `The record holds ${most} of these, and takes no more.`) : undefined;
