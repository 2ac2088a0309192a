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

/** Schema of the laws that a proceeding's step names. */
export const lawsNamed = z.array(z.enum(laws)).min(1).max(5);

/**
 * The events of a timeline: the fields of each type beyond `id` and `on`. `short` and `long` are schemas of its
 * free texts, `laws` of the laws that a step names, `more` holds fields of every type.
 */
export const timelineOf = <
  Short extends z.ZodType,
  Long extends z.ZodType,
  Laws extends z.ZodType,
  More extends z.ZodRawShape,
>(
  short: Short,
  long: Long,
  laws: Laws,
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
      /** New with `filed`; the later stages name it. */
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
      /** The steps of one matter have the same. */
      proceedingId: clientId,
      step: z.enum(proceedingSteps),
      laws: laws.optional(),
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

/** Event fields that tell what happened to her: stored encrypted, and null in an answer once she was erased. */
export const encryptedFields = ['provider', 'to', 'text', 'reason', 'laws'] as const;

const recorded = {
  ...stamp,
  /** The event by which this one was taken back, and its date: this one no longer counts. */
  takenBack: z.object({ eventId: clientId, on: date }).optional(),
};

const givenText = z.string().nullable();
export const caseEvent = timelineOf(givenText, givenText, lawsNamed.nullable(), recorded);
export type CaseEvent = z.infer<typeof caseEvent>;

/** The stored event: its `encryptedFields` are encrypted with the member's key. */
export const storedCaseEvent = lazily(() =>
  timelineOf(encryptedText, encryptedText, encryptedText, recorded),
);
export type StoredCaseEvent = z.infer<ReturnType<typeof storedCaseEvent>>;
