import { type AppError, refused } from '../../shared/errors/errors.ts';
import { consentPurposes } from '../../shared/kinds/member-words.ts';
import type { ConsentInput, StoredMember } from './schema.ts';

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

/**
 * Refuses a consent beyond the maximum, but never one that ends a consent in force: what she asks to stop, stops.
 * @param consents of all her records
 * @param count of the record to which it is sent
 */
export const validateConsentCount = (
  consents: readonly Pick<ConsentInput, 'purpose' | 'given'>[],
  count: number,
  { purpose, given }: Pick<ConsentInput, 'purpose' | 'given'>,
): AppError | undefined => {
  const isInForce = consents.findLast((one) => one.purpose === purpose)?.given === true;
  return !given && isInForce ? undefined : validateCount(count, maxConsents - keptForWithdrawals);
};

/** Refuses one more child, observation or office beyond the maximum. */
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
