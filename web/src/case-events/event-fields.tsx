import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { OwnEventType } from '../../../functions/shared/kinds/case-events.ts';
import {
  caseOutcomes,
  caseStatuses,
  compensationForums,
  compensationSchemes,
  compensationStages,
  entitlementStages,
  entitlements,
  herWords,
  laws,
  proceedingSteps,
  referralStages,
  services,
} from '../../../functions/shared/kinds/case-words.ts';
import { maxNoteCharacters } from '../../../functions/shared/text/lengths.ts';
import { DateField } from '../design/fields/date-field.tsx';
import { Choice, TextField, Tick } from '../design/fields/field.tsx';
import {
  choiceOf,
  paiseOf,
  requiredChoiceOf,
  requiredTextOf,
  textOf,
  textsIn,
} from '../design/fields/form-data.ts';
import { requiredOneOf } from '../design/fields/one-of.ts';
import { RupeesField } from '../design/fields/rupees-field.tsx';
import { t as designText } from '../design/text.ts';
import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { planFields } from '../talks/safety-plan.ts';
import type { CaseEvent } from '../timeline/case-event.ts';
import { applicationsOf, type EventGroup, mattersOf } from '../timeline/case-progress.ts';
import type { EventContent } from '../timeline/event-body.ts';
import type { PrefilledEvent } from './prefilled-event.ts';
import { t } from './text.ts';

/** The option that begins a new application or matter. The other options are the ids of the existing ones. */
const newOption = 'new';

const idOr = (newId: string, chosen: string): string => (chosen === newOption ? newId : chosen);

/** All types except a note: the field for a note stands beside the fields of every type. */
type FormType = Exclude<OwnEventType, 'note'>;

type FieldsProps<Type extends FormType> = {
  /** The case's events so far. */
  readonly events: readonly CaseEvent[];
  /** The values that the button which opened the form has decided; undefined if none. */
  readonly prefilled: Extract<PrefilledEvent, { type: Type }> | undefined;
};

/** The form of one type of event: its fields, and how the sent form is read. */
type EventForm<Type extends FormType> = {
  readonly Fields: (props: FieldsProps<Type>) => ComponentChildren;
  /** @param newId the id for a new application, or for a new matter (proceeding), if the event begins one */
  readonly contentOf: (
    data: FormData,
    events: readonly CaseEvent[],
    newId: string,
  ) => Extract<EventContent, { type: Type }>;
};

