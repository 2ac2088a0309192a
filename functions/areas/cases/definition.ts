import * as z from 'zod';
import {
  changeable,
  type Fields,
  madeByServer,
  sentOnce,
  stampOf,
  untold,
} from '../../shared/definition/define.ts';
import { amountPaise, clientId, date, line, note } from '../../shared/fields/fields.ts';
import {
  caseKinds,
  caseOutcomes,
  casePriorities,
  caseStatuses,
  compensationForums,
  compensationSchemes,
  compensationStages,
  entitlementStages,
  entitlements,
  laws,
  proceedingSteps,
  referralStages,
  services,
} from '../../shared/kinds/case-words.ts';

/** Cases, the events of their timelines, and emergency access to them. A field that is not `kept: 'open'` is encrypted with the member's key. */

const text = { told: 'listed', sent: 'once' } as const;

export const caseStatus = z.enum(caseStatuses);
export const entitlement = z.enum(entitlements);
export const entitlementStage = z.enum(entitlementStages);

/** A date by which something is to happen in a case; it may lie in the future. */
export const due = z.object({
  on: date,
  kind: z.enum(['follow_up', 'hearing', 'decision_due', 'progress_due']),
});

const followUps = z.array(z.object({ due: z.string(), moment: z.string() }));

/** What is computed from the timeline, to save reading it again. The type `CaseProgress` explains its fields. */
const progress = z.object({
  statusMoment: z.string().optional(),
  openFollowUps: followUps,
  doneFollowUps: followUps,
  applications: z.array(z.object({ id: z.string(), filedOn: z.string().optional(), isDecided: z.boolean() })),
  matters: z.array(
    z.object({
      id: z.string(),
      /** The date of the first FIR (the police's First Information Report). */
      firstFirOn: z.string().optional(),
      isCharged: z.boolean(),
      newest: z.string(),
      nextOn: z.string().optional(),
    }),
  ),
});

/** A matter in which a survivor needs help over days or years. */
export const caseFields = {
  id: { is: clientId, ...sentOnce },
  memberId: { is: z.uuid(), ...sentOnce },
  kind: { is: z.enum(caseKinds), ...changeable },
  priority: { is: z.enum(casePriorities), ...changeable },
  openedOn: { is: date, ...sentOnce },
  /** The caseworker or coordinator who works on it. */
  assignedTo: { is: z.uuid(), ...changeable, optional: true },
  code: { is: z.string(), ...madeByServer },
  status: { is: caseStatus, ...madeByServer },
  /** When the case was assigned to the present assignee; absent if it was opened with her, or nobody has it. */
  assignedAt: { is: z.iso.datetime(), ...madeByServer, optional: true },
  /** All due dates, the earliest first; absent if there are none, as in a closed case. */
  due: { is: z.array(due), ...madeByServer, optional: true },
  /** The earliest due date of an open follow-up. */
  nextDue: { is: date, ...madeByServer, optional: true },
  ...stampOf('listed'),
  progress: { is: progress, ...untold },
  waiting: {
    is: z.object({ since: z.string(), until: z.string().optional() }),
    ...untold,
    optional: true,
  },
} as const satisfies Fields;

/** The fields of one type of event, with those of all. */
const eventOf = <const Type extends string, const F extends Fields>(type: Type, fields: F) =>
  ({
    id: { is: clientId, ...sentOnce },
    type: { is: z.literal(type), ...sentOnce },
    on: { is: date, ...sentOnce },
    ...fields,
    ...stampOf('listed'),
    /** Present once this event was taken back and no longer counts: the event that did it, and its date. */
    takenBack: { is: z.object({ eventId: clientId, on: date }), ...madeByServer, optional: true },
  }) as const;

/** The laws that a step of a proceeding names; they tell what was done to her. */
const namedLaws = z.array(z.enum(laws)).min(1).max(5);

/** The events of a case's timeline, by their type. */
export const eventFields = {
  service: eventOf('service', {
    service: { is: z.enum(services), ...sentOnce },
    provider: { is: line, ...text, optional: true },
  }),
  entitlement: eventOf('entitlement', {
    entitlement: { is: entitlement, ...sentOnce },
    stage: { is: entitlementStage, ...sentOnce },
  }),
  compensation: eventOf('compensation', {
    /** The stage `filed` makes the id; later stages repeat it. */
    applicationId: { is: clientId, ...sentOnce },
    scheme: { is: z.enum(compensationSchemes), ...sentOnce },
    forum: { is: z.enum(compensationForums), ...sentOnce, optional: true },
    stage: { is: z.enum(compensationStages), ...sentOnce },
    amountPaise: { is: amountPaise, ...sentOnce, optional: true },
  }),
  proceeding: eventOf('proceeding', {
    /** The same in all steps of one matter. */
    proceedingId: { is: clientId, ...sentOnce },
    step: { is: z.enum(proceedingSteps), ...sentOnce },
    laws: { is: namedLaws, shown: namedLaws, ...text, optional: true },
    /** The day that was fixed for the next step; may be in the future. */
    nextOn: { is: date, ...sentOnce, optional: true },
  }),
  referral: eventOf('referral', {
    to: { is: line, ...text },
    stage: { is: z.enum(referralStages), ...sentOnce },
  }),
  follow_up: eventOf('follow_up', {
    /** When somebody will look after her again; may be in the future. */
    due: { is: date, ...sentOnce },
    /** True: the follow-ups that were due by then are done. Absent or false: one is planned. */
    done: { is: z.boolean(), ...sentOnce, optional: true },
  }),
  note: eventOf('note', { text: { is: note, ...text } }),
  status: eventOf('status', {
    status: { is: caseStatus, ...sentOnce },
    reason: { is: line, ...text, optional: true },
    /** How a case ended. */
    outcome: { is: z.enum(caseOutcomes), ...sentOnce, optional: true },
  }),
  /** Takes another event of the case back, so that it no longer counts. */
  taken_back: eventOf('taken_back', {
    eventId: { is: clientId, ...sentOnce },
    reason: { is: line, ...text },
  }),
} as const satisfies Readonly<Record<string, Fields>>;

const caseCodePattern = /^[Cc]-[0-9A-Za-z]{6}$/;
export const caseCode = z
  .string()
  .meta({ pattern: caseCodePattern.source })
  .refine((code) => caseCodePattern.test(code), 'Write the code of a case, such as C-7QX4HM.');

/** The refusals of emergency access that are told to coordinator and auditor. */
export const emergencyRefusals = ['too_often', 'ended_by_coordinator'] as const;

/** Emergency access to an urgent case of somebody else. */
export const emergencyAccessFields = {
  id: { is: clientId, ...sentOnce },
  caseId: { is: clientId, ...madeByServer },
  code: { is: caseCode, shown: z.string(), ...sentOnce },
  memberId: { is: z.uuid(), ...madeByServer },
  personId: { is: z.uuid(), ...madeByServer },
  at: { is: z.iso.datetime(), ...madeByServer },
  /** The access ends at this time. */
  until: { is: z.iso.datetime(), ...madeByServer },
  reason: { is: line, ...text },
  /** Given if it was refused, because there were too many or the coordinator had ended one: it was tried and told, and gave no access. */
  refused: { is: z.enum(emergencyRefusals), ...madeByServer, optional: true },
  /** When the coordinator ended it before its time. */
  endedAt: { is: z.iso.datetime(), ...madeByServer, optional: true },
} as const satisfies Fields;
