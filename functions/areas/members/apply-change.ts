import { changesAge } from './consent-rules.ts';
import type { MemberChange, WholeMember } from './schema.ts';

/**
 * Applies a change to a member: her record afterwards, and the names of the fields that differ. A change of her birth year across 18 is noted
 * in the record.
 * @param today the Indian date
 */
export const applyChange = (
  current: WholeMember,
  change: MemberChange,
  { by, today }: { readonly by: string; readonly today: string },
): { readonly changed: WholeMember; readonly fields: string[] } => {
  const before = new Map<string, unknown>(Object.entries(current));
  const changes = Object.entries(change)
    .filter(([, value]) => value !== undefined)
    // `null` clears a field.
    .map(([field, value]): [string, unknown] => [field, value === null ? undefined : value]);
  const fields = changes.filter(([field, value]) => before.get(field) !== value).map(([field]) => field);
  const changed: WholeMember = { ...current, ...Object.fromEntries(changes), version: current.version + 1 };
  const [from, to] = [current.birthYear, changed.birthYear];
  const ageChanges = changesAge(from, to, today)
    ? [...(current.ageChanges ?? []), { on: today, by, from, to }]
    : current.ageChanges;
  return { changed: { ...changed, ...(ageChanges === undefined ? {} : { ageChanges }) }, fields };
};
