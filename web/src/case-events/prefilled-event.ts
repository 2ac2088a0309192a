import type {
  compensationStages,
  entitlementStages,
  entitlements,
  proceedingSteps,
  referralStages,
} from '../../../functions/shared/kinds/case-words.ts';

export type CompensationStage = (typeof compensationStages)[number];
export type EntitlementStage = (typeof entitlementStages)[number];
export type ProceedingStep = (typeof proceedingSteps)[number];
export type ReferralStage = (typeof referralStages)[number];

/**
 * The fields of a new event that a button decides already. People fill in the other fields in the form. Which events a case's page offers as
 * its next steps is decided in `desks/cases/next-steps/next-steps-rules.ts`.
 */
export type PrefilledEvent =
  | { readonly type: 'follow_up' }
  | { readonly type: 'service' }
  | { readonly type: 'status'; readonly status: 'closed' }
  | {
      readonly type: 'entitlement';
      readonly entitlement?: (typeof entitlements)[number] | undefined;
      readonly stage: EntitlementStage;
    }
  /** An event without `applicationId` begins a new application. */
  | {
      readonly type: 'compensation';
      readonly applicationId?: string | undefined;
      readonly stage: CompensationStage;
    }
  /** `to` is the place to which the member is referred; without it a new referral begins. */
  | { readonly type: 'referral'; readonly to?: string | undefined; readonly stage: ReferralStage }
  /** `on` is the event's own date, proposed if a day in court was planned. Without `proceedingId` it begins a new matter before police or court. */
  | {
      readonly type: 'proceeding';
      readonly proceedingId?: string | undefined;
      readonly step: ProceedingStep;
      readonly on?: string | undefined;
    };
