import { type AppError, refused } from '../domain/errors.ts';

/** Maximum number of consents in a member's record. Such limits keep it far below DynamoDB's 400 KB per item. */
export const maxConsents = 200;
export const maxChildren = 30;
/** Maximum number of observations of schooling, of all of a member's children together. */
export const maxObservations = 400;
export const maxOffices = 60;

/**
 * The limit of what a member's record holds: refuses one more consent, child, observation or office beyond the
 * maximum.
 */
export const validateCount = (count: number, max: number): AppError | undefined =>
  count >= max ? refused('too_many', `The record holds ${max} of these, and takes no more.`) : undefined;
