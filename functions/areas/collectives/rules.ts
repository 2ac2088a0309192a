import { monthOf } from '../../shared/calendar/calendar.ts';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import type { Collective, CollectiveChange } from './schema.ts';

/** The dates of a collective between which it exists. */
type CollectiveDates = { readonly formedOn: string; readonly closedOn?: string | undefined };

/** The rule of a collective's dates: refuses one that closes before it was formed. */
export const validateDates = ({ formedOn, closedOn }: CollectiveDates): AppError | undefined =>
  closedOn !== undefined && closedOn < formedOn
    ? refused('closed_before_formed', 'The collective cannot close before the day it was formed.')
    : undefined;

/**
 * The refusal of a leader's change of when her group was formed or closed, if a month that has ended would count it differently: whether it had to meet, and
 * among how many groups. Only a coordinator moves it into such a month, or out of one.
 * @param today Indian date
 */
export const validateLeadersDates = (
  before: CollectiveDates,
  after: CollectiveDates,
  today: string,
): AppError | undefined => {
  const hasEnded = (day: string | undefined): boolean => day !== undefined && monthOf(day) < monthOf(today);
  const moved = (['formedOn', 'closedOn'] as const).filter(
    (field) => before[field] !== after[field] && (hasEnded(before[field]) || hasEnded(after[field])),
  );
  return moved.length === 0
    ? undefined
    : refused('month_ended', 'This changes a month that has ended. Ask the coordinator to do it.', ...moved);
};

/** The rule of changing a collective: its record after a change, and the names of the changed fields, none if nothing changes. */
export const applyChange = (
  current: Collective,
  change: CollectiveChange,
): { readonly changed: Collective; readonly fields: string[] } => {
  // In the request, null removes an optional field, and undefined leaves a field as it is.
  const changes = Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => [field, value ?? undefined] as const);
  const before = new Map<string, unknown>(Object.entries(current));
  return {
    changed: { ...current, ...Object.fromEntries(changes), version: current.version + 1 },
    fields: changes.filter(([field, value]) => before.get(field) !== value).map(([field]) => field),
  };
};
