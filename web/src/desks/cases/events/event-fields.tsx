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
} from '../../../../../functions/shared/kinds/case-words.ts';
import { DateField } from '../../../design/fields/date-field.tsx';
import { Choice, TextField, Tick } from '../../../design/fields/field.tsx';
import {
  choiceOf,
  paiseOf,
  requiredChoiceOf,
  requiredTextOf,
  textOf,
  textsIn,
} from '../../../design/fields/form-data.ts';
import { requiredOneOf } from '../../../design/fields/one-of.ts';
import { RupeesField } from '../../../design/fields/rupees-field.tsx';
import { formatDate } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { type CaseEvent, type eventTypes, stages } from '../../../timeline/case-event.ts';
import { applicationsOf, type EventGroup, mattersOf } from '../../../timeline/case-progress.ts';
import type { EventContent } from '../../../timeline/event-body.ts';
import { t } from '../../text.ts';
import type { PrefilledEvent } from '../next-steps/next-steps-rules.ts';

export type EventType = (typeof eventTypes)[number];

/** The form fields for an event of a case, which differ by its type. */
export function EventFields({
  type,
  events,
  prefilled,
}: {
  readonly type: EventType;
  /** The case's events so far. */
  readonly events: readonly CaseEvent[];
  /** The fields decided already, of an event of the same type. */
  readonly prefilled: PrefilledEvent | undefined;
}) {
  switch (type) {
    case 'service':
      return (
        <>
          <Choice
            name="service"
            label={t('event.service')}
            options={services.map((service) => [service, t(`service.${service}`)])}
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
            value={prefilled?.type === 'entitlement' ? prefilled.entitlement : undefined}
            options={entitlements.map((entitlement) => [entitlement, t(`entitlement.${entitlement}`)])}
          />
          <StageChoice
            of={stages.entitlement}
            value={prefilled?.type === 'entitlement' ? prefilled.stage : undefined}
          />
        </>
      );
    case 'compensation':
      return (
        <CompensationFields
          events={events}
          prefilled={prefilled?.type === 'compensation' ? prefilled : undefined}
        />
      );
    case 'proceeding':
      return (
        <ProceedingFields
          events={events}
          prefilled={prefilled?.type === 'proceeding' ? prefilled : undefined}
        />
      );
    case 'referral':
      return (
        <>
          <TextField
            name="to"
            label={t('referral.to')}
            value={prefilled?.type === 'referral' ? prefilled.to : undefined}
          />
          <StageChoice
            of={stages.referral}
            value={prefilled?.type === 'referral' ? prefilled.stage : undefined}
          />
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
      return <StatusFields initialStatus={prefilled?.type === 'status' ? prefilled.status : undefined} />;
    case 'note':
      // Its text has a field beside these fields, for every type of event.
      return null;
  }
}

type CaseStatus = (typeof caseStatuses)[number];

type PrefilledFieldsProps<Type extends PrefilledEvent['type']> = {
  readonly events: readonly CaseEvent[];
  readonly prefilled: Extract<PrefilledEvent, { type: Type }> | undefined;
};

function CompensationFields({ events, prefilled }: PrefilledFieldsProps<'compensation'>) {
  const language = useLanguage();
  // The empty text stands for a new application.
  const [applicationId, setApplicationId] = useState(prefilled?.applicationId ?? '');
  const applications = applicationsOf(events);
  const application = applications.find(({ id }) => id === applicationId);
  // An application usually stays with the forum (the authority) with which it was filed.
  const lastForum = application?.events.findLast(({ forum }) => forum)?.forum;
  const labelOf = ({ events: [filing] }: EventGroup): string =>
    [filing?.scheme && t(`scheme.${filing.scheme}`), filing && formatDate(filing.on, language)].join(' · ');
  return (
    <>
      <Choice
        name="applicationId"
        label={t('application')}
        value={applicationId}
        options={[
          ['', t('application.new')],
          ...applications.map((group) => [group.id, labelOf(group)] as const),
        ]}
        onChoose={setApplicationId}
      />
      {applicationId === '' ? (
        <Choice
          name="scheme"
          label={t('scheme')}
          options={compensationSchemes.map((scheme) => [scheme, t(`scheme.${scheme}`)])}
        />
      ) : (
        <StageChoice
          // An application that exists has been filed already.
          of={stages.compensation.filter((stage) => stage !== 'filed')}
          // The prefilled stage is one of the prefilled application.
          value={prefilled?.applicationId === applicationId ? prefilled.stage : undefined}
        />
      )}
      <Choice
        // Another application draws the field anew, with its forum.
        key={`forum ${applicationId}`}
        name="forum"
        label={t('forum')}
        value={lastForum ?? ''}
        options={[
          ['', t('notTold')],
          ...compensationForums.map((forum) => [forum, t(`forum.${forum}`)] as const),
        ]}
      />
      <RupeesField name="amount" label={t('amount')} isOptional />
    </>
  );
}

function ProceedingFields({ events, prefilled }: PrefilledFieldsProps<'proceeding'>) {
  const language = useLanguage();
  const labelOf = ({ events: [first] }: EventGroup): string =>
    [first?.step && t(`step.${first.step}`), first && formatDate(first.on, language)].join(' · ');
  const matters = mattersOf(events);
  const newestMatterId = matters.at(-1)?.id;
  return (
    <>
      <Choice
        name="proceedingId"
        label={t('matter')}
        // A prefilled step without `proceedingId` begins a new matter; without a prefilled step, the newest is proposed.
        value={(prefilled === undefined ? newestMatterId : prefilled.proceedingId) ?? ''}
        options={[...matters.map((group) => [group.id, labelOf(group)] as const), ['', t('matter.new')]]}
      />
      <Choice
        name="step"
        label={t('step')}
        value={prefilled?.step}
        options={proceedingSteps.map((step) => [step, t(`step.${step}`)])}
      />
      <DateField name="nextOn" label={t('nextOn')} isOptional />
      <fieldset class="wide">
        <legend>{t('laws')}</legend>
        {laws.map((law) => (
          <Tick key={law} name="laws" value={law} label={t(`law.${law}`)} />
        ))}
      </fieldset>
    </>
  );
}

function StatusFields({
  initialStatus = caseStatuses[0],
}: {
  readonly initialStatus: CaseStatus | undefined;
}) {
  const [status, setStatus] = useState<string>(initialStatus);
  return (
    <>
      <Choice
        name="status"
        label={t('status')}
        value={status}
        options={caseStatuses.map((status) => [status, t(`status.${status}`)])}
        onChoose={setStatus}
      />
      {status === 'closed' && (
        <Choice
          name="outcome"
          label={t('outcome')}
          options={[
            ['', t('notTold')],
            ...caseOutcomes.map((outcome) => [outcome, t(`outcome.${outcome}`)] as const),
          ]}
        />
      )}
      <TextField name="reason" label={t('reason')} isOptional />
    </>
  );
}

type StageName = (typeof stages)[keyof typeof stages][number];

function StageChoice({
  of: stageNames,
  value,
}: {
  readonly of: readonly StageName[];
  readonly value?: StageName | undefined;
}) {
  return (
    <Choice
      name="stage"
      label={t('stage')}
      value={value}
      options={stageNames.map((stage) => [stage, t(`stage.${stage}`)])}
    />
  );
}

/**
 * Reads the fields for an event of a case from the sent form, as the content of the event that the API stores.
 * @param newId the id for a new application, or for a new matter (proceeding), if the event begins one
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
      const existingApplication = applicationsOf(events).find(
        ({ id }) => id === textOf(data, 'applicationId'),
      );
      const filing = existingApplication?.events[0];
      return {
        type,
        ...(existingApplication === undefined
          ? {
              applicationId: newId,
              stage: 'filed',
              scheme: requiredChoiceOf(data, 'scheme', compensationSchemes),
            }
          : {
              applicationId: existingApplication.id,
              stage: requiredChoiceOf(data, 'stage', stages.compensation),
              scheme: requiredOneOf(compensationSchemes, filing?.scheme),
            }),
        forum: choiceOf(data, 'forum', compensationForums),
        amountPaise: paiseOf(data, 'amount'),
      };
    }
    case 'proceeding': {
      const chosenLaws = textsIn(data, 'laws').map((law) => requiredOneOf(laws, law));
      return {
        type,
        proceedingId: textOf(data, 'proceedingId') ?? newId,
        step: requiredChoiceOf(data, 'step', proceedingSteps),
        nextOn: textOf(data, 'nextOn'),
        ...(chosenLaws.length === 0 ? {} : { laws: chosenLaws }),
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
