import * as z from 'zod';
import { amountPaise, clientId, date, district, line, note, page, stamp } from '../domain/fields.ts';

const caseKind = z.enum(['crisis', 'mental_health', 'legal_aid', 'entitlement', 'compensation', 'other']);
const casePriority = z.enum(['urgent', 'normal']);
const caseStatus = z.enum(['open', 'in_progress', 'closed', 'reopened']);

/** What a survivor needs help with, over days or years. */
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

/** What may be changed; `assignedTo: null` leaves the case with nobody. A `note` adds an event of today. */
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
    /** When it was assigned to whoever has it now; left out where she has it from the start, or nobody does. */
    assignedAt: z.iso.datetime().optional(),
    /** The earliest date for which a follow-up is still open. */
    nextDue: date.optional(),
    ...stamp,
  })
  .strip();
export type CaseRecord = z.infer<typeof caseRecord>;

/**
 * The events of a timeline: what each type says beyond `id` and `on`. `short` and `long` are its free texts, and `more`
 * is what every type has beside.
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
      entitlement: z.enum(['house_patta', 'aadhaar_card', 'ration_card', 'bank_account', 'pension', 'other']),
      stage: z.enum(['needed', 'applied', 'sanctioned', 'received', 'suspended', 'restored']),
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
      /** Until when somebody will look after her again; may lie ahead. */
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
    /** Another event of the case counts no more. */
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

/** The fields of events that hold free text: sealed where they lie, and null once she was erased. */
export const textFields = ['provider', 'to', 'text', 'reason'] as const;

const givenText = z.string().nullable();
export const caseEvent = timelineOf(givenText, givenText, {
  ...stamp,
  /** The event by which this one was taken back, and its date: this one counts no more. */
  takenBack: z.object({ eventId: clientId, on: date }).optional(),
});
export type CaseEvent = z.infer<typeof caseEvent>;

export const caseQuery = z.strictObject({
  status: caseStatus.optional(),
  kind: caseKind.optional(),
  overdue: z.enum(['true', 'false']).optional(),
  ...page,
});
export type CaseQuery = z.infer<typeof caseQuery>;

export const unassignedQuery = z.strictObject(page);

/** An urgent case that waits for somebody, as caseworkers see it before one of them takes it. */
export const unassignedCase = z.object({
  id: clientId,
  code: z.string(),
  openedOn: date,
  /** The member's, as her record stands. */
  district,
});
export type UnassignedCase = z.infer<typeof unassignedCase>;

export const takeInput = z.strictObject({ id: clientId, note: note.optional() });
export type TakeInput = z.infer<typeof takeInput>;

/** Somebody who was told the code of an urgent case that isn't hers, and why she must reach it now. */
export const glassInput = z.strictObject({
  id: clientId,
  code: z
    .string()
    .meta({ pattern: '^[Cc]-[0-9A-Za-z]{6}$' })
    .refine((code) => /^[Cc]-[0-9A-Za-z]{6}$/.test(code), 'Write the code of a case, such as C-7QX4HM.'),
  reason: line,
});
export type GlassInput = z.infer<typeof glassInput>;

export const brokenGlass = z.object({
  id: clientId,
  caseId: clientId,
  code: z.string(),
  memberId: z.uuid(),
  personId: z.uuid(),
  at: z.iso.datetime(),
  /** She reaches the case before this instant. */
  until: z.iso.datetime(),
  /** Null once the member was erased. */
  reason: z.string().nullable(),
});
export type BrokenGlass = z.infer<typeof brokenGlass>;

export const glassQuery = z.strictObject(page);
