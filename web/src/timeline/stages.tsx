import { formatDate, formatRupees } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { type CaseEvent, stages } from './case-event.ts';
import { applicationsOf, type EventGroup, entitlementsOf, mattersOf } from './case-progress.ts';
import { titleOfGroup } from './group-title.ts';
import { t } from './text.ts';

/** What usually comes, in this order; anything else is shown where it happened. */
const usual = {
  entitlement: ['needed', 'applied', 'sanctioned', 'received'],
  compensation: ['filed', 'acknowledged', 'interim_ordered', 'interim_paid', 'awarded', 'paid'],
  proceeding: ['fir', 'magistrate_statement', 'charge_sheet', 'charges_framed', 'testimony', 'judgment'],
} as const;

type Step = { readonly key: string; readonly label: string; readonly event: CaseEvent | undefined };

/** The steps that were taken, by date, and those of the usual way that still lie ahead. */
const stepsOf = (
  { events }: EventGroup,
  way: readonly string[],
  wordOf: (event: CaseEvent) => string | undefined,
  labelOf: (word: string) => string,
): Step[] => {
  const taken = events.flatMap((event): Step[] => {
    const word = wordOf(event);
    return word === undefined ? [] : [{ key: event.id, label: labelOf(word), event }];
  });
  const reached = events.map((event) => way.indexOf(wordOf(event) ?? ''));
  const ahead = way.slice(Math.max(-1, ...reached) + 1);
  return [...taken, ...ahead.map((word) => ({ key: word, label: labelOf(word), event: undefined }))];
};

const isStage = (word: string): word is (typeof stages)['compensation' | 'entitlement'][number] =>
  [...stages.compensation, ...stages.entitlement].some((each) => each === word);

/** On a case's timeline, the stages: how far each application, matter and entitlement has come. */
export function StageBars({
  events,
  level,
}: {
  readonly events: readonly CaseEvent[];
  /** Of its heading. */
  readonly level: 2 | 3;
}) {
  const [Heading, Smaller] = level === 2 ? (['h2', 'h3'] as const) : (['h3', 'h4'] as const);
  const bars = [
    ...applicationsOf(events).map((group) => ({
      group,
      steps: stepsOf(group, usual.compensation, ({ stage }) => stage, stageLabel),
    })),
    ...mattersOf(events).map((group) => ({
      group,
      steps: stepsOf(group, usual.proceeding, ({ step }) => step, stepLabel),
    })),
    ...entitlementsOf(events).map((group) => ({
      group,
      steps: stepsOf(group, usual.entitlement, ({ stage }) => stage, stageLabel),
    })),
  ];
  if (bars.length === 0) return null;
  return (
    <>
      <Heading>{t('stages')}</Heading>
      {bars.map(({ group, steps }) => (
        <section key={group.id} aria-label={titleOfGroup(group)}>
          <Smaller>{titleOfGroup(group)}</Smaller>
          <ol class="stages">
            {steps.map((step) => (
              <Bar key={step.key} step={step} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

const stageLabel = (word: string): string => (isStage(word) ? t(`stage.${word}`) : word);

const stepLabel = (word: string): string => {
  const stage = usual.proceeding.find((each) => each === word);
  return stage === undefined ? word : t(`step.${stage}`);
};

function Bar({ step: { label, event } }: { readonly step: Step }) {
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
      {event.step === undefined ? label : t(`step.${event.step}`)}
      <small>
        {formatDate(event.on, language)}
        {event.amountPaise !== undefined && ` · ${formatRupees(event.amountPaise)}`}
      </small>
    </li>
  );
}
