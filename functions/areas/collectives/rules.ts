import { type AppError, refused } from '../../shared/errors/errors.ts';
import type { Collective, CollectiveChange } from './schema.ts';

/** The dates of a collective between which it exists. */
type CollectiveDates = { readonly formedOn: string; readonly closedOn?: string | undefined };

/** The rule of a collective's dates: refuses one that closes before it was formed. */
export const validateDates = ({ formedOn, closedOn }: CollectiveDates): AppError | undefined =>
  closedOn !== undefined && closedOn < formedOn
    ? refused('closed_before_formed', 'The collective cannot close before the day it was formed.')
    : undefined;

const withoutUndefined = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** The rule of changing a collective: its record after a change, and the names of the changed fields, none if nothing changes. */
export const applyChange = (
  current: Collective,
  { closedOn, ratePerMonthBasisPoints, ...change }: CollectiveChange,
): { readonly changed: Collective; readonly fields: string[] } => {
  const { closedOn: oldClosedOn, ratePerMonthBasisPoints: oldRate, ...requiredFields } = current;
  // In the request, null removes an optional field, and undefined leaves it as it is.
  const optionalFields = {
    closedOn: closedOn === undefined ? oldClosedOn : (closedOn ?? undefined),
    ratePerMonthBasisPoints:
      ratePerMonthBasisPoints === undefined ? oldRate : (ratePerMonthBasisPoints ?? undefined),
  };
  const newValues = { ...requiredFields, ...withoutUndefined(change), ...withoutUndefined(optionalFields) };
  const oldValues = new Map<string, unknown>(Object.entries(current));
  // A removed field is in `optionalFields` alone.
  const fields = Object.entries({ ...newValues, ...optionalFields })
    .filter(([field, value]) => oldValues.get(field) !== value)
    .map(([field]) => field);
  return { changed: { ...newValues, version: current.version + 1 }, fields };
};
