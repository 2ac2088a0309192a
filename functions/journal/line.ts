import * as z from 'zod';
import { entryKinds, lineKinds } from '../domain/book-entries.ts';
import {
  caseKinds,
  casePriorities,
  caseStatuses,
  compensationSchemes,
  compensationStages,
  entitlementStages,
  entitlements,
  proceedingSteps,
  referralStages,
  services,
} from '../domain/case-words.ts';
import { districtNames } from '../domain/districts.ts';
import { borrowingSource } from '../domain/loan-fields.ts';
import {
  categories,
  consentGivers,
  consentPurposes,
  genders,
  officeBodies,
  offices,
  requestKinds,
  requestSteps,
  schoolingStatuses,
  waysOfSaying,
} from '../domain/member-words.ts';
import { outreachKinds, outreachModes, rosterRoles } from '../domain/outreach-words.ts';
import { roles } from '../domain/roles.ts';

/**
 * A journal line: what one accepted write did, in ids, dates, numbers and fixed words. It never holds a name, a
 * text about a person or a member's birth year, so it can be kept when a person is erased. The only texts are published ones:
 * reasons of corrections, the programme's terms, sources of baselines, narratives and stories.
 *
 * `recordedAt` is the time at which the request arrived (RFC 3339 in UTC with milliseconds). Lines are ordered
 * by `recordedAt`, then by `id`. `id` is the device's id of what was recorded; a change without one (a PATCH, a
 * PUT) gets a UUIDv7 from the server.
 */

const sortFields = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))) as T;

/**
 * An object schema with its fields in alphabetical order, so that a parsed line serialises as canonical JSON
 * without sorting. A digest over a million lines could not afford the sorting.
 */
const object = <S extends z.core.$ZodLooseShape>(shape: S): z.ZodObject<S> => z.object(sortFields(shape));

const id = z.uuid();
const date = z.iso.date();
/** Abolished districts too: a line never changes. */
const district = z.enum(districtNames);
const month = z.string().regex(/^\d{4}-\d{2}$/);
const instant = z.iso.datetime({ precision: 3 });
const paise = z.int();

export const ageBands = ['under 18', '18-24', '25-34', '35-44', '45+'] as const;
export const ageBand = z.enum(ageBands);
export type AgeBand = z.infer<typeof ageBand>;

const category = z.enum(categories);

const base = {
  id,
  recordedAt: instant,
  /** The acting person, or `system`: the schedule, a device before sign-in, or an operator's command. */
  actor: z.union([id, z.literal('system')]),
};

const consent = object({
  id,
  purpose: z.enum(consentPurposes),
  given: z.boolean(),
  on: date,
  givenBy: z.enum(consentGivers),
});

const child = object({
  id,
  birthYear: z.int(),
  gender: z.enum(genders),
});

/** What was seen of a child's schooling on a day; its stage and reason are not in the journal. */
const schooling = object({
  id,
  on: date,
  status: z.enum(schoolingStatuses),
});

const attendance = z.array(object({ memberId: id, status: z.enum(['present', 'absent', 'excused']) }));

const account = z.enum(['cash', 'bank']).optional();
/** A loan's plan, by which it falls due. */
const plan = { instalments: z.int().optional(), firstDueOn: date.optional() };

const entries = z.array(
  object({
    memberId: id,
    kind: z.enum(entryKinds),
    amountPaise: paise,
    account,
    loanId: id.optional(),
    ...plan,
  }),
);

/** What moved of the group's own money. */
const lines = z.array(
  object({
    kind: z.enum(lineKinds),
    amountPaise: paise,
    account,
    head: z.string().optional(),
    borrowingId: id.optional(),
  }),
);

const borrowing = {
  borrowingId: id,
  source: borrowingSource,
  sanctionedOn: date,
  principalPaise: paise,
  ...plan,
};

