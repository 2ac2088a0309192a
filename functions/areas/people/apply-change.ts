import { collectivesOf } from './rules.ts';
import type { Person, PersonChange } from './schema.ts';

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The id of the member to whom a person is linked after a change. `memberId: null` ends the link; without `memberId`, a
 * new role other than leader ends it.
 */
const linkAfter = (
  linkedBefore: string | undefined,
  { memberId, role }: PersonChange,
): string | undefined => {
  if (memberId !== undefined) {
    return memberId ?? undefined;
  }
  return role === undefined || role === 'leader' ? linkedBefore : undefined;
};

/**
 * Applies a change to a person's access: her record afterwards, and the names of the fields that differ. A person who is
 * no longer a leader loses her collectives and her link to a member.
 * @param by who changes her, and `at` when (RFC 3339)
 */
export const applyChange = (
  current: Person,
  change: PersonChange,
  { by, at }: { readonly by: string; readonly at: string },
): { readonly changed: Person; readonly fields: string[] } => {
  const { memberId: linkedBefore, ...rest } = current;
  const { memberId: _, ...sent } = change;
  const { role = current.role, collectives = current.collectives } = sent;
  const changeOfRest = { ...sent, collectives: collectivesOf({ role, collectives }) };
  const before = new Map<string, unknown>(Object.entries(rest));
  const changes = Object.entries(changeOfRest)
    .filter(([, value]) => value !== undefined)
    // `null` takes a field away.
    .map(([field, value]): [string, unknown] => [field, value ?? undefined]);
  const fields = changes
    .filter(([field, value]) => !isSame(before.get(field), value))
    .map(([field]) => field);
  const linkedAfter = linkAfter(linkedBefore, change);
  return {
    changed: {
      ...rest,
      ...Object.fromEntries(changes),
      ...(linkedAfter === undefined ? {} : { memberId: linkedAfter }),
      ...(fields.includes('name') ? { nameChangedAt: at, nameChangedBy: by } : {}),
      version: current.version + 1,
    },
    fields: linkedAfter === linkedBefore ? fields : [...fields, 'memberId'],
  };
};
