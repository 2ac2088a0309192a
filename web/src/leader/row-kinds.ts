import * as z from 'zod/mini';
import type { OnLeadersPhone } from '../../../functions/areas/members/definition.ts';
import {
  type EntryField,
  entryKinds,
  type LineField,
  lineKinds,
  places,
} from '../../../functions/shared/kinds/book-kinds.ts';
import { loanPurposes } from '../../../functions/shared/kinds/loan-words.ts';
import {
  genders,
  schoolingReasons,
  schoolingStages,
  schoolingStatuses,
} from '../../../functions/shared/kinds/member-words.ts';
import { questionAnswers, questionKinds } from '../../../functions/shared/kinds/question-words.ts';
import { guardians } from '../consent/giver.ts';
import { correction } from '../outbox/operation.ts';
import type { Kind } from '../rows/encrypted-rows.ts';
import { caseFields, givenUpFields, womanFields } from '../workspace/row-kinds.ts';
import { forEachText } from './enrol/typed-texts.ts';

/**
 * The kinds of records that only a leader's phone stores; workspace/row-kinds.ts has those of every phone. A record is stored under its id unless its
 * kind names another key. Dates are `YYYY-MM-DD`, amounts in paise.
 */

const caseFile = z.object({
  ...caseFields,
  /** Whether the case is assigned; a leader's phone does not know to whom. */
  isTaken: z.boolean(),
  /** When the case was assigned (RFC 3339); absent if it was assigned from the start. */
  takenAt: z.optional(z.string()),
  ...givenUpFields,
});
export type CaseFile = z.infer<typeof caseFile>;
export const cases: Kind<CaseFile> = { name: 'case', schema: caseFile };

const collective = z.object({
  id: z.string(),
  name: z.string(),
  district: z.string(),
  mandal: z.string(),
  meetingFrequency: z.optional(z.enum(['weekly', 'fortnightly', 'monthly'])),
  usualDepositPaise: z.number(),
  ratePerMonthBasisPoints: z.optional(z.number()),
  cashPaise: z.number(),
  bankPaise: z.number(),
  surplusPaise: z.number(),
  /** The day on which the group's books begin: no sheet may be dated before it. */
  openedAsOf: z.optional(z.string()),
  borrowings: z.array(
    z.object({
      id: z.string(),
      source: z.string(),
      sanctionedOn: z.string(),
      principalPaise: z.number(),
      receivedPaise: z.number(),
      outstandingPaise: z.number(),
      instalments: z.optional(z.number()),
      firstDueOn: z.optional(z.string()),
    }),
  ),
});
export type Borrowing = Collective['borrowings'][number];
export type Collective = z.infer<typeof collective>;
export const collectives: Kind<Collective> = { name: 'collective', schema: collective };

const loan = z.object({
  loanId: z.string(),
  outstandingPaise: z.number(),
  disbursedOn: z.optional(z.string()),
  principalPaise: z.optional(z.number()),
  overduePaise: z.optional(z.number()),
  nextDueOn: z.optional(z.string()),
  ratePerMonthBasisPoints: z.optional(z.number()),
  instalments: z.optional(z.number()),
  firstDueOn: z.optional(z.string()),
});
export const observation = z.object({
  id: z.string(),
  on: z.string(),
  status: z.enum(schoolingStatuses),
  stage: z.optional(z.enum(schoolingStages)),
  reason: z.optional(z.enum(schoolingReasons)),
  isTakenBack: z.boolean(),
});
export type Observation = z.infer<typeof observation>;
const child = z.object({
  id: z.string(),
  birthYear: z.number(),
  gender: z.enum(genders),
  /** Sorted by day, then by recording. */
  schooling: z.array(observation),
  isTakenBack: z.boolean(),
});
export type Child = z.infer<typeof child>;
/** The fields of a member that are stored as the pack has them (`pickPackFields`). */
export const packFieldsOfMember = {
  ...womanFields,
  collectiveId: z.string(),
  joinedOn: z.string(),
  exitedOn: z.optional(z.string()),
};
const memberRow = {
  ...packFieldsOfMember,
  /** Her other records, which were joined to this one. */
  joined: z.optional(z.array(z.object({ id: z.string(), code: z.string() }))),
  savingsPaise: z.number(),
  /** Oldest first. */
  loans: z.array(loan),
  /** How many loans are missing in `loans`, and what the member owes on them; absent if none is missing. */
  loansLeftOut: z.optional(z.object({ count: z.number(), outstandingPaise: z.number() })),
  entitlements: z.optional(z.array(z.object({ entitlement: z.string(), stage: z.string(), on: z.string() }))),
  /** The member's children; absent on a phone that has not read them yet. */
  children: z.optional(z.array(child)),
  // Each field of `OnLeadersPhone` must be here. `Record<string, …>` allows the further fields.
} satisfies Readonly<Record<OnLeadersPhone, unknown> & Record<string, unknown>>;
const member = z.object(memberRow);
export type Member = z.infer<typeof member>;
export const members: Kind<Member> = { name: 'member', schema: member };

