import * as z from 'zod';
import { districtNames } from '../domain/districts.ts';
import { roles } from '../domain/roles.ts';

/**
 * A journal line: what one accepted write did, in ids, dates, numbers and words from fixed lists. No name, no text
 * about a person and no birth year ever stands in it, so that it may be kept when a person is erased.
 *
 * `recordedAt` is the instant at which the request arrived (RFC 3339 in UTC with milliseconds). Lines are ordered by
 * `recordedAt`, then by `id`. `id` is the id that the device gave to what was recorded; changes that have none of their own
 * (a PATCH, a PUT) get a UUIDv7 from the server.
 */

const sortFields = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))) as T;

/**
 * An object whose fields stand in alphabetical order, whatever the order they came in: a parsed line written as JSON is
 * canonical JSON at once, which a digest over a million lines could not afford to make by sorting.
 */
const object = <S extends z.core.$ZodLooseShape>(shape: S): z.ZodObject<S> => z.object(sortFields(shape));

const id = z.uuid();
const date = z.iso.date();
/** Any that there ever was: a line stays what it was. */
const district = z.enum(districtNames);
const month = z.string().regex(/^\d{4}-\d{2}$/);
const instant = z.iso.datetime({ precision: 3 });
const paise = z.int();

export const ageBands = ['under 18', '18-24', '25-34', '35-44', '45+'] as const;
export const ageBand = z.enum(ageBands);
export type AgeBand = z.infer<typeof ageBand>;

const category = z.enum(['trafficking_survivor', 'cse_survivor', 'undisclosed']);

const base = {
  id,
  recordedAt: instant,
  /** The person who did it, or `system`: the schedule, a device while nobody is signed in, or a command of whoever deploys. */
  actor: z.union([id, z.literal('system')]),
};

const consent = object({
  id,
  purpose: z.enum(['services', 'reporting', 'sharing']),
  given: z.boolean(),
  on: date,
  givenBy: z.enum(['self', 'guardian', 'child_welfare_committee']),
});

const child = object({ id, inSchool: z.boolean() });

const attendance = z.array(object({ memberId: id, status: z.enum(['present', 'absent', 'excused']) }));

const entries = z.array(
  object({
    memberId: id,
    kind: z.enum(['deposit', 'withdrawal', 'loan', 'repayment', 'interest', 'fine']),
    amountPaise: paise,
    loanId: id.optional(),
  }),
);

const service = object({
  type: z.literal('service'),
  service: z.enum([
    'mental_health',
    'legal_aid',
    'medical',
    'shelter',
    'police',
    'counselling',
    'livelihood',
  ]),
});
const entitlement = object({
  type: z.literal('entitlement'),
  entitlement: z.enum(['house_patta', 'aadhaar_card', 'ration_card', 'bank_account', 'pension', 'other']),
  stage: z.enum(['needed', 'applied', 'sanctioned', 'received', 'suspended', 'restored']),
});
const compensation = object({
  type: z.literal('compensation'),
  scheme: z.enum(['nalsa_2018', 'ap_2015', 'immediate_relief', 'other']),
  stage: z.enum(['applied', 'interim', 'awarded', 'rejected', 'appealed', 'paid']),
});
const referral = object({
  type: z.literal('referral'),
  stage: z.enum(['requested', 'accepted', 'rejected', 'done', 'revoked']),
});
const followUp = object({ type: z.literal('follow_up'), due: date, done: z.boolean().optional() });
const note = object({ type: z.literal('note') });
const status = object({
  type: z.literal('status'),
  status: z.enum(['open', 'in_progress', 'closed', 'reopened']),
});

const caseEvent = z.discriminatedUnion('type', [
  service,
  entitlement,
  compensation,
  referral,
  followUp,
  note,
  status,
]);

