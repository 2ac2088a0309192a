import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
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
import { DateField } from '../design/fields/date-field.tsx';
import { Choice, TextField } from '../design/fields/field.tsx';
import {
  choiceOf,
  paiseOf,
  requiredChoiceOf,
  requiredTextOf,
  textOf,
  textsIn,
} from '../design/fields/form-data.ts';
import { requiredOneOf } from '../design/fields/one-of.ts';
import type { CaseEvent } from '../timeline/case-event.ts';
import { applicationsOf } from '../timeline/case-progress.ts';
import type { EventContent } from '../timeline/event-body.ts';
import { CompensationFields, ProceedingFields } from './application-and-matter-fields.tsx';
import { type FieldsProps, type FormType, newOption } from './fields-props.ts';
import { StageChoice } from './stage-choice.tsx';
import { StatusFields } from './status-fields.tsx';
import { t } from './text.ts';

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
      const common = {
        type: 'compensation',
        forum: choiceOf(data, 'forum', compensationForums),
        amountPaise: paiseOf(data, 'amount'),
      } as const;
      const chosenId = textOf(data, 'applicationId');
      const application = applicationsOf(events).find(({ id }) => id === chosenId);
      if (application === undefined) {
        const scheme = requiredChoiceOf(data, 'scheme', compensationSchemes);
        return { ...common, applicationId: newId, stage: 'filed', scheme };
      }
      // Each event repeats the scheme under which the application was filed.
      const [filing] = application.events;
      return {
        ...common,
        applicationId: application.id,
        stage: requiredChoiceOf(data, 'stage', compensationStages),
        scheme: requiredOneOf(compensationSchemes, filing?.scheme),
      };
    },
  },
  proceeding: {
    Fields: ProceedingFields,
    contentOf: (data, _events, newId) => {
      const chosenLaws = textsIn(data, 'laws').map((law) => requiredOneOf(laws, law));
      const chosenId = requiredTextOf(data, 'proceedingId');
      return {
        type: 'proceeding',
        proceedingId: chosenId === newOption ? newId : chosenId,
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

/** The fields of a follow-up: whether it is done, and the day for which it is (or was) planned. */
function FollowUpFields({ prefilled }: FieldsProps<'follow_up'>) {
  // A prefilled follow-up is a next step, whose day is to come: so it is not done.
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
