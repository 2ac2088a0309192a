import * as z from 'zod';
import { amountPaise, clientId, date, district, line, note, page, stamp } from '../domain/fields.ts';
import { encryptedText } from '../vault/encrypted-text.ts';

const caseKind = z.enum(['crisis', 'mental_health', 'legal_aid', 'entitlement', 'compensation', 'other']);
const casePriority = z.enum(['urgent', 'normal']);
const caseStatus = z.enum(['open', 'in_progress', 'closed', 'reopened']);

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

/** The changeable fields; `assignedTo: null` unassigns the case. A `note` adds an event of today. */
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
    /** When the present assignee got it; absent if she had it from the start or nobody has it. */
    assignedAt: z.iso.datetime().optional(),
    /** The earliest due date of an open follow-up. */
    nextDue: date.optional(),
    ...stamp,
  })
  .strip();
export type CaseRecord = z.infer<typeof caseRecord>;

export const entitlement = z.enum([
  'house_patta',
  'aadhaar_card',
  'ration_card',
  'bank_account',
  'pension',
  'other',
]);
export const entitlementStage = z.enum([
  'needed',
  'applied',
  'sanctioned',
  'received',
  'suspended',
  'restored',
]);

/**
 * The events of a timeline: the fields of each type beyond `id` and `on`. `short` and `long` are schemas of its
 * free texts, `more` holds fields of every type.
 */
const timelineOf = <Short extends z.ZodType, Long extends z.ZodType, More extends z.ZodRawShape>(
  short: Short,
  long: Long,
  more: More,
) =>
  z.discriminatedUnion('type', [
    z.strictObject({
      id: clientId,
      type: z.literal('service'),
      on: date,
      service: z.enum([
        'mental_health',
        'legal_aid',
        'medical',
        'shelter',
        'police',
        'counselling',
        'livelihood',
      ]),
      provider: short.optional(),
      ...more,
    }),
    z.strictObject({
      id: clientId,
      type: z.literal('entitlement'),
      on: date,
      entitlement,
      stage: entitlementStage,
      ...more,
    }),
    z.strictObject({
      id: clientId,
      type: z.literal('compensation'),
      on: date,
      scheme: z.enum(['nalsa_2018', 'ap_2015', 'immediate_relief', 'other']),
      stage: z.enum(['applied', 'interim', 'awarded', 'rejected', 'appealed', 'paid']),
      amountPaise: amountPaise.optional(),
      ...more,
    }),
    z.strictObject({
      id: clientId,
      type: z.literal('referral'),
      on: date,
      to: short,
      stage: z.enum(['requested', 'accepted', 'rejected', 'done', 'revoked']),
      ...more,
    }),
    z.strictObject({
      id: clientId,
      type: z.literal('follow_up'),
      on: date,
      /** When somebody will look after her again; may be in the future. */
      due: date,
      done: z.boolean().optional(),
      ...more,
    }),
    z.strictObject({ id: clientId, type: z.literal('note'), on: date, text: long, ...more }),
    z.strictObject({
      id: clientId,
      type: z.literal('status'),
      on: date,
      status: caseStatus,
      reason: short.optional(),
      ...more,
    }),
    /** Another event of the case stops counting. */
    z.strictObject({
      id: clientId,
      type: z.literal('taken_back'),
      on: date,
      eventId: clientId,
      reason: short,
      ...more,
    }),
  ]);

export const caseEventInput = timelineOf(line, note, {});
export type CaseEventInput = z.infer<typeof caseEventInput>;
export type TakingBackInput = Extract<CaseEventInput, { type: 'taken_back' }>;

/** Event fields with free text: stored encrypted, and null in an answer once she was erased. */
export const textFields = ['provider', 'to', 'text', 'reason'] as const;

const recorded = {
  ...stamp,
  /** The event by which this one was taken back, and its date: this one no longer counts. */
  takenBack: z.object({ eventId: clientId, on: date }).optional(),
};

const givenText = z.string().nullable();
export const caseEvent = timelineOf(givenText, givenText, recorded);
export type CaseEvent = z.infer<typeof caseEvent>;

/** The stored event: its free texts are encrypted with the member's key. */
export const storedCaseEvent = timelineOf(encryptedText, encryptedText, recorded);
export type StoredCaseEvent = z.infer<typeof storedCaseEvent>;

export const caseQuery = z.strictObject({
  status: caseStatus.optional(),
  kind: caseKind.optional(),
  overdue: z.enum(['true', 'false']).optional(),
  ...page,
});
export type CaseQuery = z.infer<typeof caseQuery>;

export const unassignedQuery = z.strictObject(page);

/** An unassigned urgent case, as caseworkers see it before one takes it. */
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

/** The newest stage of one of a member's entitlements, whoever recorded it. */
export const currentEntitlement = z.object({
  memberId: z.string(),
  entitlement,
  stage: entitlementStage,
  on: date,
});
export type CurrentEntitlement = z.infer<typeof currentEntitlement>;

/** A request for emergency access: the code of an urgent case of somebody else, and the reason. */
export const emergencyAccessInput = z.strictObject({
  id: clientId,
  code: z
    .string()
    .meta({ pattern: '^[Cc]-[0-9A-Za-z]{6}$' })
    .refine((code) => /^[Cc]-[0-9A-Za-z]{6}$/.test(code), 'Write the code of a case, such as C-7QX4HM.'),
  reason: line,
});
export type EmergencyAccessInput = z.infer<typeof emergencyAccessInput>;

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
});
export type EmergencyAccess = z.infer<typeof emergencyAccess>;

/** The stored access: its reason is encrypted with the member's key. */
export const storedEmergencyAccess = emergencyAccess.extend({ reason: encryptedText });
export type StoredEmergencyAccess = z.infer<typeof storedEmergencyAccess>;

export const emergencyAccessQuery = z.strictObject(page);
