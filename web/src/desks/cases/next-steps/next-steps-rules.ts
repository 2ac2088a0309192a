import { addDays } from '../../../../../functions/shared/calendar/calendar.ts';
import { daysUntilDue } from '../../../../../functions/shared/kinds/case-words.ts';
import type { CaseRecord } from '../../../api/case-record.ts';
import type { PrefilledEvent } from '../../../case-events/prefilled-event.ts';
import type { CaseEvent } from '../../../timeline/case-event.ts';
import {
  applicationsOf,
  type EventGroup,
  entitlementsOf,
  mattersOf,
  referralsOf,
} from '../../../timeline/case-progress.ts';
import { countedEvents } from '../../../timeline/counted-events.ts';
import { choicesAfter, firstEvents } from './usual-events.ts';

type Due = NonNullable<CaseRecord['due']>[number];

export type NextStep = {
  /** The application, matter, entitlement or referral that the step continues; absent for a follow-up and the general steps. */
  readonly group?: EventGroup;
  /** The dates due for the step, the earliest first. */
  readonly due: readonly Due[];
  /** The events that usually follow, the likeliest first. A planned follow-up has none: it has a button of its own. */
  readonly choices: readonly PrefilledEvent[];
};

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
  const choicesOfCase = generalChoices(kind, events, {
    hasSteps: steps.length > 0,
    hasFollowUp: followUp !== undefined,
  });
  return choicesOfCase.length === 0 ? steps : [...steps, { due: [], choices: choicesOfCase }];
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
  // Notes and follow-ups are no progress, and events that were taken back don't count.
  const hasProgress = countedEvents(events).some(({ type }) => type !== 'note' && type !== 'follow_up');
  const followUp: readonly PrefilledEvent[] = hasFollowUp ? [] : [{ type: 'follow_up' }];
  if (!hasProgress) return [...firstEvents[kind], ...followUp];
  const closing: readonly PrefilledEvent[] = hasSteps ? [] : [{ type: 'status', status: 'closed' }];
  return [...closing, ...followUp];
}
