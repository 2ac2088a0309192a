import * as z from 'zod';
import {
  caseKinds,
  casePriorities,
  caseStatuses,
  entitlementStages,
  entitlements,
} from '../domain/case-words.ts';
import { clientId, date, district, line, note, stamp } from '../domain/fields.ts';
import { page } from '../domain/page-schema.ts';
import { encryptedText } from '../vault/encrypted-text.ts';

const caseKind = z.enum(caseKinds);
const casePriority = z.enum(casePriorities);
export const caseStatus = z.enum(caseStatuses);

/** A date by which something is to happen in a case; it may lie in the future. */
export const due = z.object({
  on: date,
  kind: z.enum(['follow_up', 'hearing', 'decision_due', 'progress_due']),
});
export type Due = z.infer<typeof due>;

/** A matter in which a survivor needs help over days or years. */
export const caseInput = z.strictObject({
  id: clientId,
  memberId: z.uuid(),
  kind: caseKind,
  priority: casePriority,
  openedOn: date,
  /** The caseworker or coordinator who works on it. */
  assignedTo: z.uuid().optional(),
});
export type CaseInput = z.infer<typeof caseInput>;

/** The changeable fields of a case. `assignedTo: null` unassigns it. A `note` adds an event of today to its timeline. */
export const caseChange = z.strictObject({
  kind: caseKind.optional(),
  priority: casePriority.optional(),
  assignedTo: z.uuid().nullable().optional(),
  note: note.optional(),
});
export type CaseChange = z.infer<typeof caseChange>;

export const caseRecord = caseInput
  .extend({
    code: z.string(),
    status: caseStatus,
    /** When the case was assigned to the present assignee; absent if it was opened with her, or nobody has it. */
    assignedAt: z.iso.datetime().optional(),
    /** All due dates, the earliest first; absent if there are none, as in a closed case. */
    due: z.array(due).optional(),
    /** The earliest due date of an open follow-up. */
    nextDue: date.optional(),
    ...stamp,
  })
  .strip();
export type CaseRecord = z.infer<typeof caseRecord>;

export const entitlement = z.enum(entitlements);
export const entitlementStage = z.enum(entitlementStages);

const caseCode = z
  .string()
  .meta({ pattern: '^[Cc]-[0-9A-Za-z]{6}$' })
  .refine((code) => /^[Cc]-[0-9A-Za-z]{6}$/.test(code), 'Write the code of a case, such as C-7QX4HM.');

export const caseQuery = z.strictObject({
  status: caseStatus.optional(),
  kind: caseKind.optional(),
  /** The member's present district. */
  district: district.optional(),
  code: caseCode.optional(),
  overdue: z.enum(['true', 'false']).optional(),
  ...page,
});
export type CaseQuery = z.infer<typeof caseQuery>;

/** A range of days, both included; without `from` or `to` it is open at that end. */
export const agendaQuery = z.strictObject({ from: date.optional(), to: date.optional() });
export type AgendaQuery = z.infer<typeof agendaQuery>;

export const agendaItem = z.object({
  caseId: clientId,
  code: z.string(),
  on: date,
  kind: due.shape.kind,
  /** Whether it lies before today (Indian date). */
  overdue: z.boolean(),
});
export type AgendaItem = z.infer<typeof agendaItem>;

export const unassignedQuery = z.strictObject(page);

/** An unassigned urgent case, with the fields that caseworkers see before one of them takes it. */
export const unassignedCase = z.object({
  id: clientId,
  code: z.string(),
  openedOn: date,
  /** The member's present district. */
  district,
});
export type UnassignedCase = z.infer<typeof unassignedCase>;

export const takeInput = z.strictObject({ id: clientId, note: note.optional() });
export type TakeInput = z.infer<typeof takeInput>;

/** The newest stage of one of a member's entitlements, no matter who recorded it. */
export const currentEntitlement = z.object({
  memberId: z.string(),
  entitlement,
  stage: entitlementStage,
  on: date,
});
export type CurrentEntitlement = z.infer<typeof currentEntitlement>;

/** The request to hand over all open cases of a caseworker to another (`to`). The note is added to each case. */
export const caseHandoverInput = z.strictObject({ id: clientId, to: z.uuid(), note: note.optional() });
export type CaseHandoverInput = z.infer<typeof caseHandoverInput>;

export const caseHandover = z.object({
  id: clientId,
  to: z.uuid(),
  /** The number of cases that this request handed over. */
  handedOver: z.int().min(0),
  /** The number of cases that remain for the same request sent again. */
  left: z.int().min(0),
});
export type CaseHandover = z.infer<typeof caseHandover>;

/** A request for emergency access: the code of an urgent case of somebody else, and the reason. */
export const emergencyAccessInput = z.strictObject({
  id: clientId,
  code: caseCode,
  reason: line,
});
export type EmergencyAccessInput = z.infer<typeof emergencyAccessInput>;

/** The refusals of emergency access that are told to coordinator and auditor. */
export const emergencyRefusals = ['too_often', 'ended_by_coordinator'] as const;

export const emergencyAccess = z.object({
  id: clientId,
  caseId: clientId,
  code: z.string(),
  memberId: z.uuid(),
  personId: z.uuid(),
  at: z.iso.datetime(),
  /** The access ends at this time. */
  until: z.iso.datetime(),
  /** Null once the member was erased. */
  reason: z.string().nullable(),
  /** Given if it was refused, because there were too many or the coordinator had ended one: it was tried and told, and gave no access. */
  refused: z.enum(emergencyRefusals).optional(),
  /** When the coordinator ended it before its time. */
  endedAt: z.iso.datetime().optional(),
});
export type EmergencyAccess = z.infer<typeof emergencyAccess>;

/** An emergency access as stored: its reason is encrypted with the member's key. */
export const storedEmergencyAccess = emergencyAccess.extend({ reason: encryptedText });
export type StoredEmergencyAccess = z.infer<typeof storedEmergencyAccess>;

export const emergencyAccessQuery = z.strictObject(page);

export const emergencyEndInput = z.strictObject({ id: clientId });
export const endedEmergencyAccess = emergencyAccess.omit({ reason: true });
