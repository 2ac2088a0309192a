import * as z from 'zod/mini';
import { statuses } from '../api/case-record.ts';

/** The types of events that she can record. */
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
  'voter_card',
  'health_insurance',
  'caste_certificate',
  'job_card',
  'scholarship',
  'other',
] as const;
export const schemes = ['nalsa_2018', 'ap_2015', 'immediate_relief', 'goms28_2011', 'other'] as const;
export const forums = ['dlsa', 'slsa', 'trial_court', 'collector', 'high_court'] as const;
export const steps = [
  'fir',
  'magistrate_statement',
  'medical_examination',
  'charge_sheet',
  'charges_framed',
  'summons',
  'testimony',
  'hearing',
  'judgment',
  'appeal',
  'protection_sought',
] as const;
export const laws = ['bns', 'ipc', 'itpa', 'pocso', 'other'] as const;
export const outcomes = ['met', 'partly_met', 'moved', 'withdrew', 'died', 'other'] as const;
export const stages = {
  entitlement: ['needed', 'applied', 'sanctioned', 'received', 'suspended', 'restored'],
  compensation: [
    'filed',
    'acknowledged',
    'interim_ordered',
    'interim_paid',
    'awarded',
    'rejected',
    'appealed',
    'appeal_decided',
    'paid',
  ],
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
  applicationId: z.optional(z.string()),
  scheme: z.optional(z.enum(schemes)),
  forum: z.optional(z.enum(forums)),
  proceedingId: z.optional(z.string()),
  step: z.optional(z.enum(steps)),
  /** Null once she was erased. */
  laws: z.nullish(z.array(z.enum(laws))),
  nextOn: z.optional(z.string()),
  outcome: z.optional(z.enum(outcomes)),
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