const outreach = {
  outreachId: id,
  kind: z.enum([
    'media_sensitisation',
    'media_story',
    'police_orientation',
    'leadership_training',
    'advocacy',
  ]),
  on: date,
  mode: z.enum(['in_person', 'online']),
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

const caseKind = z.enum(['crisis', 'mental_health', 'legal_aid', 'entitlement', 'compensation', 'other']);

export const journalLine = z.discriminatedUnion('type', [
  object({
    ...base,
    type: z.literal('collective_formed'),
    collectiveId: id,
    district,
    formedOn: date,
    closedOn: date.optional(),
  }),
  /** The collective as it stands after the change. */
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
    /** In the order in which they were given. */
    consents: z.array(consent),
    children: z.array(child),
  }),
  /** The member as she stands after the change; `fields` names what changed. */
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
  object({ ...base, type: z.literal('child_recorded'), memberId: id, child }),
  object({ ...base, type: z.literal('child_changed'), memberId: id, child }),
  object({ ...base, type: z.literal('member_exited'), memberId: id, exitedOn: date }),
  /** Her key was destroyed. It changes nothing that is counted. */
  object({ ...base, type: z.literal('member_erased'), memberId: id }),
  object({
    ...base,
    type: z.literal('meeting_held'),
    collectiveId: id,
    meetingId: id,
    heldOn: date,
    attendance,
    entries,
    /** Whether the sheet says what was counted in the box. */
    counted: z.boolean(),
  }),
  /** Names the sheet that is taken back, with its content and the instant at which it was recorded. */
  object({
    ...base,
    type: z.literal('meeting_reversed'),
    collectiveId: id,
    meetingId: id,
    meetingRecordedAt: instant,
    heldOn: date,
    attendance,
    entries,
  }),
  object({
    ...base,
    type: z.literal('case_opened'),
    caseId: id,
    memberId: id,
    kind: caseKind,
    priority: z.enum(['urgent', 'normal']),
    openedOn: date,
    assignedTo: id.optional(),
  }),
  /** The case as it stands after the change. */
  object({
    ...base,
    type: z.literal('case_changed'),
    caseId: id,
    memberId: id,
    kind: caseKind,
    priority: z.enum(['urgent', 'normal']),
    openedOn: date,
    assignedTo: id.optional(),
    fields: z.array(z.string()),
    /** Of the note that came with it: an event of the case, without a line of its own. */
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
  /** Names the event that is taken back, with its content, its date and the instant at which it was recorded. */
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
  /** Somebody reached an urgent case that isn't hers, until an instant. */
  object({ ...base, type: z.literal('glass_broken'), caseId: id, memberId: id, until: instant }),
  object({ ...base, type: z.literal('outreach_recorded'), ...outreach }),
  /** Names the outreach that is taken back, with its content. */
  object({ ...base, type: z.literal('outreach_reversed'), ...outreach }),
  /** All targets of a financial year as they stand after the change. */
  object({
    ...base,
    type: z.literal('targets_set'),
    financialYear: z.string(),
    targets: z.record(z.string(), z.int()).overwrite(sortFields),
  }),
  /** A person's access as it stands after she was added or it was changed. */
  object({ ...base, type: z.literal('person_added'), personId: id, ...access }),
  object({
    ...base,
    type: z.literal('person_changed'),
    personId: id,
    ...access,
    fields: z.array(z.string()),
  }),
  object({ ...base, type: z.literal('person_erased'), personId: id }),
  /** Something was asked for that takes two persons; `role` is what a person would be. */
  object({
    ...base,
    type: z.literal('approval_asked'),
    approvalId: id,
    kind: approvalKind,
    subject: id,
    role: z.enum(roles).optional(),
  }),
  /**
   * A second person decided. Approved, it took effect: `access` is that of the person as it now stands; from an erasure on nobody
   * reaches the member or person, and on `erasesOn` her key is destroyed.
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
  /** A device keeps records of its owner from now on; what opens it lies there alone, or is given by the server for a PIN. */
  object({
    ...base,
    type: z.literal('device_added'),
    deviceId: id,
    personId: id,
    opensBy: z.enum(['device', 'server']),
  }),
  /** So many wrong PINs came from it that its owner has to sign in. */
  object({ ...base, type: z.literal('device_locked'), deviceId: id, personId: id }),
  /** It has destroyed what it kept, since its owner was disabled; so many records were not sent and are lost. */
  object({
    ...base,
    type: z.literal('device_ended'),
    deviceId: id,
    personId: id,
    waiting: z.int().min(0),
  }),
  /**
   * A version of a month that is to be published, registered before its bytes are made: `ordinal` counts all
   * publications ever (1, 2, …), `cutoff` is the instant before which a line must have been recorded to be in it.
   */
  object({
    ...base,
    type: z.literal('publication'),
    ordinal: z.int().min(1),
    month,
    version: z.int().min(1),
    cutoff: instant,
    /** Why a correction was asked for, as it will be published; null for a month's own first version. */
    reason: z.string().nullable(),
  }),
]);

export type JournalLine = z.infer<typeof journalLine>;
export type JournalLineType = JournalLine['type'];
export type JournalLineOf<T extends JournalLineType> = Extract<JournalLine, { type: T }>;

/** The order of lines: by the instant of recording, then by id. */
export const compareLines = (
  a: { recordedAt: string; id: string },
  b: { recordedAt: string; id: string },
): number =>
  a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
