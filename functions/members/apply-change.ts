import type { Member, MemberChange } from './schema.ts';

/** Applies a change to a member: her record afterwards, and the names of the fields that differ. */
export const applyChange = (
  current: Member,
  change: MemberChange,
): { readonly changed: Member; readonly fields: string[] } => {
  const before = new Map<string, unknown>(Object.entries(current));
  const changes = Object.entries(change)
    .filter(([, value]) => value !== undefined)
    // `null` clears a field.
    .map(([field, value]): [string, unknown] => [field, value === null ? undefined : value]);
  const fields = changes.filter(([field, value]) => before.get(field) !== value).map(([field]) => field);
  return { changed: { ...current, ...Object.fromEntries(changes), version: current.version + 1 }, fields };
};
