import { useState } from 'preact/hooks';
import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';
import { demandSteps } from '../../../../functions/shared/kinds/demand-words.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { Badge } from '../../design/badge.tsx';
import { DateText } from '../../design/date.tsx';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, LongField, TextField } from '../../design/fields/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import type { Demand } from '../frame/lists/record-types.ts';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { StepList } from '../frame/step-list.tsx';
import { Written } from '../frame/written.tsx';
import { t } from '../text.ts';
import { NewAppeal } from './demand-form.tsx';
import { isOverdue, isWaiting, stateText } from './demand-state.ts';

type OpenedDemandProps = {
  readonly api: Api;
  readonly me: Me;
  readonly id: string;
  /** All demands, which include those that follow this one, and the one that it follows. */
  readonly all: readonly Demand[];
  readonly onChanged: () => Promise<unknown>;
};

/** An opened demand: its days, what the office did, its appeal. */
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
      <Facts of={demand} titleOf={titleOf} />
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
          {followedBy.length === 0 && <TakeBack api={api} of={demand} onDone={onChanged} />}
        </>
      )}
    </OpenedRecord>
  );
}

type FactsProps = {
  readonly of: Demand;
  /** The title of another demand. */
  readonly titleOf: (id: string) => string;
};

/** What was asked of whom, the days that it waits for, and the demands before and after it. */
function Facts({ of: demand, titleOf }: FactsProps) {
  const { on, kind, to, district, about, dueOn, appealBy, follows, followedBy } = demand;
  const isRti = kind === 'rti' || kind === 'rti_appeal';
  return (
    <dl class="facts">
      <dt>{t('kind')}</dt>
      <dd>{t(`demands.kind.${kind}`)}</dd>
      <dt>{t('on')}</dt>
      <dd>
        <DateText on={on} />
      </dd>
      <dt>{t('demands.to')}</dt>
      <dd>{t(`demands.to.${to}`)}</dd>
      <dt>{t('district')}</dt>
      <dd>{district === undefined ? t('demands.wholeState') : nameDistrict(district)}</dd>
      <dt>{t('demands.about')}</dt>
      <dd>{t(`demands.about.${about}`)}</dd>
      <dt>{t('state')}</dt>
      <dd>{stateText(demand)}</dd>
      {isWaiting(demand) && dueOn !== undefined && (
        <>
          <dt>{t('demands.due')}</dt>
          <dd>
            <DateText on={dueOn} /> {isRti && `(${t('demands.due.law')})`}{' '}
            {isOverdue(demand, todayInIndia()) && <Badge tone="bad">{t('demands.late')}</Badge>}
          </dd>
        </>
      )}
      {appealBy !== undefined && (
        <>
          <dt>{t('demands.appealBy')}</dt>
          <dd>
            <DateText on={appealBy} />
          </dd>
        </>
      )}
      {follows !== undefined && (
        <>
          <dt>{t('demands.follows')}</dt>
          <dd>
            <a href={hrefOf('demands', follows)}>
              <Written text={titleOf(follows)} />
            </a>
          </dd>
        </>
      )}
      {followedBy.length > 0 && (
        <>
          <dt>{t('demands.followedBy')}</dt>
          {followedBy.map((otherId) => (
            <dd key={otherId}>
              <a href={hrefOf('demands', otherId)}>
                <Written text={titleOf(otherId)} />
              </a>
            </dd>
          ))}
        </>
      )}
    </dl>
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
