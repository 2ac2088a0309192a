import * as z from 'zod';
import { birthYear, clientId, date, district, line, personName, phone, stamp } from '../domain/fields.ts';
import {
  categories,
  consentGivers,
  consentPurposes,
  genders,
  officeBodies,
  offices,
  schoolingReasons,
  schoolingStages,
  schoolingStatuses,
  waysOfSaying,
} from '../domain/member-words.ts';
import { page } from '../domain/page-schema.ts';
import { plaintextLine } from '../screening/plaintext-fields.ts';
import { encryptedText } from '../vault/encrypted-text.ts';

const gender = z.enum(genders);
/** What she escaped from, as far as she tells. */
const category = z.enum(categories);

const giver = z.enum(consentGivers);

/**
 * A consent or its withdrawal; the last one of a purpose is in force. `services` keeps her here, `reporting`
 * counts her, `sharing` allows a summary to be handed to a lawyer or an authority.
 */
const consentFields = {
  id: clientId,
  purpose: z.enum(consentPurposes),
  given: z.boolean(),
  on: date,
  method: z.enum(waysOfSaying),
  /** The version of the notice that was read to her. */
  noticeVersion: plaintextLine,
  /** Who consented; for somebody under 18 it must be somebody else. */
  givenBy: giver,
};
export const consentInput = z.strictObject({ ...consentFields, givenBy: giver.default('self') });
export type ConsentInput = z.infer<typeof consentInput>;

const childFields = { birthYear, gender, inSchool: z.boolean() };
export const childChange = z.strictObject(childFields);
export type ChildChange = z.infer<typeof childChange>;
export const childInput = z.strictObject({ id: clientId, ...childFields });
export type ChildInput = z.infer<typeof childInput>;

/** What was seen of a child's schooling on a day. No school and no child is named. */
const schoolingFields = {
  id: clientId,
  on: date,
  status: z.enum(schoolingStatuses),
  stage: z.enum(schoolingStages).optional(),
  reason: z.enum(schoolingReasons).optional(),
};
export const schoolingInput = z.strictObject(schoolingFields);
export type SchoolingInput = z.infer<typeof schoolingInput>;

const officeFields = {
  id: clientId,
  body: z.enum(officeBodies),
  office: z.enum(offices),
  from: date,
  /** The last day on which she holds it; it may lie ahead. */
  to: date.optional(),
};
export const officeInput = z.strictObject(officeFields);
export type OfficeInput = z.infer<typeof officeInput>;
export const officeEndInput = z.strictObject({ on: date });

/** Takes back a child, a schooling observation, an office or a request of a member. */
export const reversalInput = z.strictObject({ id: clientId, of: clientId, reason: line });
export type ReversalInput = z.infer<typeof reversalInput>;

/** Consents and children sent with a new member: each takes one of the transaction's hundred items. */
const maxConsentsAtOnce = 20;
const maxChildrenAtOnce = 20;

