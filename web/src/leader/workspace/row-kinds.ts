import * as z from 'zod/mini';
import type { KeptOnPhone } from '../../../../functions/areas/members/definition.ts';
import {
  type EntryField,
  entryKinds,
  type LineField,
  lineKinds,
  places,
} from '../../../../functions/shared/kinds/book-kinds.ts';
import {
  caseKinds,
  casePriorities,
  caseStatuses,
  incidents,
} from '../../../../functions/shared/kinds/case-words.ts';
import { loanPurposes } from '../../../../functions/shared/kinds/loan-words.ts';
import {
  genders,
  schoolingReasons,
  schoolingStages,
  schoolingStatuses,
} from '../../../../functions/shared/kinds/member-words.ts';
import { questionAnswers, questionKinds } from '../../../../functions/shared/kinds/question-words.ts';
import { roadAreas } from '../../../../functions/shared/kinds/road-words.ts';
import { me } from '../../api/me.ts';
import { guardians } from '../../consent/giver.ts';
import { answers, talk } from '../../talks/talk.ts';
import { caseEvent } from '../../timeline/case-event.ts';
import type { Kind } from './encrypted-rows.ts';

/**
 * The kinds of records that a leader's phone stores, each record under its id if no other key is named; unsent operations
 * are in outbox/operation.ts. Dates are `YYYY-MM-DD`, amounts in paise.
 */

/** The signed-in leader, under the key `me`. */
export const profiles: Kind<z.infer<typeof me>> = { name: 'me', schema: me };

const renewal = z.object({ refreshToken: z.string() });
/** The refresh token of the leader's session, under the key `session`. */
export const renewals: Kind<z.infer<typeof renewal>> = { name: 'renewal', schema: renewal };

const phoneNumber = z.object({ coordinator: z.optional(z.string()) });
/** The telephone numbers that a leader can call, from the client's configuration; under the key `all`. */
export const phoneNumbers: Kind<z.infer<typeof phoneNumber>> = { name: 'phoneNumbers', schema: phoneNumber };

const freshness = z.object({ at: z.number() });
/**
 * When the phone last read data from the server, in milliseconds since 1970. The key `all` has the time of reading everything, the key `cases`
 * that of reading the leader's cases. Cases are read more often while an urgent one is unassigned.
 */
export const freshnesses: Kind<z.infer<typeof freshness>> = { name: 'freshness', schema: freshness };

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
const memberRow = {
  id: z.string(),
  /** The member's code; undefined until the server has made one. */
  code: z.optional(z.string()),
  name: z.string(),
  collectiveId: z.string(),
  version: z.number(),
  joinedOn: z.string(),
  exitedOn: z.optional(z.string()),
  /** While she has withdrawn her consent to the services: the withdrawal's date. */
  withdrawnOn: z.optional(z.string()),
  savingsPaise: z.number(),
  /** Oldest first. */
  loans: z.array(loan),
  /** The loans that are left out of `loans`: how many, and what the member owes on them; absent if none are left out. */
  loansLeftOut: z.optional(z.object({ count: z.number(), outstandingPaise: z.number() })),
  entitlements: z.optional(z.array(z.object({ entitlement: z.string(), stage: z.string(), on: z.string() }))),
  /** The member's children; absent on a phone that has not read them yet. */
  children: z.optional(z.array(child)),
} satisfies Readonly<Record<KeptOnPhone, unknown> & Record<string, unknown>>;
const member = z.object(memberRow);
export type Member = z.infer<typeof member>;
export const members: Kind<Member> = { name: 'member', schema: member };

/** Default: cash. */
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

export const caseFile = z.object({
  id: z.string(),
  code: z.optional(z.string()),
  memberId: z.string(),
  kind: z.enum(caseKinds),
  priority: z.enum(casePriorities),
  status: z.enum(caseStatuses),
  openedOn: z.string(),
  /** What happened in a crisis. */
  incident: z.optional(z.enum(incidents)),
  nextDue: z.optional(z.string()),
  /** Whether it is assigned; a leader's phone does not know to whom. */
  isTaken: z.boolean(),
  /** When the case was assigned (RFC 3339); absent if it was assigned from the start. */
  takenAt: z.optional(z.string()),
});
export type CaseFile = z.infer<typeof caseFile>;
export const cases: Kind<CaseFile> = { name: 'case', schema: caseFile };

const agenda = z.object({
  /** The talks that are due, each from its day on. */
  talks: z.optional(z.array(z.object({ memberId: z.string(), on: z.string() }))),
  items: z.array(
    z.object({
      caseId: z.string(),
      code: z.string(),
      on: z.string(),
      kind: z.enum(['follow_up', 'hearing', 'decision_due', 'progress_due']),
    }),
  ),
});
export type AgendaItem = z.infer<typeof agenda>['items'][number];
/** What is due in a leader's cases (her agenda), on the phone under the key `all`. */
export const agendas: Kind<z.infer<typeof agenda>> = { name: 'agenda', schema: agenda };

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
  /** The last counts. */
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
/** What the desk asks her groups and has not closed. */
export const questions: Kind<Question> = { name: 'question', schema: question };

