import * as z from 'zod';
import { personalNames, type SealedName, sealedNames } from '../../shared/definition/define.ts';
import {
  changeOf,
  inputOf,
  listedOf,
  openedOf,
  replacementOf,
  storedOf,
} from '../../shared/definition/schemas.ts';
import { clientId, date, line, stamp } from '../../shared/fields/fields.ts';
import { page } from '../../shared/fields/page-schema.ts';
import { memberFields, talkFields } from './definition.ts';
import {
  childFields,
  consentFields,
  officeFields,
  schoolingFields,
  type takenBackFields,
} from './parts-definition.ts';

/** A consent of a member. A withdrawal from the services may name the cases that go on. */
export const consentInput = inputOf(consentFields).superRefine(({ purpose, given, continues }, context) => {
  if (continues === undefined) return;
  if (purpose !== 'services' || given) {
    context.addIssue({
      code: 'custom',
      path: ['continues'],
      message: 'Only a withdrawal from the services names what goes on.',
    });
  }
  if (new Set(continues).size < continues.length) {
    context.addIssue({ code: 'custom', path: ['continues'], message: 'Name each once.' });
  }
});
export type ConsentInput = z.infer<typeof consentInput>;

export const childChange = replacementOf(childFields);
export type ChildChange = z.infer<typeof childChange>;
export const childInput = inputOf(childFields);
export type ChildInput = z.infer<typeof childInput>;

export const schoolingInput = inputOf(schoolingFields);
export type SchoolingInput = z.infer<typeof schoolingInput>;

export const officeInput = inputOf(officeFields);
export type OfficeInput = z.infer<typeof officeInput>;
export const officeEndInput = z.strictObject({ on: date });

/** A talk must have an answer, a goal, or a goal that is done. */
export const talkInput = inputOf(talkFields).refine(
  ({ answers = {}, goal, goalDone }) =>
    Object.values(answers).some((one) => one !== undefined) || goal !== undefined || goalDone !== undefined,
  { error: 'Record an answer, a goal or that a goal is done.', path: ['answers'] },
);
export type TalkInput = z.infer<typeof talkInput>;

/** Takes back a child, a schooling observation, an office, a request or a talk of a member. */
export const reversalInput = z.strictObject({ id: clientId, of: clientId, reason: line });
export type ReversalInput = z.infer<typeof reversalInput>;

/** A survivor who joins a collective, as sent. */
export const memberInput = inputOf(memberFields).superRefine(({ id, consents, children }, context) => {
  const seenIds = new Set([id]);
  for (const [list, values] of Object.entries({ consents, children })) {
    for (const [index, value] of values.entries()) {
      if (seenIds.has(value.id)) {
        context.addIssue({
          code: 'custom',
          path: [list, index, 'id'],
          message: 'Give each an id of its own.',
        });
      }
      seenIds.add(value.id);
    }
  }
  for (const [index, { continues }] of consents.entries()) {
    if (continues !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['consents', index, 'continues'],
        message: 'She has no cases yet.',
      });
    }
  }
});
export type MemberInput = z.infer<typeof memberInput>;

/** The changeable fields of a member; `null` removes a telephone number or a leader's date. */
export const memberChange = changeOf(memberFields);
export type MemberChange = z.infer<typeof memberChange>;

export const exitInput = z.strictObject({ exitedOn: date, reason: line });
export type ExitInput = z.infer<typeof exitInput>;

export const searchInput = z.strictObject({ q: line, cursor: page.cursor });

export const memberQuery = z.strictObject({ collectiveId: clientId.optional(), ...page });

// API answers

/** A consent in the answer to its recording. `childRecord`, `schoolingRecord` and `officeRecord` are the same for children, observations and offices. */
export const consentRecord = openedOf(consentFields);
export type ConsentRecord = z.infer<typeof consentRecord>;
export const childRecord = openedOf(childFields);
export type ChildRecord = z.infer<typeof childRecord>;
export const schoolingRecord = openedOf(schoolingFields);
export type SchoolingRecord = z.infer<typeof schoolingRecord>;
export const officeRecord = openedOf(officeFields);
export type OfficeRecord = z.infer<typeof officeRecord>;
/** A talk in an answer. */
export const talkRecord = listedOf(talkFields);
export type TalkRecord = z.infer<typeof talkRecord>;

/** The talks with a member. */
export const talksOfMember = z.object({
  items: z.array(talkRecord).describe('By day, then by recording; those taken back too.'),
  itemsLeftOut: z
    .int()
    .min(1)
    .optional()
    .describe('How many of the oldest are left out, since the answer would be too long.'),
  standing: z
    .object({ talkId: clientId })
    .optional()
    .describe('Her goal that stands, by the talk that named it; absent if none does.'),
  dueOn: date.optional().describe('The day from which the next talk is due; absent if none is.'),
});

export const reversalRecord = z.object({
  id: clientId,
  of: clientId,
  on: date,
  reason: z.string().nullable(),
  ...stamp,
});
export type ReversalRecord = z.infer<typeof reversalRecord>;

/** The fields that answers leave out for a member who has withdrawn her consent to the services. */
const withheld = { children: true, offices: true, category: true } as const;

/** A member in a list, identified by her code. */
export const listedMember = listedOf(memberFields).partial(withheld);
export type ListedMember = z.infer<typeof listedMember>;

/** A member in an answer about her alone. The texts are null after her erasure. */
export const member = openedOf(memberFields).partial(withheld);
export type Member = z.infer<typeof member>;

/** An opened member with the fields that answers may leave out (`withheld`), for changes of her record. */
export const wholeMember = openedOf(memberFields);
export type WholeMember = z.infer<typeof wholeMember>;

/** A member in a search result, with her name. */
export const foundMember = listedMember.extend({ name: member.shape.name });
export type FoundMember = z.infer<typeof foundMember>;

/** For the access log: the names of the personal fields of a listed member. */
export const personalFields = personalNames(memberFields);
/** For the access log: the names of the encrypted texts that an answer about one member adds. */
export const encryptedFields = sealedNames(memberFields);
export type EncryptedField = SealedName<typeof memberFields>;

// Stored records

export type StoredTakenBack = z.infer<ReturnType<typeof storedOf<typeof takenBackFields>>>;
export type StoredSchooling = z.infer<ReturnType<typeof storedOf<typeof schoolingFields>>>;
export type StoredChild = z.infer<ReturnType<typeof storedOf<typeof childFields>>>;
export type StoredOffice = z.infer<ReturnType<typeof storedOf<typeof officeFields>>>;

/** The stored talk, with what she said encrypted. */
export const storedTalk = storedOf(talkFields);
export type StoredTalk = z.infer<typeof storedTalk>;

/** The stored member, with her texts encrypted. */
export const storedMember = storedOf(memberFields);
type StoredRecord = z.infer<typeof storedMember>;
/** A stored member as read (shared/one-woman). If other records were joined to hers, `records` has all of them as stored, the kept one first. */
export type StoredMember = StoredRecord & { readonly records?: readonly StoredRecord[] | undefined };