/** Where the money is; absent for cash. */
const account = z.optional(z.enum(places));

const presence = z.enum(['present', 'absent', 'excused']);

type Schemas<Field extends string> = Readonly<Record<Field, z.ZodMiniType>>;

/** The fields of entries of all kinds, as in the API. */
const entryFields = {
  account,
  loanId: z.optional(z.string()),
  purpose: z.optional(z.enum(loanPurposes)),
  ratePerMonthBasisPoints: z.optional(z.number()),
  instalments: z.optional(z.number()),
  firstDueOn: z.optional(z.string()),
  /** Null once the member was erased. */
  reason: z.nullish(z.string()),
} satisfies Schemas<EntryField>;

/** The fields of lines of all kinds, as in the API. */
const lineFields = {
  account,
  head: z.optional(z.string()),
  borrowingId: z.optional(z.string()),
  reason: z.optional(z.string()),
} satisfies Schemas<LineField>;

/** The content of a recorded sheet, as in the API. */
export const sheetContent = {
  attendance: z.array(z.object({ memberId: z.string(), status: presence })),
  entries: z.array(
    z.object({ memberId: z.string(), kind: z.enum(entryKinds), amountPaise: z.number(), ...entryFields }),
  ),
  lines: z.optional(z.array(z.object({ kind: z.enum(lineKinds), amountPaise: z.number(), ...lineFields }))),
  cashCountedPaise: z.optional(z.number()),
  /** The count of the corrected sheet, if this sheet corrects one of the same day and has no count of its own. */
  cashCountedThenPaise: z.optional(z.number()),
  bankBalancePaise: z.optional(z.number()),
  note: z.optional(z.string()),
  /** The id of the sheet that this one corrects. */
  corrects: z.optional(z.string()),
};

const meeting = z.object({
  id: z.string(),
  collectiveId: z.string(),
  heldOn: z.string(),
  isReversed: z.boolean(),
  createdBy: z.string(),
  ...sheetContent,
});
export type Meeting = z.infer<typeof meeting>;
export const meetings: Kind<Meeting> = { name: 'meeting', schema: meeting };

const question = z.object({
  id: z.string(),
  collectiveId: z.string(),
  about: z.object({
    kind: z.enum(questionKinds),
    meetingId: z.optional(z.string()),
    memberId: z.optional(z.string()),
    month: z.optional(z.string()),
  }),
  text: z.optional(z.string()),
  /** The last answer counts. */
  answers: z.array(
    z.object({
      id: z.string(),
      on: z.string(),
      answer: z.enum(questionAnswers),
      text: z.optional(z.string()),
    }),
  ),
});
export type Question = z.infer<typeof question>;
/** The desk's questions about the leader's groups that the desk has not closed. */
export const questions: Kind<Question> = { name: 'question', schema: question };

const emergencyAccess = z.object({ id: z.string(), code: z.string(), until: z.string() });
export type EmergencyAccess = z.infer<typeof emergencyAccess>;
/** The leader's emergency accesses to others' cases, each stored under the case's id. Nothing else of such a case is stored. */
export const emergencyAccesses: Kind<EmergencyAccess> = { name: 'emergencyAccess', schema: emergencyAccess };

const typedAmount = {
  /** As typed, in rupees. */
  amount: z.string(),
  account,
  reason: z.optional(z.string()),
  /** The unusual amount that the leader has confirmed, in paise. She is asked again only about another amount. */
  confirmedPaise: z.optional(z.number()),
};