const memberFields = {
  name: personName,
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

/** A survivor who joins a collective, as sent. */
export const memberInput = z
  .strictObject({
    id: clientId,
    ...memberFields,
    /** In the order given. */
    consents: z.array(consentInput).max(maxConsentsAtOnce),
    children: z.array(childInput).max(maxChildrenAtOnce),
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

/** The changeable fields of a member; `null` removes a telephone number or a leader's date. */
export const memberChange = z
  .strictObject(memberFields)
  .partial()
  .extend({ phone: phone.nullable().optional(), leaderSince: date.nullable().optional() });
export type MemberChange = z.infer<typeof memberChange>;

export const exitInput = z.strictObject({ exitedOn: date, reason: line });
export type ExitInput = z.infer<typeof exitInput>;

export const searchInput = z.strictObject({ q: line, cursor: page.cursor });

export const memberQuery = z.strictObject({ collectiveId: clientId.optional(), ...page });

// API answers

const consent = z.object({ ...consentFields, noticeVersion: z.string() });
/** The reversal that took something back, and its day: it counts no more, and stays visible. */
const takenBack = { takenBack: z.object({ id: clientId, on: date }).optional() };
const schooling = z.object({ ...schoolingFields, ...takenBack });
/** `schooling` by `on`, then by recording; `inSchool` is what the newest observation says. */
const child = z.object({ id: clientId, ...childFields, schooling: z.array(schooling), ...takenBack });
const office = z.object({ ...officeFields, ...takenBack });

/** A consent as an answer of its own. */
export const consentRecord = consent.extend(stamp);
export type ConsentRecord = z.infer<typeof consentRecord>;
export const childRecord = child.extend(stamp);
export type ChildRecord = z.infer<typeof childRecord>;
export const schoolingRecord = schooling.extend(stamp);
export type SchoolingRecord = z.infer<typeof schoolingRecord>;
export const officeRecord = office.extend(stamp);
export type OfficeRecord = z.infer<typeof officeRecord>;
export const reversalRecord = z.object({
  id: clientId,
  of: clientId,
  on: date,
  reason: z.string().nullable(),
  ...stamp,
});
export type ReversalRecord = z.infer<typeof reversalRecord>;

/** The personal fields that a list of members holds, for the access log. */
export const personalFields = [
  'birthYear',
  'gender',
  'category',
  'district',
  'consents',
  'children',
  'offices',
] as const;

/** A member in a list, identified by her code. */
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
  /** By `from`, then by recording. */
  offices: z.array(office),
  exitedOn: date.optional(),
  ...stamp,
});
export type ListedMember = z.infer<typeof listedMember>;

/**
 * A change of her birth year that made her of age, or under 18, on the day of the change: with it changes who consents for her. The oldest
 * first.
 */
const ageChange = z.object({
  on: date,
  by: z.uuid(),
  from: birthYear,
  to: birthYear,
});

/** Her texts are null once she was erased. */
const herText = z.string().nullable();

export const member = listedMember.extend({
  name: herText,
  phone: herText.optional(),
  mandal: herText,
  exitReason: herText.optional(),
  ageChanges: z.array(ageChange).optional(),
});
export type Member = z.infer<typeof member>;

/** A member in a search result, with her name. */
export const foundMember = listedMember.extend({ name: herText });
export type FoundMember = z.infer<typeof foundMember>;

// Stored records

/** The fields of a member that are encrypted with her own key. */
export const encryptedFields = ['name', 'phone', 'mandal', 'exitReason'] as const;
export type EncryptedField = (typeof encryptedFields)[number];

/** As stored, `takenBack` also has who did it, when, and the encrypted reason. */
const storedTakenBack = {
  takenBack: z
    .object({
      id: clientId,
      on: date,
      reason: encryptedText.optional(),
      createdAt: z.iso.datetime(),
      createdBy: z.string(),
    })
    .optional(),
};
export type StoredTakenBack = NonNullable<z.infer<z.ZodObject<typeof storedTakenBack>>['takenBack']>;
export const storedSchooling = schoolingRecord.extend(storedTakenBack);
export type StoredSchooling = z.infer<typeof storedSchooling>;
export const storedChild = childRecord
  .omit({ inSchool: true })
  .extend({ schooling: z.array(storedSchooling), ...storedTakenBack });
export type StoredChild = z.infer<typeof storedChild>;
const storedOffice = officeRecord.extend(storedTakenBack);
export type StoredOffice = z.infer<typeof storedOffice>;

/** The stored member, with her texts encrypted; after an erasure they may be missing. */
export const storedMember = listedMember.extend({
  consents: z.array(consentRecord),
  children: z.array(storedChild),
  offices: z.array(storedOffice),
  name: encryptedText.optional(),
  phone: encryptedText.optional(),
  mandal: encryptedText.optional(),
  exitReason: encryptedText.optional(),
  ageChanges: z.array(ageChange).optional(),
  /** The collectives that she left for another: her statement reads their sheets too. */
  formerCollectives: z.array(clientId),
  /** The search tokens, to be removed with her name or record. */
  searchTokens: z.array(z.string()),
  /** The district that she moved from last, and when: her search tokens are there too (see search-candidates.ts). */
  movedFrom: z.object({ district, at: z.iso.datetime() }).optional(),
  /** The tokens of her full name, which find it in plaintext fields. */
  fullNameTokens: z.array(z.string()).default([]),
});
export type StoredMember = z.infer<typeof storedMember>;
