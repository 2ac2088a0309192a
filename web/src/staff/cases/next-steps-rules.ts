import { addDays } from '../../../../functions/domain/calendar.ts';
import type {
  caseKinds,
  compensationStages,
  entitlementStages,
  entitlements,
  proceedingSteps,
  referralStages,
} from '../../../../functions/domain/case-words.ts';
import type { CaseRecord } from '../../api/case-record.ts';
import type { CaseEvent } from '../../timeline/case-event.ts';
import {
  applicationsOf,
  countedEvents,
  type EventGroup,
  entitlementsOf,
  mattersOf,
  referralsOf,
} from '../../timeline/case-progress.ts';

type CompensationStage = (typeof compensationStages)[number];
type EntitlementStage = (typeof entitlementStages)[number];
type ProceedingStep = (typeof proceedingSteps)[number];
type ReferralStage = (typeof referralStages)[number];

/** An event as far as it is known before she tells the rest of it. */
export type BegunEvent =
  | { readonly type: 'follow_up' }
  | { readonly type: 'service' }
  | { readonly type: 'status'; readonly status: 'closed' }
  | {
      readonly type: 'entitlement';
      readonly entitlement?: (typeof entitlements)[number] | undefined;
      readonly stage: EntitlementStage;
    }
  /** A new application has no id yet. */
  | {
      readonly type: 'compensation';
      readonly applicationId?: string | undefined;
      readonly stage: CompensationStage;
    }
  /** It is not known yet where to, if it begins. */
  | { readonly type: 'referral'; readonly to?: string | undefined; readonly stage: ReferralStage }
  /** `on`: the day in court that is due. A new matter has no id yet. */
  | {
      readonly type: 'proceeding';
      readonly proceedingId?: string | undefined;
      readonly step: ProceedingStep;
      readonly on?: string | undefined;
    };

type Due = NonNullable<CaseRecord['due']>[number];

export type NextStep = {
  /** The application, matter, entitlement or referral that it continues. */
  readonly group?: EventGroup;
  /** What of it has a date, the earliest first. */
  readonly due: readonly Due[];
  /** What may be recorded next, the likeliest first. A follow-up that is due has none: it is done, and the next one is set. */
  readonly choices: readonly BegunEvent[];
};

const decisions = ['interim_ordered', 'awarded', 'rejected'] as const;

/** What usually follows a stage. After the last one nothing does. */
const afterCompensation: Readonly<Record<CompensationStage, readonly CompensationStage[]>> = {
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

const afterEntitlement: Readonly<Record<EntitlementStage, readonly EntitlementStage[]>> = {
  needed: ['applied'],
  applied: ['sanctioned', 'received'],
  sanctioned: ['received'],
  received: [],
  suspended: ['restored'],
  restored: [],
};

const afterReferral: Readonly<Record<ReferralStage, readonly ReferralStage[]>> = {
  requested: ['accepted', 'rejected', 'done'],
  accepted: ['done', 'revoked'],
  rejected: [],
  done: [],
  revoked: [],
};

const afterStep: Readonly<Record<ProceedingStep, readonly ProceedingStep[]>> = {
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

const isCompensationStage = (stage: string): stage is CompensationStage => stage in afterCompensation;
const isEntitlementStage = (stage: string): stage is EntitlementStage => stage in afterEntitlement;
const isReferralStage = (stage: string): stage is ReferralStage => stage in afterReferral;

/** What may follow the newest event of a group. */
function choicesAfter({ id, events }: EventGroup, due: readonly Due[]): BegunEvent[] {
  const newest = events.at(-1);
  const { stage = '', step, entitlement } = newest ?? {};
  switch (newest?.type) {
    case 'compensation':
      return isCompensationStage(stage)
        ? afterCompensation[stage].map((stage) => ({ type: 'compensation', applicationId: id, stage }))
        : [];
    case 'entitlement':
      return isEntitlementStage(stage)
        ? afterEntitlement[stage].map((stage) => ({ type: 'entitlement', entitlement, stage }))
        : [];
    case 'referral':
      return isReferralStage(stage)
        ? afterReferral[stage].map((stage) => ({ type: 'referral', to: id, stage }))
        : [];
    case 'proceeding': {
      const on = due.find(({ kind }) => kind === 'hearing')?.on;
      return (step === undefined ? [] : afterStep[step]).map((step) => ({
        type: 'proceeding',
        proceedingId: id,
        step,
        ...(on === undefined ? {} : { on }),
      }));
    }
    default:
      return [];
  }
}

/** Days from the filing and from the first FIR to what is due, as the API counts them (BNSS, sections 396 and 193). */
const daysUntil = { decision_due: 60, progress_due: 90 } as const;

/** Whether a date is one for which an application or a matter waits. */
function isDueOf({ events }: EventGroup, { kind, on }: Due): boolean {
  switch (kind) {
    case 'decision_due':
      return events.some(
        (event) => event.stage === 'filed' && addDays(event.on, daysUntil.decision_due) === on,
      );
    case 'progress_due':
      return events.some((event) => event.step === 'fir' && addDays(event.on, daysUntil.progress_due) === on);
    case 'hearing':
      return events.at(-1)?.nextOn === on;
    case 'follow_up':
      return false;
  }
}

/** How a case of a kind usually begins. */
const beginnings: Readonly<Record<(typeof caseKinds)[number], readonly BegunEvent[]>> = {
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

/**
 * The next steps of a case: what is due, the earliest first; then each application, matter, entitlement and referral
 * that is not at its end; then, where none is, how such a case begins or ends. A closed case waits for nothing.
 * @param events of the case, by date, then by recording
 */
export function nextStepsOf(
  { kind, status, due = [] }: Pick<CaseRecord, 'kind' | 'status' | 'due'>,
  events: readonly CaseEvent[],
): NextStep[] {
  if (status === 'closed') return [];
  const groups = [applicationsOf, mattersOf, entitlementsOf, referralsOf].flatMap((groupsOf) =>
    groupsOf(events),
  );
  const waiting = groups.map((group) => {
    const own = due.filter((one) => isDueOf(group, one));
    return { group, due: own, choices: choicesAfter(group, own) };
  });
  const followUps = due.filter((one) => one.kind === 'follow_up');
  const steps: NextStep[] = [
    ...followUps.slice(0, 1).map((one) => ({ due: [one], choices: [] })),
    ...waiting.filter((step) => step.due.length > 0 || step.choices.length > 0),
  ].toSorted((a, b) => (a.due[0]?.on ?? '9').localeCompare(b.due[0]?.on ?? '9'));
  const isBegun = countedEvents(events).some(({ type }) => type !== 'note' && type !== 'follow_up');
  const end: BegunEvent[] = isBegun ? [{ type: 'status', status: 'closed' }] : [...beginnings[kind]];
  const general: BegunEvent[] = [
    ...(steps.length === 0 || !isBegun ? end : []),
    ...(followUps.length === 0 ? [{ type: 'follow_up' } as const] : []),
  ];
  return general.length === 0 ? steps : [...steps, { due: [], choices: general }];
}
