import * as z from 'zod';
import { changeOf, inputOf, listedOf, type storedOf } from '../../shared/definition/schemas.ts';
import { clientId, date, district, note } from '../../shared/fields/fields.ts';
import { page } from '../../shared/fields/page-schema.ts';
import {
  caseCode,
  caseFields,
  caseStatus,
  due,
  emergencyAccessFields,
  entitlement,
  entitlementStage,
} from './definition.ts';

export type Due = z.infer<typeof due>;

/** Said by the schema of a new case, and by the rule of a change (change-case.ts). */
export const notACrisis = 'Only a crisis says what happened.';
export const caseInput = inputOf(caseFields).refine(
  ({ kind, incident }) => incident === undefined || kind === 'crisis',
  { error: notACrisis, path: ['incident'] },
);
export type CaseInput = z.infer<typeof caseInput>;

/** The changeable fields of a case. `assignedTo: null` unassigns the case, `incident: null` takes the incident away. A `note` adds an event of today to the case's timeline. */
export const caseChange = changeOf(caseFields).extend({ note: note.optional() });
export type CaseChange = z.infer<typeof caseChange>;

export const caseRecord = listedOf(caseFields);
export type CaseRecord = z.infer<typeof caseRecord>;

/** A case as answers have it. */
export const toldCase = caseRecord.extend({
  stopped: z
    .literal(true)
    .optional()
    .describe(
      'Its woman has withdrawn her consent to the services, and did not ask for this case to be finished: all that is left is to close it.',
    ),
});

export const caseQuery = z.strictObject({
  status: caseStatus.optional(),
  kind: caseFields.kind.is.optional(),
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
  /** Whether the date lies before today (Indian date). */
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
  // If somebody had it before.
  givenUpAt: caseRecord.shape.givenUpAt,
  givenUpBy: caseRecord.shape.givenUpBy,
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
  /** The number of cases that stay where they are: changed very often, stopped, or changed hands meanwhile. */
  skipped: z.int().min(0),
  /** The number of cases that remain for the same request sent again. */
  left: z.int().min(0),
});
export type CaseHandover = z.infer<typeof caseHandover>;

/** A request for emergency access: the code of an urgent case of somebody else, and the reason. */
export const emergencyAccessInput = inputOf(emergencyAccessFields);
export type EmergencyAccessInput = z.infer<typeof emergencyAccessInput>;

/** The reason is null once the member was erased. */
export const emergencyAccess = listedOf(emergencyAccessFields);
export type EmergencyAccess = z.infer<typeof emergencyAccess>;

export type StoredEmergencyAccess = z.infer<ReturnType<typeof storedOf<typeof emergencyAccessFields>>>;

export const emergencyAccessQuery = z.strictObject(page);

export const emergencyEndInput = z.strictObject({ id: clientId });
export const endedEmergencyAccess = emergencyAccess.omit({ reason: true });
