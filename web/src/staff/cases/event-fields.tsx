import { useState } from 'preact/hooks';
import {
  caseOutcomes,
  caseStatuses,
  compensationForums,
  compensationSchemes,
  entitlements,
  laws,
  proceedingSteps,
  services,
} from '../../../../functions/domain/case-words.ts';
import { DateField } from '../../design/date-field.tsx';
import { Choice, TextField, Tick } from '../../design/field.tsx';
import {
  choiceOf,
  paiseOf,
  requiredChoiceOf,
  requiredTextOf,
  textOf,
  textsIn,
} from '../../design/form-data.ts';
import { requiredOneOf } from '../../design/one-of.ts';
import { RupeesField } from '../../design/rupees-field.tsx';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type CaseEvent, type eventTypes, stages } from '../../timeline/case-event.ts';
import { applicationsOf, type EventGroup, mattersOf } from '../../timeline/case-progress.ts';
import type { EventContent } from '../../timeline/event-body.ts';
import { t } from '../text.ts';
import type { BegunEvent } from './next-steps-rules.ts';

export type EventType = (typeof eventTypes)[number];

/** The form fields of one type of case event. */
export function EventFields({
  type,
  events,
  begun,
}: {
  readonly type: EventType;
  readonly events: readonly CaseEvent[];
  /** What of such an event is known already. */
  readonly begun: BegunEvent | undefined;
}) {
  switch (type) {
    case 'service':
      return (
        <>
          <Choice
            name="service"
            label={t('event.service')}
            options={services.map((each) => [each, t(`service.${each}`)])}
          />
          <TextField name="provider" label={t('provider')} isOptional />
        </>
      );
    case 'entitlement':
      return (
        <>
          <Choice
            name="entitlement"
            label={t('event.entitlement')}
            value={begun?.type === 'entitlement' ? begun.entitlement : undefined}
            options={entitlements.map((each) => [each, t(`entitlement.${each}`)])}
          />
          <Stage of={stages.entitlement} value={begun?.type === 'entitlement' ? begun.stage : undefined} />
        </>
      );
    case 'compensation':
      return (
        <CompensationFields events={events} begun={begun?.type === 'compensation' ? begun : undefined} />
      );
    case 'proceeding':
      return <ProceedingFields events={events} begun={begun?.type === 'proceeding' ? begun : undefined} />;
    case 'referral':
      return (
        <>
          <TextField
            name="to"
            label={t('referral.to')}
            value={begun?.type === 'referral' ? begun.to : undefined}
          />
          <Stage of={stages.referral} value={begun?.type === 'referral' ? begun.stage : undefined} />
        </>
      );
    case 'follow_up':
      return (
        <>
          <DateField name="due" label={t('due')} />
          <Choice
            name="done"
            label={t('state')}
            options={[
              ['', t('due.open')],
              ['true', t('done')],
            ]}
          />
        </>
      );
    case 'status':
      return <StatusFields isClosing={begun?.type === 'status'} />;
    case 'note':
      return null;
  }
}

type BegunFields<Type extends BegunEvent['type']> = {
  readonly events: readonly CaseEvent[];
  readonly begun: Extract<BegunEvent, { type: Type }> | undefined;
};

function CompensationFields({ events, begun }: BegunFields<'compensation'>) {
  const language = useLanguage();
  const [chosen, setChosen] = useState(begun?.applicationId ?? '');
  const applications = applicationsOf(events);
  // It mostly stays before whom it was filed.
  const forum = applications.find(({ id }) => id === chosen)?.events.findLast((event) => event.forum)?.forum;
  const labelOf = ({ events: [filed] }: EventGroup): string =>
    [filed?.scheme && t(`scheme.${filed.scheme}`), filed && formatDate(filed.on, language)].join(' · ');
  return (
    <>
      <Choice
        name="applicationId"
        label={t('application')}
        value={chosen}
        options={[
          ['', t('application.new')],
          ...applications.map((group) => [group.id, labelOf(group)] as const),
        ]}
        onChoose={setChosen}
      />
      {chosen === '' ? (
        <Choice
          name="scheme"
          label={t('scheme')}
          options={compensationSchemes.map((each) => [each, t(`scheme.${each}`)])}
        />
      ) : (
        <Stage
          of={stages.compensation.filter((each) => each !== 'filed')}
          value={begun?.applicationId === chosen ? begun.stage : undefined}
        />
      )}
      <Choice
        key={`forum ${chosen}`}
        name="forum"
        label={t('forum')}
        value={forum ?? ''}
        options={[
          ['', t('notTold')],
          ...compensationForums.map((each) => [each, t(`forum.${each}`)] as const),
        ]}
      />
      <RupeesField name="amount" label={t('amount')} isOptional />
    </>
  );
}

