import * as z from 'zod';
import { locales } from '../domain/caller.ts';
import { clientId, district, personName, stamp } from '../domain/fields.ts';
import { roles } from '../domain/roles.ts';
import { encryptedText } from '../vault/encrypted-text.ts';

const fields = {
  name: personName,
  role: z.enum(roles),
  locale: z.enum(locales),
};

/**
 * The transaction that writes a person checks each collective; six of its hundred items are the claim, the
 * person, her key, her sign-in name, her record as a member and the journal line.
 */
const maxCollectives = 94;

/** A list without duplicates. */
const eachOnce = <T extends z.ZodArray<z.ZodType<string>>>(list: T) =>
  list
    .refine((values) => new Set(values).size === values.length, 'Name each of them once.')
    .meta({ uniqueItems: true });

const scope = {
  /** The collectives that a leader leads. */
  collectives: eachOnce(z.array(clientId).max(maxCollectives)),
  /** The districts whose members a caseworker may read. */
  districts: eachOnce(z.array(district)),
};

/** The member that a leader is herself, so that her phone shows her own savings and debt. */
const memberId = z.uuid();

/** A person who works with the system, as sent. */
export const personInput = z.strictObject({
  id: clientId,
  ...fields,
  collectives: scope.collectives.default([]),
  districts: scope.districts.default([]),
  memberId: memberId.optional(),
});
export type PersonInput = z.infer<typeof personInput>;

/** The changeable fields of a person; `memberId: null` ends the link to a member. */
export const personChange = z
  .strictObject({ ...fields, ...scope, disabled: z.boolean(), memberId: memberId.nullable() })
  .partial();
export type PersonChange = z.infer<typeof personChange>;

export const person = z.object({
  id: z.string(),
  /** The two words that she types to sign in, such as `riverlamp`. They say nothing about her and can be read out by telephone. */
  signInName: z.string(),
  ...fields,
  collectives: z.array(clientId),
  districts: z.array(district),
  disabled: z.boolean(),
  memberId: memberId.optional(),
  /** When her name was changed last, and by whom; missing if it never was. */
  nameChangedAt: z.iso.datetime().optional(),
  nameChangedBy: z.string().optional(),
  ...stamp,
});
export type Person = z.infer<typeof person>;

/** Somebody who acts, in the list of people that the auditor reads. */
export const actor = person.pick({ id: true, name: true, role: true, disabled: true });

/** A collective that a leader can be given. */
export const assignableCollective = z.object({
  id: clientId,
  name: z.string(),
  district,
  closedOn: z.iso.date().optional(),
});

/** Somebody who can be assigned a case, as shown to the one who assigns it. */
export const assignee = person.pick({ id: true, name: true, role: true, districts: true });

/** By which others are found whose names are alike (name-tokens.ts). */
const nameTokens = z.array(z.string());

/** The stored person: her name is encrypted with a key of her own. */
export const storedPerson = person.extend({ name: encryptedText, nameTokens: nameTokens.default([]) });
export type StoredPerson = z.infer<typeof storedPerson>;
/** Schema of a person's changeable fields, as stored. */
export const storedChange = person
  .extend({ name: encryptedText })
  .pick({ name: true, role: true, locale: true, collectives: true, districts: true, disabled: true })
  .extend({ memberId: memberId.nullable(), nameTokens })
  .partial();

export const passwordInput = z.strictObject({
  /** The approval of a second person, if one is needed. */
  approvalId: clientId.optional(),
});

export const oneTimePassword = z.object({
  /** Her first password. It is shown once, to be handed over in person, and she must change it. */
  password: z.string(),
});
