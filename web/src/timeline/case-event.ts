import * as z from 'zod/mini';
import {
  caseOutcomes,
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
} from '../../../functions/domain/case-words.ts';

/** The types of case events that a caseworker can record. */
export const eventTypes = [
  'service',
  'entitlement',
  'compensation',
  'proceeding',
  'referral',
  'follow_up',
  'note',
  'status',
] as const;
export const stages = {
  entitlement: entitlementStages,
  compensation: compensationStages,
  referral: referralStages,
} as const;

const text = z.nullish(z.string());

/** Schema of a case's event, one shape for all types; fields that a type lacks are absent. */
export const caseEvent = z.object({
  id: z.string(),
  type: z.enum([...eventTypes, 'taken_back']),
  on: z.string(),
  createdBy: z.optional(z.string()),
  /** The event that is taken back. */
  eventId: z.optional(z.string()),
  service: z.optional(z.enum(services)),
  entitlement: z.optional(z.enum(entitlements)),
  applicationId: z.optional(z.string()),
  scheme: z.optional(z.enum(compensationSchemes)),
  forum: z.optional(z.enum(compensationForums)),
  proceedingId: z.optional(z.string()),
  step: z.optional(z.enum(proceedingSteps)),
  /** Null once she was erased. */
  laws: z.nullish(z.array(z.enum(laws))),
  nextOn: z.optional(z.string()),
  outcome: z.optional(z.enum(caseOutcomes)),
  stage: z.optional(z.enum([...stages.entitlement, ...stages.compensation, ...stages.referral])),
  status: z.optional(z.enum(caseStatuses)),
  amountPaise: z.optional(z.int()),
  due: z.optional(z.string()),
  done: z.optional(z.boolean()),
  provider: text,
  to: text,
  text,
  reason: text,
});
export type CaseEvent = z.infer<typeof caseEvent>;
