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
} from '../../../functions/shared/kinds/case-words.ts';

/** The types of case events that a caseworker can record; `taken_back` is recorded by its own button. */
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
/** The stages through which events of these types go. */
export const stages = {
  entitlement: entitlementStages,
  compensation: compensationStages,
  referral: referralStages,
} as const;

/** A text of a case: absent if none was written, and null once the member was erased. */
const caseText = z.nullish(z.string());

/** The schema of a case's event for all types together: fields that a type does not have are absent. `on` is `YYYY-MM-DD`. */
export const caseEvent = z.object({
  id: z.string(),
  type: z.enum([...eventTypes, 'taken_back']),
  on: z.string(),
  createdBy: z.optional(z.string()),
  /** For `taken_back`: the id of the event that is taken back. */
  eventId: z.optional(z.string()),
  service: z.optional(z.enum(services)),
  entitlement: z.optional(z.enum(entitlements)),
  applicationId: z.optional(z.string()),
  scheme: z.optional(z.enum(compensationSchemes)),
  forum: z.optional(z.enum(compensationForums)),
  proceedingId: z.optional(z.string()),
  step: z.optional(z.enum(proceedingSteps)),
  /** The laws and texts of a case are null once its member was erased. */
  laws: z.nullish(z.array(z.enum(laws))),
  /** For `proceeding`: the day that was fixed for the next step, `YYYY-MM-DD`. */
  nextOn: z.optional(z.string()),
  /** For `status`: how a closed case ended. */
  outcome: z.optional(z.enum(caseOutcomes)),
  stage: z.optional(z.enum([...stages.entitlement, ...stages.compensation, ...stages.referral])),
  status: z.optional(z.enum(caseStatuses)),
  amountPaise: z.optional(z.int()),
  /** For `follow_up`: the day of the visit, `YYYY-MM-DD`. */
  due: z.optional(z.string()),
  /** For `follow_up`: the visit has taken place. */
  done: z.optional(z.boolean()),
  provider: caseText,
  /** For `referral`: the place to which she was referred; see `referredTo`. */
  to: caseText,
  text: caseText,
  reason: caseText,
});
export type CaseEvent = z.infer<typeof caseEvent>;

/** The place to which a case's event refers her; undefined if it is no referral, or once she was erased. */
export const referredTo = ({ to: place }: Pick<CaseEvent, 'to'>): string | undefined => place ?? undefined;
