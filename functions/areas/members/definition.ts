import * as z from 'zod';
import {
  changeable,
  type Fields,
  type FieldsOfPerson,
  madeByServer,
  type SealedName,
  sentOnce,
  stampOf,
  untold,
} from '../../shared/definition/define.ts';
import {
  birthYear,
  clientId,
  date,
  district,
  line,
  note,
  personName,
  phone,
} from '../../shared/fields/fields.ts';
import { categories } from '../../shared/kinds/member-words.ts';
import { bestAnswer, roadAreas, worstAnswer } from '../../shared/kinds/road-words.ts';
import {
  childFields,
  consentFields,
  gender,
  joinedFields,
  officeFields,
  takenBack,
} from './parts-definition.ts';

/** A member and a talk with her. parts-definition.ts has her consents, children and offices. A field that is not `kept: 'open'` is encrypted with her key. */

/** The maximum numbers of consents and of children that are sent with a new member. Each consent and child takes one of the transaction's hundred items. */
const maxConsentsAtOnce = 20;
const maxChildrenAtOnce = 20;

const answer = z.int().min(worstAnswer).max(bestAnswer).optional();
const answers = z
  .strictObject({
    safety: answer,
    debt: answer,
    work: answer,
    mind: answer,
    home: answer,
    belonging: answer,
  })
  .describe('By area, from 1 (worst) to 4. What she would rather not say is left out.');
const goal = z
  .strictObject({
    area: z.enum(roadAreas),
    text: note.optional(),
    by: date.optional().describe('The day by which she wants to get there. It may lie ahead.'),
  })
  .describe('What she wants. It is her goal until a later talk says `goalDone`, or names another.');

/** A talk with a member about how she is. Each talk has an item of its own. All that she said is encrypted with her key, even the areas and numbers. */
export const talkFields = {
  id: { is: clientId, ...sentOnce },
  on: { is: date, ...sentOnce },
  answers: { is: answers, shown: answers, told: 'listed', sent: 'once', optional: true },
  goal: { is: goal, shown: goal, told: 'listed', sent: 'once', optional: true },
  /** True if she has reached the goal that stood before this talk. */
  goalDone: { is: z.literal(true), ...sentOnce, optional: true },
  memberId: { is: clientId, ...madeByServer },
  takenBack,
  ...stampOf('listed'),
} as const satisfies Fields;

/** A change of her birth year by which she became of age or under 18, so that somebody else consents for her than before. */
const ageChange = z.object({ on: date, by: z.uuid(), from: birthYear, to: birthYear });

/** Tokens of the forms of each word of her name (functions/shared/names/likeness.ts), of her telephone number, and of her mandal. */
const likeness = z.object({
  words: z.array(z.array(z.string()).min(1)),
  phone: z.string().optional(),
  mandal: z.string(),
});
export type Likeness = z.infer<typeof likeness>;

/**
 * A survivor who joined a collective. In lists she is identified by her code. What a caller sends of her is sealed; a field that lies open says what the
 * server reads it for without her key (`openFor`).
 */
