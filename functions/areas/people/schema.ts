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

/**
 * How it stands with a person's signing in.
 * - `no_password`: she has no password that works: none was made yet, or she was given a trusted role since
 * - `password_waits`: a first password was made, with which she has not signed in yet
 * - `password_ended`: the same, and its days are over
 * - `signed_in`: she has signed in with her newest password
 * - `not_noted`: sign-ins were not noted yet when she was added or got her password, and she has not signed in since
 */
export const signInStates = [
  'no_password',
  'password_waits',
  'password_ended',
  'signed_in',
  'not_noted',
] as const;

export const signInStatus = z.object({
  state: z.enum(signInStates),
  signedInAt: z.iso.datetime().optional().describe('When she last signed in (UTC), if that was noted.'),
  passwordUntil: z.iso
    .datetime()
    .optional()
    .describe('Until when the first password works that she has not used (UTC).'),
  passwordApprovedUntil: z.iso
    .datetime()
    .optional()
    .describe('Given to who asked for a password that was approved: until when she can make it (UTC).'),
});
export type SignInStatus = z.infer<typeof signInStatus>;

/** A person in an answer. Her name is never null: it is empty once she was erased. */
export const person = listedOf(personFields).extend({
  name: personFields.name.is,
  telephone: personFields.telephone.is.optional(),
});
export type Person = z.infer<typeof person>;

/** A person as an administrator reads her. */
export const personWithSignIn = person.extend({
  signIn: signInStatus
    .optional()
    .describe('How it stands with her signing in; left out of a person who is disabled.'),
});

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
export const assignee = person
  .pick({
    id: true,
    name: true,
    role: true,
    districts: true,
    telephone: true,
  })
  .extend({
    phone: z
      .literal('ended')
      .optional()
      .describe(
        'Given if the phone on which she works was ended and not replaced, so that her number may ring with somebody else.',
      ),
  });
export type Assignee = z.infer<typeof assignee>;

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
