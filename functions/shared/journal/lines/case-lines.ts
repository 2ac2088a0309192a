import * as z from 'zod';
import {
  caseKinds,
  casePriorities,
  caseStatuses,
  compensationSchemes,
  compensationStages,
  entitlementStages,
  entitlements,
  herWords,
  incidents,
  proceedingSteps,
  referralStages,
  services,
} from '../../kinds/case-words.ts';
import { base, date, id, instant, object } from './fields.ts';

/** A closing may say what she says of the help; the auditor's journal leaves that out (`toldJournalLine`). */
const told = () => object({ type: z.literal('status'), status: z.enum(caseStatuses) });
const whole = () =>
  object({ type: z.literal('status'), status: z.enum(caseStatuses), herWord: z.enum(herWords).optional() });

/** Schema of an event of a case, as far as the journal tells it. */
const caseEventOf = <Status extends ReturnType<typeof told>>(status: Status) => {
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
  /** With `done`, it settles the follow-ups that are due by `due`; without, it plans one for that day. */
  const followUp = object({ type: z.literal('follow_up'), due: date, done: z.boolean().optional() });
  // The texts of a note and of a safety plan are in the case alone.
  const note = object({ type: z.literal('note') });
  const safetyPlan = object({ type: z.literal('safety_plan') });

  return z.discriminatedUnion('type', [
    service,
    entitlement,
    compensation,
    proceeding,
    referral,
    followUp,
    note,
    status,
    safetyPlan,
  ]);
};

/** The journal lines of what happened in a case, and of what is taken back of it. */
const eventLinesOf = <Status extends ReturnType<typeof told>>(status: Status) => {
  const caseEvent = caseEventOf(status);
  return [
    object({
      ...base,
      type: z.literal('case_event'),
      caseId: id,
      memberId: id,
      on: date,
      event: caseEvent,
    }),
    /** Names the event that is taken back, with its content, date and time of recording. `eventId` is the `id` of its line. */
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
  ] as const;
};

export const caseEventLines = () => eventLinesOf(whole());
/** The same as the auditor reads them. */
export const toldCaseEventLines = () => eventLinesOf(told());

/**
 * The journal lines about a case. A function, so that its schemas are made at the first use of `journalLine` (line.ts).
 */
export const caseLines = () => {
  const caseKind = z.enum(caseKinds);

  return [
    object({
      ...base,
      type: z.literal('case_opened'),
      caseId: id,
      memberId: id,
      kind: caseKind,
      priority: z.enum(casePriorities),
      openedOn: date,
      assignedTo: id.optional(),
      /** What happened in a crisis. */
      incident: z.enum(incidents).optional(),
    }),
    /** The case after the change; `fields` names what changed. */
    object({
      ...base,
      type: z.literal('case_changed'),
      caseId: id,
      memberId: id,
      kind: caseKind,
      priority: z.enum(casePriorities),
      openedOn: date,
      assignedTo: id.optional(),
      /** Null if the change took it away. */
      incident: z.enum(incidents).nullable().optional(),
      fields: z.array(z.string()),
      /** The id of the note that was sent with the change. This line stands for both: the note has no `case_event` line. */
      noteId: id.optional(),
    }),
    /** Emergency access to an urgent case, until a given time. */
    object({ ...base, type: z.literal('glass_broken'), caseId: id, memberId: id, until: instant }),
    /** Emergency access that was refused, because there were too many, or the coordinator had ended one. */
    object({ ...base, type: z.literal('glass_refused'), caseId: id, memberId: id }),
    /** A coordinator ended a person's emergency access. */
    object({ ...base, type: z.literal('glass_ended'), caseId: id, memberId: id, personId: id }),
  ] as const;
};