const forms: { readonly [Type in FormType]: EventForm<Type> } = {
  service: {
    Fields: () => (
      <>
        <Choice
          name="service"
          label={t('event.service')}
          options={services.map((service) => [service, t(`service.${service}`)])}
        />
        <TextField name="provider" label={t('provider')} isOptional />
      </>
    ),
    contentOf: (data) => ({
      type: 'service',
      service: requiredChoiceOf(data, 'service', services),
      provider: textOf(data, 'provider'),
    }),
  },
  entitlement: {
    Fields: ({ prefilled }) => (
      <>
        <Choice
          name="entitlement"
          label={t('event.entitlement')}
          value={prefilled?.entitlement}
          options={entitlements.map((entitlement) => [entitlement, t(`entitlement.${entitlement}`)])}
        />
        <StageChoice of={entitlementStages} value={prefilled?.stage} />
      </>
    ),
    contentOf: (data) => ({
      type: 'entitlement',
      entitlement: requiredChoiceOf(data, 'entitlement', entitlements),
      stage: requiredChoiceOf(data, 'stage', entitlementStages),
    }),
  },
  compensation: {
    Fields: CompensationFields,
    contentOf: (data, events, newId) => {
      const existingApplication = applicationsOf(events).find(
        ({ id }) => id === textOf(data, 'applicationId'),
      );
      const filing = existingApplication?.events[0];
      return {
        type: 'compensation',
        ...(existingApplication === undefined
          ? {
              applicationId: newId,
              stage: 'filed',
              scheme: requiredChoiceOf(data, 'scheme', compensationSchemes),
            }
          : {
              applicationId: existingApplication.id,
              stage: requiredChoiceOf(data, 'stage', compensationStages),
              scheme: requiredOneOf(compensationSchemes, filing?.scheme),
            }),
        forum: choiceOf(data, 'forum', compensationForums),
        amountPaise: paiseOf(data, 'amount'),
      };
    },
  },
  proceeding: {
    Fields: ProceedingFields,
    contentOf: (data, _events, newId) => {
      const chosenLaws = textsIn(data, 'laws').map((law) => requiredOneOf(laws, law));
      return {
        type: 'proceeding',
        proceedingId: idOr(newId, requiredTextOf(data, 'proceedingId')),
        step: requiredChoiceOf(data, 'step', proceedingSteps),
        nextOn: textOf(data, 'nextOn'),
        ...(chosenLaws.length === 0 ? {} : { laws: chosenLaws }),
      };
    },
  },
  referral: {
    Fields: ({ prefilled }) => (
      <>
        <TextField name="to" label={t('referral.to')} value={prefilled?.to} />
        <StageChoice of={referralStages} value={prefilled?.stage} />
      </>
    ),
    contentOf: (data) => ({
      type: 'referral',
      to: requiredTextOf(data, 'to'),
      stage: requiredChoiceOf(data, 'stage', referralStages),
    }),
  },
  follow_up: {
    Fields: FollowUpFields,
    contentOf: (data) => ({
      type: 'follow_up',
      due: requiredTextOf(data, 'due'),
      ...(textOf(data, 'done') === 'true' ? { done: true } : {}),
    }),
  },
  status: {
    Fields: StatusFields,
    contentOf: (data) => ({
      type: 'status',
      status: requiredChoiceOf(data, 'status', caseStatuses),
      outcome: choiceOf(data, 'outcome', caseOutcomes),
      herWord: choiceOf(data, 'herWord', herWords),
      reason: textOf(data, 'reason'),
    }),
  },
  safety_plan: {
    Fields: () => (
      <>
        {planFields.map((name) => (
          <TextField
            key={name}
            name={name}
            label={t(`plan.ask.${name}`)}
            maxLength={maxNoteCharacters}
            isOptional
          />
        ))}
      </>
    ),
    contentOf: (data) => ({
      type: 'safety_plan',
      ...Object.fromEntries(planFields.map((name) => [name, textOf(data, name)])),
    }),
  },
};

/** The form fields for an event of a case, which differ by its type. */
export function EventFields<Type extends FormType>({
  type,
  events,
  prefilled,
}: FieldsProps<Type> & { readonly type: Type }) {
  const { Fields } = forms[type];
  return <Fields events={events} prefilled={prefilled} />;
}

/** Reads the fields for an event of a case from the sent form, as the content of the event that the API stores. */
export const eventContentOf = (
  type: FormType,
  ...form: Parameters<EventForm<FormType>['contentOf']>
): EventContent => forms[type].contentOf(...form);

function CompensationFields({ events, prefilled }: FieldsProps<'compensation'>) {
  const language = useLanguage();
  const applications = applicationsOf(events);
  // A prefilled event that names no application begins a new one, and so does the first event of a case without applications. Otherwise she chooses.
  const proposed = prefilled === undefined && applications.length > 0 ? undefined : newOption;
  const [applicationId, setApplicationId] = useState<string | undefined>(
    prefilled?.applicationId ?? proposed,
  );
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
          [newOption, t('application.new')],
          ...applications.map((group) => [group.id, labelOf(group)] as const),
        ]}
        onChoose={setApplicationId}
      />
      {applicationId === newOption && (
        <Choice
          name="scheme"
          label={t('scheme')}
          options={compensationSchemes.map((scheme) => [scheme, t(`scheme.${scheme}`)])}
        />
      )}
      {application !== undefined && (
        <StageChoice
          // The chosen application has been filed already.
          of={compensationStages.filter((stage) => stage !== 'filed')}
          // The prefilled stage belongs to the prefilled application, and to no other.
          value={prefilled?.applicationId === applicationId ? prefilled?.stage : undefined}
        />
      )}
      <Choice
        // If another application is chosen, the field is drawn anew with the forum of that application.
        key={`forum ${applicationId}`}
        name="forum"
        label={t('forum')}
        value={lastForum ?? ''}
        options={[
          ['', t('notTold')],
          ...compensationForums.map((forum) => [forum, t(`forum.${forum}`)] as const),
        ]}
      />
      <RupeesField name="amount" label={t('event.amount')} isOptional />
    </>
  );
}