const service = object({
  type: z.literal('service'),
  service: z.enum(services),
});
const entitlement = object({
  type: z.literal('entitlement'),
  entitlement: z.enum(entitlements),
  stage: z.enum(entitlementStages),
});
const compensation = object({
  type: z.literal('compensation'),
  applicationId: id,
  scheme: z.enum(compensationSchemes),
  stage: z.enum(compensationStages),
});
const proceeding = object({
  type: z.literal('proceeding'),
  proceedingId: id,
  step: z.enum(proceedingSteps),
});
const referral = object({
  type: z.literal('referral'),
  stage: z.enum(referralStages),
});
const followUp = object({ type: z.literal('follow_up'), due: date, done: z.boolean().optional() });
const note = object({ type: z.literal('note') });
const status = object({
  type: z.literal('status'),
  status: z.enum(caseStatuses),
});

const caseEvent = z.discriminatedUnion('type', [
  service,
  entitlement,
  compensation,
  proceeding,
  referral,
  followUp,
  note,
  status,
]);

const outreach = {
  outreachId: id,
  kind: z.enum(outreachKinds),
  on: date,
  mode: z.enum(outreachModes),
  district,
  participants: z.int().min(0),
};

const access = {
  role: z.enum(roles),
  collectives: z.array(id),
  districts: z.array(district),
  disabled: z.boolean(),
};

const approvalKind = z.enum(['person', 'sign_in', 'erasure']);

const caseKind = z.enum(caseKinds);