function ProceedingFields({ events, begun }: BegunFields<'proceeding'>) {
  const language = useLanguage();
  const labelOf = ({ events: [first] }: EventGroup): string =>
    [first?.step && t(`step.${first.step}`), first && formatDate(first.on, language)].join(' · ');
  const matters = mattersOf(events);
  return (
    <>
      <Choice
        name="proceedingId"
        label={t('matter')}
        value={(begun === undefined ? matters.at(-1)?.id : begun.proceedingId) ?? ''}
        options={[...matters.map((group) => [group.id, labelOf(group)] as const), ['', t('matter.new')]]}
      />
      <Choice
        name="step"
        label={t('step')}
        value={begun?.step}
        options={proceedingSteps.map((each) => [each, t(`step.${each}`)])}
      />
      <DateField name="nextOn" label={t('nextOn')} isOptional />
      <fieldset class="wide">
        <legend>{t('laws')}</legend>
        {laws.map((each) => (
          <Tick key={each} name="laws" value={each} label={t(`law.${each}`)} />
        ))}
      </fieldset>
    </>
  );
}

function StatusFields({ isClosing }: { readonly isClosing: boolean }) {
  const [status, setStatus] = useState<string>(isClosing ? 'closed' : caseStatuses[0]);
  return (
    <>
      <Choice
        name="status"
        label={t('status')}
        value={status}
        options={caseStatuses.map((each) => [each, t(`status.${each}`)])}
        onChoose={setStatus}
      />
      {status === 'closed' && (
        <Choice
          name="outcome"
          label={t('outcome')}
          options={[['', t('notTold')], ...caseOutcomes.map((each) => [each, t(`outcome.${each}`)] as const)]}
        />
      )}
      <TextField name="reason" label={t('reason')} isOptional />
    </>
  );
}

type StageWord = (typeof stages)[keyof typeof stages][number];

function Stage({
  of: choices,
  value,
}: {
  readonly of: readonly StageWord[];
  readonly value?: StageWord | undefined;
}) {
  return (
    <Choice
      name="stage"
      label={t('stage')}
      value={value}
      options={choices.map((each) => [each, t(`stage.${each}`)])}
    />
  );
}

/**
 * What a caseworker entered in `EventFields`, as the content of the case's event.
 * @param newId of an application or matter that begins with it
 */
export function eventContentOf(
  type: Exclude<EventType, 'note'>,
  data: FormData,
  events: readonly CaseEvent[],
  newId: string,
): EventContent {
  switch (type) {
    case 'service':
      return {
        type,
        service: requiredChoiceOf(data, 'service', services),
        provider: textOf(data, 'provider'),
      };
    case 'entitlement':
      return {
        type,
        entitlement: requiredChoiceOf(data, 'entitlement', entitlements),
        stage: requiredChoiceOf(data, 'stage', stages.entitlement),
      };
    case 'compensation': {
      const filed = applicationsOf(events).find(({ id }) => id === textOf(data, 'applicationId'));
      return {
        type,
        ...(filed === undefined
          ? {
              applicationId: newId,
              stage: 'filed',
              scheme: requiredChoiceOf(data, 'scheme', compensationSchemes),
            }
          : {
              applicationId: filed.id,
              stage: requiredChoiceOf(data, 'stage', stages.compensation),
              scheme: requiredOneOf(compensationSchemes, filed.events[0]?.scheme),
            }),
        forum: choiceOf(data, 'forum', compensationForums),
        amountPaise: paiseOf(data, 'amount'),
      };
    }
    case 'proceeding': {
      const named = textsIn(data, 'laws').map((law) => requiredOneOf(laws, law));
      return {
        type,
        proceedingId: textOf(data, 'proceedingId') ?? newId,
        step: requiredChoiceOf(data, 'step', proceedingSteps),
        nextOn: textOf(data, 'nextOn'),
        ...(named.length === 0 ? {} : { laws: named }),
      };
    }
    case 'referral':
      return {
        type,
        to: requiredTextOf(data, 'to'),
        stage: requiredChoiceOf(data, 'stage', stages.referral),
      };
    case 'follow_up':
      return {
        type,
        due: requiredTextOf(data, 'due'),
        ...(textOf(data, 'done') === 'true' ? { done: true } : {}),
      };
    case 'status':
      return {
        type,
        status: requiredChoiceOf(data, 'status', caseStatuses),
        outcome: choiceOf(data, 'outcome', caseOutcomes),
        reason: textOf(data, 'reason'),
      };
  }
}