export const memberFields = {
  id: { is: clientId, ...sentOnce, openFor: 'the key of her record' },
  code: { is: z.string(), ...madeByServer },
  name: { is: personName, told: 'opened', sent: 'changes' },
  phone: { is: phone, told: 'opened', sent: 'changes', optional: true },
  birthYear: {
    is: birthYear,
    ...changeable,
    personal: true,
    openFor: 'rules of age and consent; counts by age',
  },
  gender: { is: gender, ...changeable, personal: true, openFor: 'lists, which open nothing' },
  /** What she escaped from, as far as she tells. */
  category: { is: z.enum(categories), ...changeable, personal: true, openFor: 'counts by category' },
  district: { is: district, ...changeable, personal: true, openFor: 'who reaches her' },
  mandal: { is: line, told: 'opened', sent: 'changes' },
  collectiveId: { is: clientId, ...changeable, openFor: 'who reaches her; her group’s books' },
  joinedOn: { is: date, ...changeable, openFor: 'rules of dates; counts of who joined' },
  leaderSince: { is: date, ...changeable, optional: true, openFor: 'counts of leaders' },
  /** In the order given. */
  consents: { each: consentFields, max: maxConsentsAtOnce, told: 'listed', sent: 'once', personal: true },
  children: { each: childFields, max: maxChildrenAtOnce, told: 'listed', sent: 'once', personal: true },
  /** By `from`, then by recording. */
  offices: { each: officeFields, told: 'listed', personal: true },
  // `withdrawnOn` and `continues` follow from her consents (functions/shared/services/withdrawn.ts). They are stored for the conditions of writes.
  /** The date of her withdrawal from the services while it is in force. Her children, offices and category are then left out of answers. */
  withdrawnOn: { is: date, ...madeByServer, optional: true },
  /** The cases that go on while it is in force. */
  continues: { is: z.array(clientId), ...untold, optional: true },
  exitedOn: { is: date, ...madeByServer, optional: true },
  exitReason: { is: line, told: 'opened', optional: true },
  /** The records that were joined to this one; absent if none was. */
  joined: { each: joinedFields, told: 'listed', optional: true },
  /** By how much joins and partings raised the record's version. The rest of the version counts the record's own changes. */
  versionRaisedBy: { is: z.int(), ...untold, optional: true },
  /** The ids of the records from which this one was parted. While they were joined, openings of this record may have been logged under their ids. */
  partedFrom: { is: z.array(clientId), ...untold, optional: true },
  /** The id of the record that this one was joined to. */
  joinedTo: { is: clientId, ...untold, optional: true },
  /** How many talks were recorded under this record's id. */
  talkCount: { is: z.int(), ...untold, optional: true },
  /** The day of the newest of them that has an answer. */
  talkedOn: { is: date, ...untold, optional: true },
  /** The oldest first. */
  ageChanges: { is: z.array(ageChange), kept: 'open', told: 'opened', optional: true },
  /** The collectives that she left for another: her statement reads their sheets too. */
  formerCollectives: { is: z.array(clientId), ...untold },
  /** The search tokens that were written for her, so that they can be removed with her name or record. */
  searchTokens: { is: z.array(z.string()), ...untold, keyed: true },
  /** The district that she moved from last, and when: her search tokens are there too (see search-candidates.ts). */
  movedFrom: { is: z.object({ district, at: z.iso.datetime() }), ...untold, optional: true },
  /** The tokens of her full name, which find it in plaintext fields. */
  fullNameTokens: { is: z.array(z.string()), ...untold, keyed: true },
  /** The tokens by which another record of hers is found. */
  likeness: { is: likeness, ...untold, keyed: true },
  ...stampOf('listed'),
} as const satisfies FieldsOfPerson;

// The fields that each part of the clients has. Each type or list names the fields that are left out, so a new field belongs everywhere until somebody leaves it out here.

type Told = 'listed' | 'opened';
type Definition = typeof memberFields;
type FieldsWith<Wanted> = {
  [F in keyof Definition]: Definition[F] extends Wanted ? F : never;
}[keyof Definition];
type ToldField = FieldsWith<{ readonly told: Told }>;
type FieldSet = Readonly<Partial<Record<ToldField, true>>>;

/** The fields that a desk's form asks for. */
export type ChangeableField = FieldsWith<{ readonly sent: 'changes' }>;
/** The fields that have a column of their own name in an import's workbook. */
export type ImportedField = Exclude<ChangeableField, 'collectiveId'>;
/** The fields that a leader's phone sends when she enrols somebody. */
export type SentByPhone = Exclude<ChangeableField, 'leaderSince'>;
/** The fields of a new member whose text the leader types: the sealed ones except the mandal, which is taken from the group. */
export type TypedOnPhone = Exclude<SentByPhone & SealedName<Definition>, 'mandal'>;

/** The fields that a leader's phone doesn't keep of a member in the pack. */
export const notOnLeadersPhone = {
  phone: true,
  birthYear: true,
  gender: true,
  category: true,
  district: true,
  mandal: true,
  leaderSince: true,
  consents: true,
  offices: true,
  exitReason: true,
  ageChanges: true,
  createdAt: true,
  createdBy: true,
} as const satisfies FieldSet;
export type OnLeadersPhone = Exclude<ToldField, keyof typeof notOnLeadersPhone>;

/** The fields that a caseworker's pack doesn't have of the woman of a case. */
export const notOnCaseworkersPhone = {
  birthYear: true,
  gender: true,
  category: true,
  collectiveId: true,
  joinedOn: true,
  leaderSince: true,
  offices: true,
  withdrawnOn: true,
  exitedOn: true,
  exitReason: true,
  joined: true,
  ageChanges: true,
  createdAt: true,
  createdBy: true,
} as const satisfies FieldSet;
export type OnCaseworkersPhone = Exclude<ToldField, keyof typeof notOnCaseworkersPhone>;

/** The texts that both phones keep and show after a label. Her name has no label. */
export type TextOnPhones = Exclude<OnLeadersPhone & OnCaseworkersPhone & SealedName<Definition>, 'name'>;

/**
 * The fields that have a sentence of their own where a woman's record is told to her. Her district stands in the sentence of her mandal; what she
 * survived is folded away.
 */
export type FieldWithSentence = Exclude<
  ToldField,
  | 'id'
  | 'district'
  | 'category'
  | 'collectiveId'
  | 'consents'
  | 'children'
  | 'offices'
  | 'joined'
  | 'ageChanges'
  | 'createdAt'
  | 'createdBy'
  | 'version'
>;