const packState = z.object({ since: z.string() });
/** The `since` of the last pack, under the key `all`. Sent with the next request, it limits the pack to changes. */
export const packStates: Kind<z.infer<typeof packState>> = { name: 'pack', schema: packState };

const timeline = z.object({ id: z.string(), version: z.int(), events: z.array(caseEvent) });
/** The timeline of one of a leader's cases at a version, under the case's id. */
export const timelines: Kind<z.infer<typeof timeline>> = { name: 'timeline', schema: timeline };

const emergencyAccess = z.object({ id: z.string(), code: z.string(), until: z.string() });
export type EmergencyAccess = z.infer<typeof emergencyAccess>;
/** A leader's emergency access to other cases, each under the case's id; nothing else of such a case is stored. */
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
/** What the draft of a correction takes from the sheet that the leader took back. */
export const correction = z.object({
  corrects: z.string(),
  /** Why the leader took the sheet back. */
  reason: z.string(),
  /** The cash count of the sheet that was taken back, and by how much that sheet changed the cash; absent if nobody counted. See `countOfDay`. */
  countedThen: z.optional(
    z.object({ heldOn: z.string(), cashCountedPaise: z.number(), cashChangePaise: z.number() }),
  ),
  /** Why the box of that day differed from the books; absent if it is not known, or if it did not differ. */
  differenceReason: z.optional(z.string()),
});
export type Correction = z.infer<typeof correction>;

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
  /** Whether the sheet was recorded or refused before. If so, members who are not marked are left out, and not recorded as absent. */
  isAgain: z.optional(z.boolean()),
  correction: z.optional(correction),
  /** Whether the leader has counted again because her first count differed from the books. */
  isRecount: z.optional(z.boolean()),
});
export type Sheet = z.infer<typeof sheet>;
/** The drafts of meetings' sheets on the phone: one per collective, under the collective's id. */
export const sheetDrafts: Kind<Sheet> = { name: 'sheet', schema: sheet };

const noteDraft = z.object({ text: z.string() });
/** A leader's draft note on a case, under the case's id. */
export const noteDrafts: Kind<z.infer<typeof noteDraft>> = { name: 'note', schema: noteDraft };

const planText = z.optional(z.string());
const planDraft = z.object({
  id: z.string(),
  texts: z.object({ signs: planText, goTo: planText, call: planText, take: planText, children: planText }),
});
export type PlanDraft = z.infer<typeof planDraft>;
/** A leader's draft of a safety plan, under the case's id. */
export const planDrafts: Kind<PlanDraft> = { name: 'plan', schema: planDraft };

const enrolment = z.object({
  id: z.string(),
  collectiveId: z.string(),
  name: z.string(),
  phone: z.string(),
  birthYear: z.string(),
  gender: z.string(),
  category: z.string(),
  /** Who consents for a girl. */
  guardian: z.optional(z.enum(guardians)),
  services: z.optional(z.boolean()),
  reporting: z.optional(z.boolean()),
  servicesId: z.string(),
  reportingId: z.string(),
  page: z.number(),
});
export type Enrolment = z.infer<typeof enrolment>;
/** The draft of a new member on the phone: the only one, under the key `draft`. */
export const enrolmentDrafts: Kind<Enrolment> = { name: 'enrolment', schema: enrolment };

/** The pages of a talk on the phone: one for each question, and `help` between them if she is in danger. */
export const talkPages = ['begin', ...roadAreas, 'goal', 'end'] as const;
const talkDraft = z.object({
  id: z.string(),
  memberId: z.string(),
  page: z.enum([...talkPages, 'help']),
  answers,
  goalDone: z.optional(z.literal(true)),
  /** Whether she names another goal than the one that stands. */
  isNewGoal: z.optional(z.boolean()),
  /** The text as typed. */
  goal: z.optional(z.object({ area: z.enum(roadAreas), text: z.string(), by: z.optional(z.string()) })),
});
export type TalkDraft = z.infer<typeof talkDraft>;
/** The drafts of talks on the phone: one for each woman, under her id. */
export const talkDrafts: Kind<TalkDraft> = { name: 'talk', schema: talkDraft };

const herTalks = z.object({
  id: z.string(),
  /** Her version when they were read: every talk increments it. */
  version: z.number(),
  /** By `on`, then by recording; those that were taken back are left out. */
  talks: z.array(talk),
});
/** What a woman said in her talks, as the phone read it last or recorded it since; under her id. */
export const talksRead: Kind<z.infer<typeof herTalks>> = { name: 'talks', schema: herTalks };

const practice = z.object({ isOver: z.boolean() });
/** Whether a leader has practised with invented women, or did not want to; on the phone under the key `all`. */
export const practices: Kind<z.infer<typeof practice>> = { name: 'practice', schema: practice };
