import * as z from 'zod/mini';
import { caseKinds, priorities, statuses } from '../api/case-record.ts';
import { me } from '../api/me.ts';
import { guardians } from '../consent/giver.ts';
import { caseEvent } from '../timeline/case-event.ts';
import type { Kind } from './sealed-rows.ts';

/** What a leader's phone knows, in the form in which it is kept; what waits to be sent stands in outbox/operation.ts. */

export const profiles: Kind<z.infer<typeof me>> = { name: 'me', schema: me };

const renewal = z.object({ refreshToken: z.string() });
export const renewals: Kind<z.infer<typeof renewal>> = { name: 'renewal', schema: renewal };

const phoneNumber = z.object({ coordinator: z.optional(z.string()) });
/** Whom to call, by the key `all`: as the stage's settings had it when the phone last heard. */
export const phoneNumbers: Kind<z.infer<typeof phoneNumber>> = { name: 'phoneNumbers', schema: phoneNumber };

const freshness = z.object({ at: z.number() });
/** When it was heard, in milliseconds: by `all`, and by `cases`, which are heard more often while one waits for somebody. */
export const freshnesses: Kind<z.infer<typeof freshness>> = { name: 'freshness', schema: freshness };

const collective = z.object({
  id: z.string(),
  name: z.string(),
  district: z.string(),
  mandal: z.string(),
  usualDepositPaise: z.number(),
  ratePerMonthBasisPoints: z.optional(z.number()),
  cashPaise: z.number(),
});
export type Collective = z.infer<typeof collective>;
export const collectives: Kind<Collective> = { name: 'collective', schema: collective };

const loan = z.object({ loanId: z.string(), outstandingPaise: z.number() });
const member = z.object({
  id: z.string(),
  /** None before the programme has made one. */
  code: z.optional(z.string()),
  name: z.string(),
  collectiveId: z.string(),
  version: z.number(),
  joinedOn: z.string(),
  exitedOn: z.optional(z.string()),
  savingsPaise: z.number(),
  /** Oldest first. */
  loans: z.array(loan),
});
export type Member = z.infer<typeof member>;
export const members: Kind<Member> = { name: 'member', schema: member };

/** What can be typed of a woman on a sheet. */
export const amountFields = ['deposit', 'repayment', 'interest', 'withdrawal', 'loan', 'fine'] as const;
export type AmountField = (typeof amountFields)[number];

const presence = z.enum(['present', 'absent', 'excused']);

/** What a recorded sheet says, as the API gives it. */
export const sheetContent = {
  attendance: z.array(z.object({ memberId: z.string(), status: presence })),
  entries: z.array(
    z.object({
      memberId: z.string(),
      kind: z.enum(amountFields),
      amountPaise: z.number(),
      loanId: z.optional(z.string()),
    }),
  ),
  cashCountedPaise: z.optional(z.number()),
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
  priority: z.enum(priorities),
  status: z.enum(statuses),
  openedOn: z.string(),
  nextDue: z.optional(z.string()),
  /** Whether somebody works on it; who, a leader's phone does not know. */
  isTaken: z.boolean(),
  /** RFC 3339; none where she had it from the start. */
  takenAt: z.optional(z.string()),
});
export type CaseFile = z.infer<typeof caseFile>;
export const cases: Kind<CaseFile> = { name: 'case', schema: caseFile };

const timeline = z.object({ id: z.string(), version: z.int(), events: z.array(caseEvent) });
/** What happened in a case of hers as of a version of it, by the id of the case. */
export const timelines: Kind<z.infer<typeof timeline>> = { name: 'timeline', schema: timeline };

const glass = z.object({ id: z.string(), code: z.string(), until: z.string() });
export type Glass = z.infer<typeof glass>;
/** Urgent cases of others that she reaches for a while, by the id of the case: no more is kept of them. */
export const glasses: Kind<Glass> = { name: 'glass', schema: glass };

const sheetRow = z.object({
  /** None before she is marked. */
  status: z.optional(presence),
  /** As typed, in rupees. */
  deposit: z.string(),
  repayment: z.string(),
  interest: z.string(),
  withdrawal: z.string(),
  loan: z.string(),
  fine: z.string(),
  /** Of the loan that this row gives, so that a second look at the same sheet opens no second one. */
  newLoanId: z.string(),
  /** Unusual amounts to which she has said yes, in paise, by their fields. */
  confirmed: z.record(z.string(), z.number()),
});
export type SheetRow = z.infer<typeof sheetRow>;
const sheet = z.object({
  id: z.string(),
  collectiveId: z.string(),
  heldOn: z.string(),
  rows: z.record(z.string(), sheetRow),
  cashCounted: z.string(),
  /** Recorded meetings of that day which she has called another meeting. */
  apart: z.array(z.string()),
});
export type Sheet = z.infer<typeof sheet>;
/** One draft a collective, by its id. */
export const sheets: Kind<Sheet> = { name: 'sheet', schema: sheet };

const noteDraft = z.object({ text: z.string() });
/** What she has begun to write about a case, by the id of the case. */
export const noteDrafts: Kind<z.infer<typeof noteDraft>> = { name: 'note', schema: noteDraft };

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
/** The one draft, by the key `draft`. */
export const enrolments: Kind<Enrolment> = { name: 'enrolment', schema: enrolment };
