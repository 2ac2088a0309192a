import * as z from 'zod';
import { markSignInPending } from '../../shared/sign-ins/pending-sign-in.ts';
import { changeWayIn, endWayIn, wayInOf } from '../../shared/sign-ins/way-in.ts';
import type { Item, Write } from '../../shared/table/client.ts';
import type { ApprovalFacts } from '../../shared/two-person/approval-schema.ts';
import { gainsTrust } from '../../shared/two-person/two-person-rules.ts';
import { changesArea, collectivesOf } from './rules.ts';
import { type Person, type StoredPerson, storedChange, storedPerson } from './schema.ts';
import { toItem } from './stored-person.ts';

/** Grants the access that a second person has approved. */

/**
 * The content of an approval that grants access: a new person, or a change of one. The name was encrypted for the
 * person's record when the request was made, so approving it decrypts nothing.
 */
export const grantContent = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('new'),
    person: storedPerson.omit({ createdAt: true, createdBy: true, version: true }),
  }),
  z.object({ of: z.literal('change'), change: storedChange }),
]);
export type GrantContent = z.infer<typeof grantContent>;

type Grant = {
  /** The person as the grant leaves the record. */
  readonly person: StoredPerson;
  /** Whether the person's way in ends: then a new password is needed, which a second person approves. */
  readonly endsSignIn: boolean;
  /** Writes that fail if somebody changed the person since she was read. */
  readonly staleIfFailed: readonly Write[];
  readonly writes: readonly Write[];
};

/**
 * The writes that carry out an approved grant of access: they store a new person, or change the requested fields of a person's present record.
 * Undefined if the person to change no longer exists.
 * @param current the person's stored item; undefined for a new person
 */
export const grant = (
  content: GrantContent,
  current: Item | undefined,
  { askedBy, at, changeId }: { readonly askedBy: string; readonly at: string; readonly changeId: string },
): Grant | undefined => {
  if (content.of === 'new') {
    const person = {
      ...content.person,
      collectives: collectivesOf(content.person),
      createdAt: at,
      createdBy: askedBy,
      version: 1,
    };
    return {
      person,
      // A new person has no way in before the first password.
      endsSignIn: false,
      staleIfFailed: [],
      writes: [{ put: toItem(person), condition: 'attribute_not_exists(pk)' }, { put: wayInOf(person) }],
    };
  }
  if (current === undefined) {
    return undefined;
  }
  const before = storedPerson.parse(current);
  const { memberId: linkedBefore, telephone: telephoneBefore, ...rest } = before;
  // In a change, `null` takes a field away, and undefined keeps it.
  const { memberId: linkedAfter = linkedBefore, telephone = telephoneBefore, ...change } = content.change;
  const person = storedPerson.parse({
    ...rest,
    ...change,
    collectives: collectivesOf({
      role: change.role ?? before.role,
      collectives: change.collectives ?? before.collectives,
    }),
    ...(linkedAfter === null || linkedAfter === undefined ? {} : { memberId: linkedAfter }),
    ...(telephone === null || telephone === undefined ? {} : { telephone }),
    ...(change.name === undefined ? {} : { nameChangedAt: at, nameChangedBy: askedBy }),
    version: before.version + 1,
  });
  const endsSignIn = gainsTrust(person, before);
  const changesProvider = endsSignIn || person.disabled !== before.disabled;
  return {
    person,
    endsSignIn,
    staleIfFailed: [
      { put: toItem(person), condition: 'version = :seen', values: { ':seen': before.version } },
    ],
    writes: [
      endsSignIn ? endWayIn(person) : changeWayIn(person),
      ...(changesProvider ? [markSignInPending(person, changeId)] : []),
    ],
  };
};

/** The districts of a coordinator, for the person who decides. An empty list means the whole state. */
const areaOf = ({ role, districts }: Pick<Person, 'role' | 'districts'>): Pick<ApprovalFacts, 'districts'> =>
  role === 'coordinator' ? { districts: [...districts] } : {};

/** The facts of a new person whose role needs a second person, for the one who decides. */
export const factsOfNew = (person: Pick<Person, 'role' | 'districts'>): ApprovalFacts => ({
  role: person.role,
  change: 'added',
  ...areaOf(person),
});

type Changed = Pick<Person, 'role' | 'districts' | 'disabled'>;

/** The facts of a change that needs a second person, for the one who decides. If the role stays the same, the person is enabled or has other districts. */
export const factsOfChange = (after: Changed, before: Changed): ApprovalFacts => {
  const { role } = after;
  if (before.role !== role) {
    return { role, formerRole: before.role, change: 'role', ...areaOf(after) };
  }
  return {
    role,
    change: before.disabled && !after.disabled ? 'enabled' : 'districts',
    ...areaOf(after),
    ...(changesArea(after, before) ? { formerDistricts: [...before.districts] } : {}),
  };
};

/**
 * The fields that are approved with a change. A coordinator's districts are always among them, so that nobody changes them alone between the request and its
 * approval.
 */
export const fieldsToApprove = (after: Changed, fields: readonly string[]): readonly string[] =>
  after.role === 'coordinator' && !fields.includes('districts') ? [...fields, 'districts'] : fields;
