import type { Person, PersonChange } from './schema.ts';

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Applies a change to a person's access: her record afterwards, and the names of the fields that differ. A person who is
 * no longer a leader loses her link to a member.
 */
export const applyChange = (
  current: Person,
  { memberId, ...change }: PersonChange,
): { readonly changed: Person; readonly fields: string[] } => {
  const { memberId: linkedBefore, ...rest } = current;
  const before = new Map<string, unknown>(Object.entries(rest));
  const changes = Object.entries(change).filter(([, value]) => value !== undefined);
  const fields = changes
    .filter(([field, value]) => !isSame(before.get(field), value))
    .map(([field]) => field);
  const losesLink = change.role !== undefined && change.role !== 'leader' && memberId === undefined;
  // `null` in a change ends the link; without `memberId` it stays.
  const linked = memberId === undefined && !losesLink ? linkedBefore : (memberId ?? undefined);
  return {
    changed: {
      ...rest,
      ...Object.fromEntries(changes),
      ...(linked === undefined ? {} : { memberId: linked }),
      version: current.version + 1,
    },
    fields: linked === linkedBefore ? fields : [...fields, 'memberId'],
  };
};
