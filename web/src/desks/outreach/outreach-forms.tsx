import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { outreachKinds, outreachModes } from '../../../../functions/shared/kinds/outreach-words.ts';
import type { Api } from '../../api/client.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, NumberField, TextField } from '../../design/fields/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf, openAddress } from '../../session/desk-address.ts';
import { Fold } from '../frame/fold.tsx';
import { DistrictChoice } from '../frame/forms/district-choice.tsx';
import { Form } from '../frame/forms/form.tsx';
import type { OutreachRecord } from '../frame/lists/record-types.ts';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { t } from '../text.ts';

/** The forms that record an activity of outreach, take it back and correct it. */

/** Only these kinds have an outlet and a web address: trainings of police or leaders are in no newspaper. */
const kindsInMedia: ReadonlySet<string | undefined> = new Set([
  'media_sensitisation',
  'media_story',
  'advocacy',
]);

/** The fields of an activity. @param activity is to be corrected, so the fields begin with its values; undefined for a new activity */
function OutreachFields({ activity }: { readonly activity?: OutreachRecord }) {
  const [kind, setKind] = useState<string | undefined>(activity?.kind);
  return (
    <>
      <Choice
        name="kind"
        label={t('kind')}
        value={kind}
        onChoose={setKind}
        options={outreachKinds.map((one) => [one, t(`outreach.${one}`)])}
      />
      <DateField name="on" label={t('on')} value={activity?.on ?? todayInIndia()} max={todayInIndia()} />
      <Choice
        name="mode"
        label={t('mode')}
        value={activity?.mode}
        options={outreachModes.map((mode) => [mode, t(`mode.${mode}`)])}
      />
      <DistrictChoice value={activity?.district} />
      <NumberField name="participants" label={t('participants')} value={activity?.participants} />
      <TextField name="title" label={t('outreach.title')} value={activity?.title} isOptional />
      {kindsInMedia.has(kind) && (
        <>
          <TextField name="outlet" label={t('outlet')} value={activity?.outlet} isOptional />
          <TextField name="url" type="url" label={t('url')} value={activity?.url} isOptional />
        </>
      )}
    </>
  );
}

/** Reads the values of `OutreachFields` from a sent form, for the API. */
const outreachFieldsOf = (data: FormData) => ({
  kind: requiredChoiceOf(data, 'kind', outreachKinds),
  on: requiredTextOf(data, 'on'),
  mode: requiredChoiceOf(data, 'mode', outreachModes),
  district: requiredTextOf(data, 'district'),
  participants: Number(requiredTextOf(data, 'participants')),
  title: textOf(data, 'title'),
  outlet: textOf(data, 'outlet'),
  url: textOf(data, 'url'),
});

type NewOutreachProps = { readonly api: Api; readonly onChanged: () => Promise<unknown> };

/** The form that records a new activity, and right afterwards can undo it. */
export const NewOutreach = ({ api, onChanged }: NewOutreachProps) => (
  <Fold label="outreach.new">
    <p class="soft">{t('outreach.noNames')}</p>
    <Form
      label="outreach.new"
      undo={async (activityId, reason) => {
        await api.request('POST /api/outreach/{id}/reversal', {
          path: { id: activityId },
          // An undo is tried only once (`sayDone`), so no further attempt needs this id.
          body: { id: v7(), reason },
        });
        await onChanged();
      }}
      onSend={async (data, id) => {
        await api.request('POST /api/outreach', { body: { id, ...outreachFieldsOf(data) } });
        await onChanged();
      }}
    >
      <OutreachFields />
    </Form>
  </Fold>
);

type TakeOutreachBackProps = {
  readonly api: Api;
  readonly of: OutreachRecord;
  readonly onDone: () => Promise<void>;
};

/** The form that takes an activity back, with a reason. Done or not, it leads back to the list. */
export function TakeOutreachBack({ api, of: activity, onDone }: TakeOutreachBackProps) {
  const language = useLanguage();
  return (
    <OpenedRecord backLabel="outreach" backTo={['outreach']} title={t('outreach.reverse')}>
      <p>
        {formatDate(activity.on, language)} · {t(`outreach.${activity.kind}`)} ·{' '}
        {nameDistrict(activity.district)} · {t('participants')}: {activity.participants}
        {activity.title ? ` · ${activity.title}` : ''}
      </p>
      <p class="warning">{t('outreach.reverse.explain')}</p>
      <Form
        label="outreach.reverse"
        submit="takeBack.sure"
        onSend={async (data, id) => {
          await api.request('POST /api/outreach/{id}/reversal', {
            path: { id: activity.id },
            body: { id, reason: requiredTextOf(data, 'reason') },
          });
          await onDone();
        }}
      >
        <TextField name="reason" label={t('outreach.reverse.reason')} />
      </Form>
      <a class="link" href={hrefOf('outreach')}>
        {t('takeBack.not')}
      </a>
    </OpenedRecord>
  );
}

type CorrectOutreachProps = {
  readonly api: Api;
  readonly of: OutreachRecord;
  readonly onDone: () => Promise<unknown>;
};

/**
 * The form that takes an activity back and records it anew. The fields are filled in with the old values. It leads back to the old activity, or on to the
 * new one.
 */
export function CorrectOutreach({ api, of: activity, onDone }: CorrectOutreachProps) {
  // A further attempt sends the same id, so that the activity is taken back once.
  const reversalId = useRef(v7());
  return (
    <OpenedRecord backLabel="outreach" backTo={['outreach', activity.id]} title={t('outreach.correct')}>
      <p class="soft">{t('outreach.correct.explain')}</p>
      <Form
        label="outreach.correct"
        onSend={async (data, id) => {
          await api.request('POST /api/outreach/{id}/reversal', {
            path: { id: activity.id },
            body: { id: reversalId.current, reason: requiredTextOf(data, 'reason') },
          });
          await api.request('POST /api/outreach', { body: { id, ...outreachFieldsOf(data) } });
          openAddress('outreach', id);
          await onDone();
        }}
      >
        <OutreachFields activity={activity} />
        <TextField name="reason" label={t('outreach.reverse.reason')} />
      </Form>
    </OpenedRecord>
  );
}
