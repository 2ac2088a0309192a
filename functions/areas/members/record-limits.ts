import { type AppError, refused } from '../../shared/errors/errors.ts';
import { consentPurposes } from '../../shared/kinds/member-words.ts';
import { validateShare } from '../../shared/member-counts/max-by-person.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { ConsentInput, ConsentRecord, StoredMember } from './schema.ts';

/**
 * Maximum lengths of the lists in a member's record. With the longest texts, each entry taken back with the longest reason, a full record
 * takes some 370 of DynamoDB's 400 KB per item, so that she can still leave, and what was wrong be taken back.
 */
export const maxConsents = 100;
/** So many of these places are kept, so that each purpose that she agreed to can still be withdrawn, whoever has filled the others. */
const keptForWithdrawals = consentPurposes.length;
export const maxChildren = 30;
/** Maximum number of observations of schooling, of all of a member's children together. */
export const maxObservations = 200;
export const maxOffices = 30;
/** Maximum number of talks under one record, a hundred years of them. They lie outside the record; with the longest texts they take 1.5 MB of an answer. */
export const maxTalks = 200;
/** Maximum number of changes of her birth year across 18. */
export const maxAgeChanges = 20;
export const maxFormerCollectives = 50;

/** How much of a list leaders and caseworkers fill: two thirds, so that the coordinator always finds places to put right what they filled. */
const maxOfOthers = (max: number): number => Math.floor((max * 2) / 3);

/**
 * Refuses a consent beyond the maximum, or beyond the share of one who oversees nobody, but never one that ends a consent in force: what she asks to stop, stops.
 * @param consents of all her records
 * @param own those of the record to which it is sent
 */
export const validateConsentCount = (
  consents: readonly Pick<ConsentInput, 'purpose' | 'given'>[],
  own: readonly Pick<ConsentRecord, 'createdBy'>[],
  { purpose, given }: Pick<ConsentInput, 'purpose' | 'given'>,
  recordedBy: string,
  reach: Reach,
): AppError | undefined => {
  const isInForce = consents.findLast((one) => one.purpose === purpose)?.given === true;
  if (!given && isInForce) return undefined;
  const max = maxConsents - keptForWithdrawals;
  if (oversees(reach)) return validateCount(own.length, max);
  const ofOne = own.filter(({ createdBy }) => createdBy === recordedBy).length;
  return validateShare({ all: own.length, own: ofOne }, maxOfOthers(max));
};

/** Refuses one more child, observation or office beyond what the caller may fill. */
export const validateListCount = (count: number, max: number, reach: Reach): AppError | undefined =>
  validateCount(count, oversees(reach) ? max : maxOfOthers(max));

/** Refuses one more of a list beyond the maximum. */
export const validateCount = (count: number, max: number): AppError | undefined =>
  count >= max ? refused('too_many', messageOf(max)) : undefined;

/** Refuses a change by which the record would hold too many changes of age, or too many collectives that she left. */
export const validateChangeCounts = (
  before: StoredMember,
  { ageChanges = [], formerCollectives }: StoredMember,
): AppError | undefined => {
  if (ageChanges.length > maxAgeChanges && ageChanges.length > (before.ageChanges?.length ?? 0)) {
    return refused('too_many', messageOf(maxAgeChanges), 'birthYear');
  }
  return formerCollectives.length > maxFormerCollectives &&
    formerCollectives.length > before.formerCollectives.length
    ? refused('too_many', messageOf(maxFormerCollectives), 'collectiveId')
    : undefined;
};

const messageOf = (max: number): string => `The record holds ${max} of these, and takes no more.`;
