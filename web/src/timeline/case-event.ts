import * as z from 'zod/mini';
import { statuses } from '../api/case-record.ts';

/** The types of events that she can record. */
export const eventTypes = [
  'service',
  'entitlement',
  'compensation',
  'referral',
  'follow_up',
  'note',
  'status',
] as const;
export const services = [
  'mental_health',
  'legal_aid',
  'medical',
  'shelter',
  'police',
  'counselling',
  'livelihood',
] as const;
export const entitlements = [
  'house_patta',
  'aadhaar_card',
  'ration_card',
  'bank_account',
  'pension',
  'other',
] as const;
export const schemes = ['nalsa_2018', 'ap_2015', 'immediate_relief', 'other'] as const;
export const stages = {
  entitlement: ['needed', 'applied', 'sanctioned', 'received', 'suspended', 'restored'],
  compensation: ['applied', 'interim', 'awarded', 'rejected', 'appealed', 'paid'],
  referral: ['requested', 'accepted', 'rejected', 'done', 'revoked'],
} as const;

const text = z.nullish(z.string());

/** One shape for all types; fields that a type lacks are absent. */
export const caseEvent = z.object({
  id: z.string(),
  type: z.enum([...eventTypes, 'taken_back']),
  on: z.string(),
  createdBy: z.optional(z.string()),
  /** The event that is taken back. */
  eventId: z.optional(z.string()),
  service: z.optional(z.enum(services)),
  entitlement: z.optional(z.enum(entitlements)),
  scheme: z.optional(z.enum(schemes)),
  stage: z.optional(z.enum([...stages.entitlement, ...stages.compensation, ...stages.referral])),
  status: z.optional(z.enum(statuses)),
  amountPaise: z.optional(z.int()),
  due: z.optional(z.string()),
  done: z.optional(z.boolean()),
  provider: text,
  to: text,
  text,
  reason: text,
});
export type CaseEvent = z.infer<typeof caseEvent>;
