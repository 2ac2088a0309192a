import * as z from 'zod';
import { birthYear, clientId, date, district, line, page, phone, stamp } from '../domain/fields.ts';
import { openLine } from '../screening/tripwire.ts';

const gender = z.enum(['female', 'male', 'transgender', 'undisclosed']);
/** What she escaped from, as far as she says. */
const category = z.enum(['trafficking_survivor', 'cse_survivor', 'undisclosed']);

export const consentPurposes = ['services', 'reporting', 'sharing'] as const;
const giver = z.enum(['self', 'guardian', 'child_welfare_committee']);

/**
 * What she agreed to, or took back: the last one of a purpose stands. `services` keeps her here, `reporting` counts her, `sharing`
 * allows a summary to be handed to a lawyer or an authority.
 */
const consentFields = {
  id: clientId,
  purpose: z.enum(consentPurposes),
  given: z.boolean(),
  on: date,
  method: z.enum(['spoken', 'written']),
  /** Of the notice that was read to her. */
  noticeVersion: openLine,
  /** Who agreed; for somebody under 18 another than she herself. */
  givenBy: giver,
};
export const consentInput = z.strictObject({ ...consentFields, givenBy: giver.default('self') });
export type ConsentInput = z.infer<typeof consentInput>;

const childFields = { birthYear, gender, inSchool: z.boolean() };
export const childChange = z.strictObject(childFields);
export type ChildChange = z.infer<typeof childChange>;
export const childInput = z.strictObject({ id: clientId, ...childFields });
export type ChildInput = z.infer<typeof childInput>;

/** How many consents and children come with a new member: each takes an item of the transaction's hundred. */
const mostConsentsAtOnce = 20;
const mostChildrenAtOnce = 20;

const memberFields = {
  name: line,
  phone: phone.optional(),
  birthYear,
  gender,
  category,
  district,
  mandal: line,
  collectiveId: clientId,
  joinedOn: date,
  leaderSince: date.optional(),
};

/** A survivor who joins a collective. */
export const memberInput = z
  .strictObject({
    id: clientId,
    ...memberFields,
    /** In the order in which they were given. */
    consents: z.array(consentInput).max(mostConsentsAtOnce),
    children: z.array(childInput).max(mostChildrenAtOnce),
  })
  .superRefine(({ id, consents, children }, context) => {
    const seen = new Set([id]);
    for (const [list, values] of Object.entries({ consents, children })) {
      for (const [index, value] of values.entries()) {
        if (seen.has(value.id)) {
          context.addIssue({
            code: 'custom',
            path: [list, index, 'id'],
            message: 'Give each an id of its own.',
          });
        }
        seen.add(value.id);
      }
    }
  });
export type MemberInput = z.infer<typeof memberInput>;

/** What may be changed; `null` takes a telephone number or a leader's date away. */
export const memberChange = z
  .strictObject(memberFields)
  .partial()
  .extend({ phone: phone.nullable().optional(), leaderSince: date.nullable().optional() });
export type MemberChange = z.infer<typeof memberChange>;

export const exitInput = z.strictObject({ exitedOn: date, reason: line });
export type ExitInput = z.infer<typeof exitInput>;

export const searchInput = z.strictObject({ q: line });

export const memberQuery = z.strictObject({ collectiveId: clientId.optional(), ...page });

// What the API gives

const consent = z.object({ ...consentFields, noticeVersion: z.string() });
const child = z.object({ id: clientId, ...childFields });

/** A consent, and a child, as an answer of its own. */
export const consentRecord = consent.extend(stamp);
export type ConsentRecord = z.infer<typeof consentRecord>;
export const childRecord = child.extend(stamp);
export type ChildRecord = z.infer<typeof childRecord>;

/** What a list, too, tells of a person: as the access log names it. */
export const personalFields = [
  'birthYear',
  'gender',
  'category',
  'district',
  'consents',
  'children',
] as const;

/** A member as lists give her: her code is the handle. */
export const listedMember = z.object({
  id: clientId,
  code: z.string(),
  birthYear,
  gender,
  category,
  district,
  collectiveId: clientId,
  joinedOn: date,
  leaderSince: date.optional(),
  consents: z.array(consent),
  children: z.array(child),
  exitedOn: date.optional(),
  ...stamp,
});
export type ListedMember = z.infer<typeof listedMember>;

/** Her texts are null once she was erased. */
const herText = z.string().nullable();

export const member = listedMember.extend({
  name: herText,
  phone: herText.optional(),
  mandal: herText,
  exitReason: herText.optional(),
});
export type Member = z.infer<typeof member>;

/** A member as a search gives her: with the name that was asked for, and no more. */
export const foundMember = listedMember.extend({ name: herText });
export type FoundMember = z.infer<typeof foundMember>;

// What the table holds

/** The fields of a member that are sealed with her own key. */
export const sealedFields = ['name', 'phone', 'mandal', 'exitReason'] as const;
export type SealedField = (typeof sealedFields)[number];

/** A member as she is stored, her texts sealed; of one who was erased they may be gone. */
export const storedMember = listedMember.extend({
  consents: z.array(consentRecord),
  children: z.array(childRecord),
  name: z.string().optional(),
  phone: z.string().optional(),
  mandal: z.string().optional(),
  exitReason: z.string().optional(),
  /** The collectives that she left for another: her statement reads their sheets too. */
  formerCollectives: z.array(clientId),
  /** The keyed tokens that she is found by, to be taken away with a name or with all of her. */
  searchTokens: z.array(z.string()),
  /** The keyed tokens of her full name, by which it is found in open texts. */
  fullNameTokens: z.array(z.string()).default([]),
});
export type StoredMember = z.infer<typeof storedMember>;