export const journalLine = z.discriminatedUnion('type', [
  object({
    ...base,
    type: z.literal('collective_formed'),
    collectiveId: id,
    district,
    formedOn: date,
    closedOn: date.optional(),
  }),
  /** The collective after the change. */
  object({
    ...base,
    type: z.literal('collective_changed'),
    collectiveId: id,
    district,
    formedOn: date,
    closedOn: date.optional(),
    fields: z.array(z.string()),
  }),
  object({
    ...base,
    type: z.literal('member_enrolled'),
    memberId: id,
    collectiveId: id,
    district,
    ageBand,
    category,
    joinedOn: date,
    leaderSince: date.optional(),
    /** In the order given. */
    consents: z.array(consent),
    /** Each with its first observation. */
    children: z.array(object({ ...child.shape, schooling })),
  }),
  /** The member after the change; `fields` names what changed. */
  object({
    ...base,
    type: z.literal('member_changed'),
    memberId: id,
    collectiveId: id,
    district,
    ageBand,
    category,
    joinedOn: date,
    leaderSince: date.optional(),
    fields: z.array(z.string()),
  }),
  object({ ...base, type: z.literal('consent_recorded'), memberId: id, consent }),
  object({ ...base, type: z.literal('child_recorded'), memberId: id, child, schooling }),
  /** The child after the change; `schooling` if she or he went to school before and no longer does, or the reverse. */
  object({
    ...base,
    type: z.literal('child_changed'),
    memberId: id,
    child,
    schooling: schooling.optional(),
  }),
  object({ ...base, type: z.literal('schooling_recorded'), memberId: id, childId: id, schooling }),
  object({
    ...base,
    type: z.literal('office_recorded'),
    memberId: id,
    body: z.enum(officeBodies),
    office: z.enum(offices),
    from: date,
    to: date.optional(),
  }),
  object({ ...base, type: z.literal('office_ended'), memberId: id, officeId: id, on: date }),
  /** A request of hers about what is kept of her. A grievance is read by the auditor alone, who alone reads the journal. */
  object({
    ...base,
    type: z.literal('request_recorded'),
    memberId: id,
    kind: z.enum(requestKinds),
    on: date,
    via: z.enum(waysOfSaying),
  }),
  object({
    ...base,
    type: z.literal('request_step'),
    memberId: id,
    requestId: id,
    on: date,
    step: z.enum(requestSteps),
  }),
  /** A child, a schooling observation, an office or a request of hers, by its id: it counts nowhere from now on. */
  object({
    ...base,
    type: z.literal('member_entry_reversed'),
    memberId: id,
    of: id,
    kind: z.enum(['child', 'schooling', 'office', 'request']),
  }),
  object({ ...base, type: z.literal('member_exited'), memberId: id, exitedOn: date }),
  /** Her key was destroyed. Nothing that is counted changes. */
  object({ ...base, type: z.literal('member_erased'), memberId: id }),
  object({
    ...base,
    type: z.literal('meeting_held'),
    collectiveId: id,
    meetingId: id,
    heldOn: date,
    attendance,
    entries,
    lines: lines.optional(),
    /** Whether the sheet has a cash count. */
    counted: z.boolean(),
  }),
  /** Names the reversed sheet, with its content and the time of its recording. */
  object({
    ...base,
    type: z.literal('meeting_reversed'),
    collectiveId: id,
    meetingId: id,
    meetingRecordedAt: instant,
    heldOn: date,
    attendance,
    entries,
    lines: lines.optional(),
  }),
  /** Money of the group that moved without a meeting. */
  object({ ...base, type: z.literal('voucher_recorded'), collectiveId: id, voucherId: id, on: date, lines }),
  /** Names the reversed voucher, with its content and the time of its recording. */
  object({
    ...base,
    type: z.literal('voucher_reversed'),
    collectiveId: id,
    voucherId: id,
    voucherRecordedAt: instant,
    on: date,
    lines,
  }),
  object({ ...base, type: z.literal('borrowing_recorded'), collectiveId: id, ...borrowing }),
  /** The books of a group with a past begin with these balances. */
  object({
    ...base,
    type: z.literal('books_opened'),
    collectiveId: id,
    openingId: id,
    asOf: date,
    cashPaise: paise,
    bankPaise: paise,
    grantsPaise: paise,
    surplusPaise: paise,
    members: z.array(
      object({
        memberId: id,
        savingsPaise: paise,
        loans: z.array(
          object({ loanId: id, disbursedOn: date, principalPaise: paise, outstandingPaise: paise, ...plan }),
        ),
      }),
    ),
    borrowings: z.array(object({ ...borrowing, outstandingPaise: paise })),
  }),
  object({
    ...base,
    type: z.literal('case_opened'),
    caseId: id,
    memberId: id,
    kind: caseKind,
    priority: z.enum(casePriorities),
    openedOn: date,
    assignedTo: id.optional(),
  }),
  /** The case after the change. */
  object({
    ...base,
    type: z.literal('case_changed'),
    caseId: id,
    memberId: id,
    kind: caseKind,
    priority: z.enum(casePriorities),
    openedOn: date,
    assignedTo: id.optional(),
    fields: z.array(z.string()),
    /** The note sent with the change: an event of the case, without a line of its own. */
    noteId: id.optional(),
  }),
  object({
    ...base,
    type: z.literal('case_event'),
    caseId: id,
    memberId: id,
    on: date,
    event: caseEvent,
  }),
  /** Names the event that is taken back, with its content, date and time of recording. */
  object({
    ...base,
    type: z.literal('case_event_taken_back'),
    caseId: id,
    memberId: id,
    on: date,
    eventId: id,
    eventOn: date,
    eventRecordedAt: instant,
    event: caseEvent,
  }),
  /** Emergency access to an urgent case, until a given time. */
  object({ ...base, type: z.literal('glass_broken'), caseId: id, memberId: id, until: instant }),
  /** Title, outlet and address are a story's, and published. */
  object({
    ...base,
    type: z.literal('outreach_recorded'),
    ...outreach,
    title: z.string().optional(),
    outlet: z.string().optional(),
    url: z.string().optional(),
  }),
  /** Names the reversed outreach, with its content. */
  object({ ...base, type: z.literal('outreach_reversed'), ...outreach }),
  /** Why a finding before a close may stay, in a fixed word. */
  object({
    ...base,
    type: z.literal('finding_explained'),
    month: z.string(),
    list: z.string(),
    recordId: id,
    why: z.string(),
  }),
  /** Who took part, of the members: all of them, in place of those of an earlier line. */
  object({
    ...base,
    type: z.literal('roster_set'),
    outreachId: id,
    kind: outreach.kind,
    on: date,
    participants: z.array(object({ memberId: id, role: z.enum(rosterRoles) })),
  }),
  /** All targets of a financial year after the change. */
  object({
    ...base,
    type: z.literal('targets_set'),
    financialYear: z.string(),
    targets: z.record(z.string(), z.int()).overwrite(sortFields),
  }),
  /** What the programme and those who carry it are called, from a month on. */
  object({
    ...base,
    type: z.literal('programme_terms_set'),
    from: month,
    name: z.string(),
    implementer: z.string(),
    forum: z.string().describe('The forum of survivors.'),
    funder: z.string(),
    state: z.string().describe('The state of India.'),
  }),
  /** All baselines after the change: what earlier registers say was reached, by a day or by the end of a month. */
  object({
    ...base,
    type: z.literal('baselines_set'),
    baselines: z
      .record(z.string(), object({ asOf: z.string(), value: z.int(), source: z.string() }))
      .overwrite(sortFields),
  }),
  /** What the coordinator wrote of a month; null where a language has none. */
  object({
    ...base,
    type: z.literal('narrative_set'),
    month,
    en: z.string().nullable(),
    ja: z.string().nullable(),
  }),
  /** A person's access after she was added or changed. */
  object({ ...base, type: z.literal('person_added'), personId: id, ...access }),
  object({
    ...base,
    type: z.literal('person_changed'),
    personId: id,
    ...access,
    fields: z.array(z.string()),
  }),
  object({ ...base, type: z.literal('person_erased'), personId: id }),
  /** A request that needs two people; `role` is the one a person would get. */
  object({
    ...base,
    type: z.literal('approval_asked'),
    approvalId: id,
    kind: approvalKind,
    subject: id,
    role: z.enum(roles).optional(),
  }),
  /**
   * A second person's decision. If approved, it took effect: `access` is the person's new access; after an
   * erasure nobody can read the member or person, and her key is destroyed on `erasesOn`.
   */
  object({
    ...base,
    type: z.literal('approval_decided'),
    approvalId: id,
    kind: approvalKind,
    subject: id,
    decision: z.enum(['approved', 'declined']),
    access: object(access).optional(),
    erasesOn: date.optional(),
  }),
  /**
   * A device was registered to its owner. The means to unlock it is on the device alone, or the server gives a
   * share for a PIN.
   */
  object({
    ...base,
    type: z.literal('device_added'),
    deviceId: id,
    personId: id,
    opensBy: z.enum(['device', 'server']),
  }),
  /** So many wrong PINs were tried that the owner has to sign in. */
  object({ ...base, type: z.literal('device_locked'), deviceId: id, personId: id }),
  /** An administrator ended it because it was lost. The device learns of it at its next contact. */
  object({ ...base, type: z.literal('device_revoked'), deviceId: id, personId: id }),
  /** A device wiped its data because it was lost or its owner was disabled; `waiting` records were not sent and are lost. */
  object({
    ...base,
    type: z.literal('device_ended'),
    deviceId: id,
    personId: id,
    waiting: z.int().min(0),
  }),
  /**
   * A version of a month, registered before its bytes are made. `ordinal` counts all publications (1, 2, …);
   * only lines recorded before `cutoff` are in it.
   */
  object({
    ...base,
    type: z.literal('publication'),
    ordinal: z.int().min(1),
    month,
    version: z.int().min(1),
    cutoff: instant,
    /** The published reason of a correction; null for a month's first version. */
    reason: z.string().nullable(),
  }),
]);

export type JournalLine = z.infer<typeof journalLine>;
export type JournalLineType = JournalLine['type'];
export type JournalLineOf<T extends JournalLineType> = Extract<JournalLine, { type: T }>;

/** The order of lines: by time of recording, then by id. */
export const compareLines = (
  a: { recordedAt: string; id: string },
  b: { recordedAt: string; id: string },
): number =>
  a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
