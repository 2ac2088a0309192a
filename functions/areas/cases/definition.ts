import * as z from 'zod';
import {
  changeable,
  type Fields,
  madeByServer,
  sentOnce,
  stampOf,
  untold,
} from '../../shared/definition/define.ts';
import { clientId, date, line } from '../../shared/fields/fields.ts';
import {
  caseKinds,
  casePriorities,
  caseStatuses,
  entitlementStages,
  entitlements,
  incidents,
} from '../../shared/kinds/case-words.ts';

/** Cases, and emergency access to them; event-definition.ts has the events of their timelines. A field that is not `kept: 'open'` is encrypted with the member's key. */

/** A text that is encrypted, told in lists and sent once. */
export const encryptedText = { told: 'listed', sent: 'once' } as const;

export const caseStatus = z.enum(caseStatuses);
/** Whoever may leave a case without an assignee: she who has it, or the coordinator. */
const givenUpByRoles = ['caseworker', 'coordinator'] as const;
export const entitlement = z.enum(entitlements);
export const entitlementStage = z.enum(entitlementStages);

/** A date by which something is to happen in a case; it may lie in the future. */
export const due = z.object({
  on: date,
  kind: z.enum(['follow_up', 'hearing', 'decision_due', 'progress_due']),
});

const followUps = z.array(z.object({ due: z.string(), moment: z.string() }));

/** What is computed from the timeline, to save reading it again. The type `CaseProgress` (case-state.ts) explains its fields. */
const progress = z.object({
  statusMoment: z.string().optional(),
  planMoment: z.string().nullable().optional(),
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
  /** What happened in a crisis; no other kind of case has it. */
  incident: { is: z.enum(incidents), ...changeable, optional: true },
  /** The caseworker or coordinator who works on it. */
  assignedTo: { is: z.uuid(), ...changeable, optional: true },
  code: { is: z.string(), ...madeByServer },
  status: { is: caseStatus, ...madeByServer },
  /** When the case was assigned to the present assignee; absent if it was opened with her, or nobody has it. */
  assignedAt: { is: z.iso.datetime(), ...madeByServer, optional: true },
  /** If nobody has it, and somebody had: when she gave it up, or it was taken from her. */
  givenUpAt: { is: z.iso.datetime(), ...madeByServer, optional: true },
  /** The role of whoever did that. */
  givenUpBy: { is: z.enum(givenUpByRoles), ...madeByServer, optional: true },
  /** All due dates, the earliest first; absent if there are none, as in a closed case. */
  due: { is: z.array(due), ...madeByServer, optional: true },
  /** The earliest due date of an open follow-up. */
  nextDue: { is: date, ...madeByServer, optional: true },
  ...stampOf('listed'),
  /** Her group when the case was opened. The entitlements of all cases that were opened in a group lie together. */
  openedIn: { is: z.uuid(), ...untold },
  progress: { is: progress, ...untold },
  /** The latest time in which it was urgent and nobody had it: `WaitingPeriod` (waiting-period.ts) explains the fields. */
  waiting: {
    is: z.object({ since: z.string(), until: z.string().optional() }),
    ...untold,
    optional: true,
  },
} as const satisfies Fields;

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
  reason: { is: line, ...encryptedText },
  /** Given if it was refused, because there were too many or the coordinator had ended one: it was tried, coordinator and auditor were told, and it gave no access. */
  refused: { is: z.enum(emergencyRefusals), ...madeByServer, optional: true },
  /** When the coordinator ended it before its time. */
  endedAt: { is: z.iso.datetime(), ...madeByServer, optional: true },
} as const satisfies Fields;
