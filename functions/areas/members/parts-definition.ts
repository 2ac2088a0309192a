import * as z from 'zod';
import {
  changeable,
  type FieldsListedAsStored,
  madeByServer,
  openText,
  sentOnce,
  stampOf,
  untold,
} from '../../shared/definition/define.ts';
import { birthYear, clientId, date, line, stamp } from '../../shared/fields/fields.ts';
import {
  consentGivers,
  consentPurposes,
  genders,
  officeBodies,
  offices,
  schoolingReasons,
  schoolingStages,
  schoolingStatuses,
  waysOfSaying,
} from '../../shared/kinds/member-words.ts';
import { plaintextLine } from '../../shared/screening/plaintext-fields.ts';

/** The parts of a member's record that are lists: her consents, her children with their schooling, her offices, and the records joined to hers. */

/** The maximum number of cases that go on while she has withdrawn her consent to the services: many times what a woman has open. */
const maxContinuing = 20;

export const gender = z.enum(genders);
const giver = z.enum(consentGivers);

/**
 * A consent or its withdrawal; the last one for a purpose is in force. Purposes: `services`, to be helped here; `reporting`, to be counted in what is
 * published; `sharing`, that a summary is handed to a lawyer or an authority.
 */
export const consentFields = {
  id: { is: clientId, ...sentOnce },
  purpose: { is: z.enum(consentPurposes), ...sentOnce },
  given: { is: z.boolean(), ...sentOnce },
  on: { is: date, ...sentOnce },
  method: { is: z.enum(waysOfSaying), ...sentOnce },
  /** The version of the notice that was read to her. */
  noticeVersion: { ...openText(plaintextLine), told: 'listed', sent: 'once' },
  /** Who consented: herself, or, if she is under 18, somebody else for her. */
  givenBy: { is: giver.default('self'), shown: giver, ...sentOnce },
  /** Of a withdrawal from the services: the cases that she asks to be finished. */
  continues: { is: z.array(clientId).max(maxContinuing), ...sentOnce, optional: true },
  // Only the answer to the recording of a consent has the consent's stamp. An answer about the member leaves the stamp out.
  ...stampOf('opened'),
} as const satisfies FieldsListedAsStored;

/** The reversal by which something was taken back: it no longer counts, and stays visible. */
export const takenBackFields = {
  id: { is: clientId, ...madeByServer },
  on: { is: date, ...madeByServer },
  reason: { is: line, told: 'nobody', optional: true },
  createdAt: { is: stamp.createdAt, ...untold },
  createdBy: { is: stamp.createdBy, ...untold },
} as const satisfies FieldsListedAsStored;

export const takenBack = { one: takenBackFields, told: 'listed', optional: true } as const;

/** What was seen of a child's schooling on a day. No school and no child is named. */
export const schoolingFields = {
  id: { is: clientId, ...sentOnce },
  on: { is: date, ...sentOnce },
  status: { is: z.enum(schoolingStatuses), ...sentOnce },
  stage: { is: z.enum(schoolingStages), ...sentOnce, optional: true },
  reason: { is: z.enum(schoolingReasons), ...sentOnce, optional: true },
  takenBack,
  ...stampOf('opened'),
} as const satisfies FieldsListedAsStored;

/** A child. `schooling` is sorted by `on`, then by recording; `inSchool` is what the newest observation says. */
export const childFields = {
  id: { is: clientId, ...sentOnce },
  birthYear: { is: birthYear, ...changeable },
  gender: { is: gender, ...changeable },
  inSchool: { is: z.boolean(), kept: 'computed', told: 'listed', sent: 'changes' },
  schooling: { each: schoolingFields, told: 'listed' },
  takenBack,
  ...stampOf('opened'),
} as const satisfies FieldsListedAsStored;

/** An office that she holds or held, in a public body or an organisation. */
export const officeFields = {
  id: { is: clientId, ...sentOnce },
  body: { is: z.enum(officeBodies), ...sentOnce },
  office: { is: z.enum(offices), ...sentOnce },
  from: { is: date, ...sentOnce },
  /** The last day on which she holds it; it may lie ahead. */
  to: { is: date, ...sentOnce, optional: true },
  takenBack,
  ...stampOf('opened'),
} as const satisfies FieldsListedAsStored;

/** A record that was joined to this one, since both are hers (docs/decisions/0089-one-woman.md), with its code and its group. */
export const joinedFields = {
  id: { is: clientId, ...madeByServer },
  code: { is: z.string(), ...madeByServer },
  collectiveId: { is: clientId, ...madeByServer },
  joinedOn: { is: date, ...madeByServer },
  /** The day of the join. */
  on: { is: date, ...madeByServer },
} as const satisfies FieldsListedAsStored;
