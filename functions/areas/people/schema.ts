import * as z from 'zod';
import { changeOf, inputOf, listedOf, storedOf } from '../../shared/definition/schemas.ts';
import { clientId, district } from '../../shared/fields/fields.ts';
import { encryptedText } from '../../shared/vault/encrypted-text.ts';
import { personFields } from './definition.ts';

/** A person who works with the system, as sent. */
export const personInput = inputOf(personFields)
  .omit({ disabled: true })
  .extend({
    collectives: personFields.collectives.is.default([]),
    districts: personFields.districts.is.default([]),
  });
export type PersonInput = z.infer<typeof personInput>;

/** The changeable fields of a person; `memberId: null` ends the link to a member. */
export const personChange = changeOf(personFields);
export type PersonChange = z.infer<typeof personChange>;

/** A person in an answer. Her name is never null: it is empty once she was erased. */
export const person = listedOf(personFields).extend({
  name: personFields.name.is,
  telephone: personFields.telephone.is.optional(),
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
export const assignee = person.pick({
  id: true,
  name: true,
  role: true,
  districts: true,
  telephone: true,
});

/** The stored person: her name is encrypted with a key of her own. */
export const storedPerson = storedOf(personFields).extend({ name: encryptedText });
export type StoredPerson = z.infer<typeof storedPerson>;
/** Schema of a person's changeable fields, as stored. */
export const storedChange = storedPerson
  .pick({ name: true, role: true, locale: true, collectives: true, districts: true, disabled: true })
  .extend({
    memberId: personFields.memberId.is.nullable(),
    telephone: encryptedText.nullable(),
    nameTokens: z.array(z.string()),
  })
  .partial();

export const passwordInput = z.strictObject({
  /** The approval of a second person, if one is needed. */
  approvalId: clientId.optional(),
});

export const oneTimePassword = z.object({
  /** Her first password. It is shown once, to be handed over in person, and she must change it. */
  password: z.string(),
});
