import * as z from 'zod';
import {
  caseOutcomes,
  compensationForums,
  compensationSchemes,
  compensationStages,
  laws,
  proceedingSteps,
  referralStages,
  services,
} from '../domain/case-words.ts';
import { amountPaise, clientId, date, stamp } from '../domain/fields.ts';
import { lazily } from '../domain/lazily.ts';
import { encryptedText } from '../vault/encrypted-text.ts';
import { caseStatus, entitlement, entitlementStage } from './schema.ts';

/** Schema of the laws that a step of a proceeding names. */
export const namedLaws = z.array(z.enum(laws)).min(1).max(5);

/**
 * Makes the schema of a case's event as sent, stored or shown: these differ in the schemas of their texts.
 * @param short the schema of a text in one line
 * @param long the schema of a note's text
 * @param lawList the schema of the laws that a step of a proceeding names
 * @param more further fields of every type of event
 */
export const eventSchemaOf = <
  Short extends z.ZodType,
  Long extends z.ZodType,
  LawList extends z.ZodType,
  More extends z.ZodRawShape,
>(
  short: Short,
  long: Long,
  lawList: LawList,
  more: More,
) =>
  z.discriminatedUnion('type', [
    z.strictObject({
      id: clientId,
      type: z.literal('service'),
      on: date,
      service: z.enum(services),
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
      /** The stage `filed` makes the id; later stages repeat it. */
      applicationId: clientId,
      scheme: z.enum(compensationSchemes),
      forum: z.enum(compensationForums).optional(),
      stage: z.enum(compensationStages),
      amountPaise: amountPaise.optional(),
      ...more,
    }),
    z.strictObject({
      id: clientId,
      type: z.literal('proceeding'),
      on: date,
      /** The same in all steps of one matter. */
      proceedingId: clientId,
      step: z.enum(proceedingSteps),
      laws: lawList.optional(),
      /** The day that was fixed for the next step; may be in the future. */
      nextOn: date.optional(),
      ...more,
    }),
    z.strictObject({
      id: clientId,
      type: z.literal('referral'),
      on: date,
      to: short,
      stage: z.enum(referralStages),
      ...more,
    }),
    z.strictObject({
      id: clientId,
      type: z.literal('follow_up'),
      on: date,
      /** When somebody will look after her again; may be in the future. */
      due: date,
      /** True: the follow-ups that were due by then are done. Absent or false: one is planned. */
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
      /** How a case ended. */
      outcome: z.enum(caseOutcomes).optional(),
      ...more,
    }),
    /** Takes another event of the case back, so that it no longer counts. */
    z.strictObject({
      id: clientId,
      type: z.literal('taken_back'),
      on: date,
      eventId: clientId,
      reason: short,
      ...more,
    }),
  ]);

/** The fields of events that tell what happened to the member. They are stored encrypted, and null in answers once she was erased. */
export const encryptedFields = ['provider', 'to', 'text', 'reason', 'laws'] as const;

const recordedFields = {
  ...stamp,
  /** Present once this event was taken back and no longer counts: the event that did it, and its date. */
  takenBack: z.object({ eventId: clientId, on: date }).optional(),
};

/** Null once the member was erased. */
const shownText = z.string().nullable();
export const caseEvent = eventSchemaOf(shownText, shownText, namedLaws.nullable(), recordedFields);
export type CaseEvent = z.infer<typeof caseEvent>;

/** The stored event: its `encryptedFields` are encrypted with the member's key. */
export const storedCaseEvent = lazily(() =>
  eventSchemaOf(encryptedText, encryptedText, encryptedText, recordedFields),
);
export type StoredCaseEvent = z.infer<ReturnType<typeof storedCaseEvent>>;
