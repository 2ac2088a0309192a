import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import {
  demandKinds,
  demandRecipients,
  demandTopics,
} from '../../../../functions/shared/kinds/demand-words.ts';
import type { Api } from '../../api/client.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, TextField } from '../../design/fields/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { districtOptions } from '../../districts/text.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { Fold } from '../frame/fold.tsx';
import { useOfferedDistricts } from '../frame/forms/district-choice.tsx';
import { Form } from '../frame/forms/form.tsx';
import { useHasArea } from '../frame/forms/own-districts.ts';
import type { Demand } from '../frame/lists/record-types.ts';
import { t } from '../text.ts';

/** The kinds that are recorded from the list. An appeal is recorded from the request that it is about. */
const firstKinds = demandKinds.filter((kind) => kind !== 'rti_appeal');

/** A longer title is refused. */
const maxTitle = 120;

type DemandFormProps = { readonly api: Api; readonly onRecorded: () => Promise<unknown> };

/** The form that records what was asked of an office. */
export function NewDemand({ api, onRecorded }: DemandFormProps) {
  const [kind, setKind] = useState<string>();
  const today = todayInIndia();
  const offered = useOfferedDistricts([]);
  const hasArea = useHasArea();
  return (
    <Fold label="demands.new">
      <p class="soft">{t('demands.noNames')}</p>
      <Form
        label="demands.new"
        undo={undoDemand(api, onRecorded)}
        onSend={async (data, id) => {
          await api.request('POST /api/demands', {
            body: {
              id,
              on: requiredTextOf(data, 'on'),
              kind: requiredChoiceOf(data, 'kind', firstKinds),
              to: requiredChoiceOf(data, 'to', demandRecipients),
              about: requiredChoiceOf(data, 'about', demandTopics),
              title: requiredTextOf(data, 'title'),
              district: textOf(data, 'district'),
              answerBy: textOf(data, 'answerBy'),
            },
          });
          setKind(undefined);
          await onRecorded();
        }}
      >
        <Choice
          name="kind"
          label={t('kind')}
          value={kind}
          onChoose={setKind}
          options={firstKinds.map((one) => [one, t(`demands.kind.${one}`)])}
        />
        <DateField name="on" label={t('on')} value={today} max={today} />
        <Choice
          name="to"
          label={t('demands.to')}
          options={demandRecipients.map((one) => [one, t(`demands.to.${one}`)])}
        />
        <Choice
          name="about"
          label={t('demands.about')}
          options={demandTopics.map((one) => [one, t(`demands.about.${one}`)])}
        />
        {/* Only a coordinator of the whole State can ask for the whole State. */}
        <Choice
          name="district"
          label={t('district')}
          options={[
            ...(hasArea ? [] : [['', t('demands.wholeState')] as const]),
            ...districtOptions(offered),
          ]}
        />
        <TextField name="title" label={t('demands.title')} maxLength={maxTitle} isWide />
        {/* The law says when a request for information is to be answered. */}
        {kind !== 'rti' && (
          <DateField
            name="answerBy"
            label={t('demands.answerBy')}
            hint={t('demands.answerBy.hint')}
            isOptional
          />
        )}
      </Form>
    </Fold>
  );
}

/** The function by which a form takes back the demand that it has just recorded. */
const undoDemand =
  (api: Api, onDone: () => Promise<unknown>) =>
  async (of: string, reason: string): Promise<void> => {
    await api.request('POST /api/demands/{id}/reversal', { path: { id: of }, body: { id: v7(), reason } });
    await onDone();
  };

/** The form that records an appeal about a request for information: all but its day and title are the request's. */
export function NewAppeal({ api, of, onRecorded }: DemandFormProps & { readonly of: Demand }) {
  const today = todayInIndia();
  return (
    <Fold label="demands.appeal">
      <p class="soft">{t('demands.appeal.explain')}</p>
      <Form
        label="demands.appeal"
        undo={undoDemand(api, onRecorded)}
        onSend={async (data, id) => {
          const { to, about, district } = of;
          await api.request('POST /api/demands', {
            body: {
              id,
              kind: 'rti_appeal',
              to,
              about,
              district,
              follows: of.id,
              on: requiredTextOf(data, 'on'),
              title: requiredTextOf(data, 'title'),
            },
          });
          await onRecorded();
        }}
      >
        <DateField name="on" label={t('on')} value={today} min={of.on} max={today} />
        <TextField name="title" label={t('demands.title')} value={of.title} maxLength={maxTitle} isWide />
      </Form>
    </Fold>
  );
}
