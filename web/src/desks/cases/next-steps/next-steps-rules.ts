import { addDays } from '../../../../../functions/shared/calendar/calendar.ts';
import { type caseKinds, daysUntilDue } from '../../../../../functions/shared/kinds/case-words.ts';
import type { CaseRecord } from '../../../api/case-record.ts';
import type {
  CompensationStage,
  EntitlementStage,
  PrefilledEvent,
  ProceedingStep,
  ReferralStage,
} from '../../../case-events/prefilled-event.ts';
import type { CaseEvent } from '../../../timeline/case-event.ts';
import {
  applicationsOf,
  type EventGroup,
  entitlementsOf,
  mattersOf,
  referralsOf,
} from '../../../timeline/case-progress.ts';
import { countedEvents } from '../../../timeline/counted-events.ts';

type Due = NonNullable<CaseRecord['due']>[number];

export type NextStep = {
  /** The application, matter, entitlement or referral that the step continues; absent for a follow-up and the general steps. */
  readonly group?: EventGroup;
  /** The dates due for the step, the earliest first. */
  readonly due: readonly Due[];
  /** The events that usually follow, the likeliest first. A planned follow-up has none: it has a button of its own. */
  readonly choices: readonly PrefilledEvent[];
};

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

/** The events that usually follow the newest event of a group. */
function choicesAfter({ id, events }: EventGroup, due: readonly Due[]): PrefilledEvent[] {
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
      const on = due.find(({ kind }) => kind === 'hearing')?.on;
      return (step === undefined ? [] : nextProceedingSteps[step]).map((next) => ({
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

/**
 * Whether a date due in the case belongs to this group of events: an application, a matter or the like. A date does not name its group,
 * so it is computed again from the group's events.
 */
function isDateOfGroup({ events }: EventGroup, { kind, on }: Due): boolean {
  switch (kind) {
    case 'decision_due':
      return events.some(
        (event) => event.stage === 'filed' && addDays(event.on, daysUntilDue.decision_due) === on,
      );
    case 'progress_due':
      return events.some(
        (event) => event.step === 'fir' && addDays(event.on, daysUntilDue.progress_due) === on,
      );
    case 'hearing':
      return events.at(-1)?.nextOn === on;
    case 'follow_up':
      // This date belongs to the case as a whole.
      return false;
  }
}

/** The events with which a case of each kind usually begins. */
const firstEvents: Readonly<Record<(typeof caseKinds)[number], readonly PrefilledEvent[]>> = {
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

/** Later than any date due: steps without a date come last. */
const noDate = '9999-12-31';

/**
 * The next steps of a case, for the desk's page of it: first the planned follow-up and each application, matter,
 * entitlement and referral that is not at its end, those with the earliest date due first; then general steps, such as
 * closing the case. A closed case has none.
 * @param events the case's events by date, then by recording
 */
export function nextStepsOf(
  { kind, status, due = [] }: Pick<CaseRecord, 'kind' | 'status' | 'due'>,
  events: readonly CaseEvent[],
): NextStep[] {
  if (status === 'closed') return [];
  const groups = [
    ...applicationsOf(events),
    ...mattersOf(events),
    ...entitlementsOf(events),
    ...referralsOf(events),
  ];
  const groupSteps = groups
    .map((group) => {
      const datesOfGroup = due.filter((date) => isDateOfGroup(group, date));
      return { group, due: datesOfGroup, choices: choicesAfter(group, datesOfGroup) };
    })
    .filter((step) => step.due.length > 0 || step.choices.length > 0);
  // `due` is sorted, so this is the earliest follow-up.
  const followUp = due.find((date) => date.kind === 'follow_up');
  const followUpSteps = followUp === undefined ? [] : [{ due: [followUp], choices: [] }];
  const steps: NextStep[] = [...followUpSteps, ...groupSteps].toSorted((a, b) =>
    (a.due[0]?.on ?? noDate).localeCompare(b.due[0]?.on ?? noDate),
  );
  const choices = generalChoices(kind, events, {
    hasSteps: steps.length > 0,
    hasFollowUp: followUp !== undefined,
  });
  return choices.length === 0 ? steps : [...steps, { due: [], choices }];
}

/**
 * What may be recorded for the case as a whole: its first event while nothing has happened in it; its closing once no other
 * step is left; and a follow-up if none is planned.
 */
function generalChoices(
  kind: CaseRecord['kind'],
  events: readonly CaseEvent[],
  { hasSteps, hasFollowUp }: { readonly hasSteps: boolean; readonly hasFollowUp: boolean },
): PrefilledEvent[] {
  // Events that were taken back don't count.
  const hasProgress = countedEvents(events).some(({ type }) => type !== 'note' && type !== 'follow_up');
  const followUp: readonly PrefilledEvent[] = hasFollowUp ? [] : [{ type: 'follow_up' }];
  if (!hasProgress) return [...firstEvents[kind], ...followUp];
  return hasSteps ? [...followUp] : [{ type: 'status', status: 'closed' }, ...followUp];
}
