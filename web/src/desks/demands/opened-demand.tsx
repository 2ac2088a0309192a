import { useState } from 'preact/hooks';
import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';
import { demandSteps } from '../../../../functions/shared/kinds/demand-words.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, LongField, TextField } from '../../design/fields/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import type { Demand } from '../frame/lists/record-types.ts';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { StepList } from '../frame/step-list.tsx';
import { Written } from '../frame/written.tsx';
import { t } from '../text.ts';
import { DemandFacts } from './demand-facts.tsx';
import { NewAppeal } from './demand-form.tsx';

type OpenedDemandProps = {
  readonly api: Api;
  readonly me: Me;
  readonly id: string;
  /** All demands, which include those that follow this one, and the one that it follows. */
  readonly all: readonly Demand[];
  readonly onChanged: () => Promise<unknown>;
};

/** An opened demand: its facts, what the office did, and the forms for a next step, an appeal, and taking it back. */
export function OpenedDemand({ api, me, id, all, onChanged }: OpenedDemandProps) {
  const language = useLanguage();
  const demand = all.find((one) => one.id === id);
  if (demand === undefined) {
    return (
      <OpenedRecord backLabel="demands" backTo={['demands']} title={t('demands')}>
        <p>{t('demands.none')}</p>
      </OpenedRecord>
    );
  }
  const { appealBy, followedBy, reversed, steps } = demand;
  const titleOf = (otherId: string): string => all.find((one) => one.id === otherId)?.title ?? t('demands');
  return (
    <OpenedRecord backLabel="demands" backTo={['demands']} title={<Written text={demand.title} />}>
      <DemandFacts of={demand} titleOf={titleOf} />
      {reversed !== undefined && (
        <p class="notice">
          {t(reversed.by === me.id ? 'reversed.onByYou' : 'reversed.on', {
            date: formatDate(dateInIndia(new Date(reversed.at)), language),
          })}
          : {reversed.reason}
        </p>
      )}
      <StepList
        title={t('demands.steps')}
        none={t('demands.steps.none')}
        steps={steps}
        wordOf={({ step }) => t(`demands.step.${step}`)}
      />
      {reversed === undefined && (
        <>
          <NewStep api={api} of={demand} onDone={onChanged} />
          {appealBy !== undefined && <NewAppeal api={api} of={demand} onRecorded={onChanged} />}
          {/* A demand that another one follows stays. */}
          {followedBy.length === 0 && <TakeBack api={api} of={demand} onDone={onChanged} />}
        </>
      )}
    </OpenedRecord>
  );
}

type DemandActProps = {
  readonly api: Api;
  readonly of: Demand;
  readonly onDone: () => Promise<unknown>;
};

function NewStep({ api, of: demand, onDone }: DemandActProps) {
  const [text, setText] = useState('');
  const today = todayInIndia();
  return (
    <Fold label="demands.step">
      <Form
        label="demands.step"
        onSend={async (data, id) => {
          await api.request('POST /api/demands/{id}/steps', {
            path: { id: demand.id },
            body: {
              id,
              step: requiredChoiceOf(data, 'step', demandSteps),
              on: requiredTextOf(data, 'on'),
              text: textOf(data, 'text'),
            },
          });
          setText('');
          await onDone();
        }}
      >
        <Choice
          name="step"
          label={t('demands.step')}
          options={demandSteps.map((one) => [one, t(`demands.step.${one}`)])}
        />
        <DateField name="on" label={t('on')} value={today} min={demand.on} max={today} />
        <LongField name="text" label={t('demands.step.text')} isOptional text={text} onText={setText} />
      </Form>
    </Fold>
  );
}

function TakeBack({ api, of: demand, onDone }: DemandActProps) {
  return (
    <Fold label="demands.reverse">
      <p class="warning">{t('demands.reverse.explain')}</p>
      <Form
        label="demands.reverse"
        submit="takeBack.sure"
        onSend={async (data, id) => {
          await api.request('POST /api/demands/{id}/reversal', {
            path: { id: demand.id },
            body: { id, reason: requiredTextOf(data, 'reason') },
          });
          await onDone();
        }}
      >
        <TextField name="reason" label={t('outreach.reverse.reason')} />
      </Form>
    </Fold>
  );
}
