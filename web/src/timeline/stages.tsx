import { compensationStages, entitlementStages } from '../../../functions/shared/kinds/case-words.ts';
import { formatDate, formatRupees } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import type { CaseEvent } from './case-event.ts';
import { applicationsOf, type EventGroup, entitlementsOf, mattersOf } from './case-progress.ts';
import { titleOfGroup } from './group-title.ts';
import { t } from './text.ts';

/**
 * The usual stages of entitlements and of applications for compensation, and the usual steps of proceedings, in this order. Any other stage or step is shown
 * only once it was recorded.
 */
const usualOrder = {
  entitlement: ['needed', 'applied', 'sanctioned', 'received'],
  compensation: ['filed', 'acknowledged', 'interim_ordered', 'interim_paid', 'awarded', 'paid'],
  proceeding: ['fir', 'magistrate_statement', 'charge_sheet', 'charges_framed', 'testimony', 'judgment'],
} as const;

/** `event`: the event that recorded the step; undefined if the step still lies ahead. */
type ProgressStep = { readonly key: string; readonly label: string; readonly event: CaseEvent | undefined };

/** The steps that were taken, in the order of the events, and then the usual ones after the furthest of them. */
function stepsOf(
  { events }: EventGroup,
  usualSteps: readonly string[],
  stepOf: (event: CaseEvent) => string | undefined,
  labelOf: (step: string) => string,
): ProgressStep[] {
  const takenSteps = events.flatMap((event): ProgressStep[] => {
    const step = stepOf(event);
    return step === undefined ? [] : [{ key: event.id, label: labelOf(step), event }];
  });
  // -1 for an event without a usual step.
  const indexes = events.map((event) => usualSteps.indexOf(stepOf(event) ?? ''));
  const furthestIndex = Math.max(-1, ...indexes);
  const stepsAhead = usualSteps
    .slice(furthestIndex + 1)
    .map((step) => ({ key: step, label: labelOf(step), event: undefined }));
  return [...takenSteps, ...stepsAhead];
}

type Stage = (typeof compensationStages | typeof entitlementStages)[number];

const isStage = (word: string): word is Stage =>
  [...compensationStages, ...entitlementStages].some((stage) => stage === word);

/** Above a case's timeline, the stages: how far each application, matter and entitlement has come. */
export function StageBars({
  events,
  level,
}: {
  readonly events: readonly CaseEvent[];
  /** The level of the heading. */
  readonly level: 2 | 3;
}) {
  const [Heading, SubHeading] = level === 2 ? (['h2', 'h3'] as const) : (['h3', 'h4'] as const);
  const bars = [
    ...applicationsOf(events).map((group) => ({
      group,
      steps: stepsOf(group, usualOrder.compensation, ({ stage }) => stage, stageLabel),
    })),
    ...mattersOf(events).map((group) => ({
      group,
      steps: stepsOf(group, usualOrder.proceeding, ({ step }) => step, stepLabel),
    })),
    ...entitlementsOf(events).map((group) => ({
      group,
      steps: stepsOf(group, usualOrder.entitlement, ({ stage }) => stage, stageLabel),
    })),
  ];
  if (bars.length === 0) return null;
  return (
    <>
      <Heading>{t('stages')}</Heading>
      {bars.map(({ group, steps }) => (
        <section key={group.id} aria-label={titleOfGroup(group)}>
          <SubHeading>{titleOfGroup(group)}</SubHeading>
          <ol class="stages">
            {steps.map((step) => (
              <StepItem key={step.key} step={step} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

const stageLabel = (word: string): string => (isStage(word) ? t(`stage.${word}`) : word);

const stepLabel = (word: string): string => {
  const step = usualOrder.proceeding.find((one) => one === word);
  return step === undefined ? word : t(`step.${step}`);
};

function StepItem({ step: { label, event } }: { readonly step: ProgressStep }) {
  const language = useLanguage();
  if (event === undefined) {
    return (
      <li>
        {label} <span class="hidden-text">{t('stage.ahead')}</span>
      </li>
    );
  }
  return (
    <li class="reached">
      <span aria-hidden="true">✓ </span>
      {/* `stepLabel` knows only the usual steps. */}
      {event.step === undefined ? label : t(`step.${event.step}`)}
      <small>
        {formatDate(event.on, language)}
        {event.amountPaise !== undefined && ` · ${formatRupees(event.amountPaise)}`}
      </small>
    </li>
  );
}
