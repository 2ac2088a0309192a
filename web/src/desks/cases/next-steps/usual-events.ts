import type { caseKinds } from '../../../../../functions/shared/kinds/case-words.ts';
import type { CaseRecord } from '../../../api/case-record.ts';
import type {
  CompensationStage,
  EntitlementStage,
  PrefilledEvent,
  ProceedingStep,
  ReferralStage,
} from '../../../case-events/prefilled-event.ts';
import type { EventGroup } from '../../../timeline/case-progress.ts';

/** Which events usually follow which in a case, for its next steps. Pure. */

/** The stages by which an authority decides about an application for compensation. */
const decisions = ['interim_ordered', 'awarded', 'rejected'] as const;

/** The stages that usually follow each stage of an application for compensation, the likeliest first; none follow its end. */
const nextCompensationStages: Readonly<Record<CompensationStage, readonly CompensationStage[]>> = {
  filed: [...decisions, 'acknowledged'],
  acknowledged: decisions,
  interim_ordered: ['interim_paid'],
  interim_paid: ['awarded', 'rejected'],
  awarded: ['paid'],
  rejected: ['appealed'],
  appealed: ['appeal_decided'],
  appeal_decided: decisions,
  paid: [],
};

const nextEntitlementStages: Readonly<Record<EntitlementStage, readonly EntitlementStage[]>> = {
  needed: ['applied'],
  applied: ['sanctioned', 'received'],
  sanctioned: ['received'],
  received: [],
  suspended: ['restored'],
  restored: [],
};

const nextReferralStages: Readonly<Record<ReferralStage, readonly ReferralStage[]>> = {
  requested: ['accepted', 'rejected', 'done'],
  accepted: ['done', 'revoked'],
  rejected: [],
  done: [],
  revoked: [],
};

/** The steps that usually follow each step of a matter before police and courts, which often begins with an FIR (`fir`). */
const nextProceedingSteps: Readonly<Record<ProceedingStep, readonly ProceedingStep[]>> = {
  fir: ['magistrate_statement', 'medical_examination', 'charge_sheet'],
  magistrate_statement: ['charge_sheet', 'medical_examination'],
  medical_examination: ['charge_sheet', 'magistrate_statement'],
  charge_sheet: ['charges_framed', 'hearing'],
  charges_framed: ['testimony', 'hearing', 'summons'],
  summons: ['testimony', 'hearing'],
  hearing: ['hearing', 'testimony', 'judgment'],
  testimony: ['hearing', 'judgment'],
  judgment: [],
  appeal: ['hearing', 'judgment'],
  protection_sought: ['hearing', 'fir'],
};

const isCompensationStage = (stage: string): stage is CompensationStage => stage in nextCompensationStages;
const isEntitlementStage = (stage: string): stage is EntitlementStage => stage in nextEntitlementStages;
const isReferralStage = (stage: string): stage is ReferralStage => stage in nextReferralStages;

/**
 * The events that usually follow the newest event of a group, the likeliest first.
 * @param due the dates that are due in the group
 */
export function choicesAfter(
  { id, events }: EventGroup,
  due: NonNullable<CaseRecord['due']>,
): PrefilledEvent[] {
  const newest = events.at(-1);
  // Only some types of events have a stage. The empty text is no stage, so nothing follows it.
  const { stage = '', step, entitlement } = newest ?? {};
  switch (newest?.type) {
    case 'compensation':
      return isCompensationStage(stage)
        ? nextCompensationStages[stage].map((next) => ({
            type: 'compensation',
            applicationId: id,
            stage: next,
          }))
        : [];
    case 'entitlement':
      return isEntitlementStage(stage)
        ? nextEntitlementStages[stage].map((next) => ({ type: 'entitlement', entitlement, stage: next }))
        : [];
    case 'referral':
      // Referrals are grouped by the place, so the group's id is the place.
      return isReferralStage(stage)
        ? nextReferralStages[stage].map((next) => ({ type: 'referral', to: id, stage: next }))
        : [];
    case 'proceeding': {
      if (step === undefined) return [];
      // The next step is likely to be taken on the day of the hearing.
      const on = due.find(({ kind }) => kind === 'hearing')?.on;
      return nextProceedingSteps[step].map((next) => ({
        type: 'proceeding',
        proceedingId: id,
        step: next,
        ...(on === undefined ? {} : { on }),
      }));
    }
    default:
      return [];
  }
}

/** The events with which a case of each kind usually begins. */
export const firstEvents: Readonly<Record<(typeof caseKinds)[number], readonly PrefilledEvent[]>> = {
  crisis: [
    { type: 'service' },
    { type: 'proceeding', step: 'fir' },
    { type: 'referral', stage: 'requested' },
  ],
  mental_health: [{ type: 'service' }],
  legal_aid: [{ type: 'proceeding', step: 'fir' }, { type: 'service' }],
  entitlement: [{ type: 'entitlement', stage: 'needed' }],
  compensation: [{ type: 'compensation', stage: 'filed' }],
  other: [{ type: 'service' }],
};