const entryDraftFields = {
  ...typedAmount,
  /** The id of a new loan is made with the draft, so that opening the sheet again creates no second loan. */
  loanId: z.optional(z.string()),
  purpose: z.optional(z.enum(loanPurposes)),
  /** As typed, in per cent a month. */
  rate: z.optional(z.string()),
  /** As typed. */
  instalments: z.optional(z.string()),
  firstDueOn: z.optional(z.string()),
} satisfies Schemas<Exclude<EntryField, 'ratePerMonthBasisPoints'> | 'rate'>;
const entryDraft = z.object({ kind: z.enum(entryKinds), ...entryDraftFields });
/** An entry of a member as it is typed. */
export type EntryDraft = z.infer<typeof entryDraft>;

const lineDraftFields = {
  ...typedAmount,
  head: z.optional(z.string()),
  borrowingId: z.optional(z.string()),
} satisfies Schemas<LineField>;
const lineDraft = z.object({ kind: z.enum(lineKinds), ...lineDraftFields });
/** A line of the group as it is typed. */
export type LineDraft = z.infer<typeof lineDraft>;

const sheetRow = z.object({
  /** The woman's presence; undefined until it is marked. */
  status: z.optional(presence),
  entries: z.array(entryDraft),
});
export type SheetRow = z.infer<typeof sheetRow>;

const sheet = z.object({
  id: z.string(),
  collectiveId: z.string(),
  heldOn: z.string(),
  rows: z.record(z.string(), sheetRow),
  lines: z.array(lineDraft),
  /** As typed, in rupees. */
  cashCounted: z.string(),
  /** How many of each note and coin, as typed, by its value in rupees: `{ '500': '3' }`. */
  notesCounted: z.optional(z.record(z.string(), z.string())),
  /** The balance in the bank's passbook, as typed in rupees. */
  bankBalance: z.string(),
  note: z.optional(z.string()),
  /** The ids of recorded meetings of the draft's day that the leader has confirmed as other meetings. */
  otherMeetingIds: z.array(z.string()),
  /**
   * Whether the draft was made again from a recorded or refused sheet (sheet/redraft-sheet.ts). If so, members who are not marked are left out of the
   * new sheet, and not recorded as absent.
   */
  isAgain: z.optional(z.boolean()),
  correction: z.optional(correction),
  /** Whether the leader has counted again because her first count differed from the books. */
  isRecount: z.optional(z.boolean()),
});
export type Sheet = z.infer<typeof sheet>;
/** The drafts of meetings' sheets on the phone: one per collective, under the collective's id. */
export const sheetDrafts: Kind<Sheet> = { name: 'sheet', schema: sheet };

const enrolment = z.object({
  id: z.string(),
  collectiveId: z.string(),
  // A text is empty if the draft was stored by an older version of the app, which did not ask for it.
  ...forEachText(() => z._default(z.string(), '')),
  // These three are stored as typed or chosen, and empty until then.
  birthYear: z.string(),
  gender: z.string(),
  category: z.string(),
  /** Who consents for a girl. */
  guardian: z.optional(z.enum(guardians)),
  /** Her answers about the two purposes of consent; absent until she has answered. */
  services: z.optional(z.boolean()),
  reporting: z.optional(z.boolean()),
  /** The ids of the two consents. They are made with the draft, so that sending it again records no second consent. */
  servicesId: z.string(),
  reportingId: z.string(),
  /** The index of the form's open page. */
  page: z.number(),
});
export type Enrolment = z.infer<typeof enrolment>;
/** The draft of a new member on the phone: the only one, under the key `draft`. */
export const enrolmentDrafts: Kind<Enrolment> = { name: 'enrolment', schema: enrolment };

const practice = z.object({ isOver: z.boolean() });
/** `isOver`: the leader has practised with invented women, or has declined to. Stored under the key `all`. */
export const practices: Kind<z.infer<typeof practice>> = { name: 'practice', schema: practice };

const heardLessons = z.object({ heardOn: z.record(z.string(), z.string()) });
/** When each lesson was last heard to its end, by the lesson's id; stored under the key `all`, and never sent. */
export const lessonsHeard: Kind<z.infer<typeof heardLessons>> = { name: 'lessons', schema: heardLessons };