function ProceedingFields({ events, prefilled }: FieldsProps<'proceeding'>) {
  const language = useLanguage();
  const labelOf = ({ events: [first] }: EventGroup): string =>
    [first?.step && t(`step.${first.step}`), first && formatDate(first.on, language)].join(' · ');
  const matters = mattersOf(events);
  // A prefilled event that names no matter begins a new one, and so does the first event of a case without matters. Otherwise she chooses.
  const proposed = prefilled === undefined && matters.length > 0 ? undefined : newOption;
  return (
    <>
      <Choice
        name="proceedingId"
        label={t('matter')}
        value={prefilled?.proceedingId ?? proposed}
        options={[
          ...matters.map((group) => [group.id, labelOf(group)] as const),
          [newOption, t('matter.new')],
        ]}
      />
      <Choice
        name="step"
        label={t('step')}
        value={prefilled?.step}
        options={proceedingSteps.map((step) => [step, t(`step.${step}`)])}
      />
      <DateField name="nextOn" label={t('nextOn')} isOptional />
      <fieldset class="wide">
        <legend>
          {t('laws')} <small>({designText('design.optional')})</small>
        </legend>
        {laws.map((law) => (
          <Tick key={law} name="laws" value={law} label={t(`law.${law}`)} />
        ))}
      </fieldset>
    </>
  );
}

/** The fields of a follow-up: whether it is done, and the day for which it is (or was) planned. */
function FollowUpFields({ prefilled }: FieldsProps<'follow_up'>) {
  // A prefilled follow-up is a next step: its day is to come, so it is not done.
  const [done, setDone] = useState<string | undefined>(prefilled && 'false');
  return (
    <>
      <Choice
        name="done"
        label={t('event.state')}
        value={done}
        options={[
          ['false', t('due.open')],
          ['true', t('done')],
        ]}
        onChoose={setDone}
      />
      <DateField name="due" label={t(done === 'true' ? 'due.done' : 'due')} />
    </>
  );
}

function StatusFields({ prefilled }: FieldsProps<'status'>) {
  const [status, setStatus] = useState<string | undefined>(prefilled?.status);
  return (
    <>
      <Choice
        name="status"
        label={t('status')}
        value={status}
        options={caseStatuses.map((status) => [status, t(`status.${status}`)])}
        onChoose={setStatus}
      />
      {status === 'closed' && <OutcomeFields />}
      <TextField name="reason" label={t('event.reason')} isOptional />
    </>
  );
}

function OutcomeFields() {
  return (
    <>
      <Choice
        name="outcome"
        label={t('outcome')}
        options={[
          ['', t('notTold')],
          ...caseOutcomes.map((outcome) => [outcome, t(`outcome.${outcome}`)] as const),
        ]}
      />
      <Choice
        name="herWord"
        label={t('herWord')}
        options={[['', t('notTold')], ...herWords.map((word) => [word, t(`herWord.${word}`)] as const)]}
      />
    </>
  );
}

/** The form fields for closing a case that has stopped, which can take no other status. */
export function ClosingFields() {
  const closed = 'closed' satisfies (typeof caseStatuses)[number];
  return (
    <>
      <input type="hidden" name="status" value={closed} />
      <OutcomeFields />
      <TextField name="reason" label={t('event.reason')} isOptional />
    </>
  );
}

type StageName = NonNullable<CaseEvent['stage']>;

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
