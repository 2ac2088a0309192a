import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { dateInIndia } from '../../../functions/domain/calendar.ts';
import type { Api } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import { readAll } from '../api/pages.ts';
import { formatDate } from '../i18n/format.ts';
import { todayInIndia } from '../i18n/today.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { DistrictChoice } from './district-choice.tsx';
import { Choice, Field, textOf, textsOf } from './fields.tsx';
import { Fold } from './fold.tsx';
import { Opened } from './opened.tsx';
import { Reading, useRead } from './reading.tsx';
import { NewForm } from './record-form.tsx';
import { modes, type OutreachRecord, outreach, outreachKinds } from './records.ts';
import { Table } from './table.tsx';
import { t } from './text.ts';

type OutreachProps = { readonly api: Api; readonly me: Me };

export function Outreach({ api, me }: OutreachProps) {
  const language = useLanguage();
  const all = useRead(['outreach'], () => readAll(api, outreach, '/api/outreach'));
  const [takenBack, setTakenBack] = useState<OutreachRecord>();
  if (takenBack !== undefined) {
    return (
      <TakeOutreachBack
        api={api}
        of={takenBack}
        onBack={() => setTakenBack(undefined)}
        onDone={async () => {
          await all.refetch();
          setTakenBack(undefined);
        }}
      />
    );
  }
  return (
    <>
      <Fold label="outreach.new">
        <p class="soft">{t('outreach.noNames')}</p>
        <NewForm
          api={api}
          label="outreach.new"
          path="/api/outreach"
          bodyOf={(data) => ({ ...textsOf(data), participants: Number(textOf(data, 'participants')) })}
          onDone={() => all.refetch()}
        >
          <Choice
            name="kind"
            label="kind"
            options={outreachKinds.map((each) => [each, t(`outreach.${each}`)])}
          />
          <Field name="on" label="on" type="date" value={todayInIndia()} max={todayInIndia()} />
          <Choice name="mode" label="mode" options={modes.map((each) => [each, t(`mode.${each}`)])} />
          <DistrictChoice />
          <Field name="participants" label="participants" type="number" whole />
          <Field name="title" label="outreach.title" optional />
          <Field name="outlet" label="outlet" optional />
          <Field name="url" label="url" type="url" optional />
        </NewForm>
      </Fold>
      <Reading of={all}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <Table
              caption={t('outreach')}
              columns={['on', 'kind', 'mode', 'district', 'participants', 'outreach.title', 'state']}
              rows={items.map((one) => ({
                key: one.id,
                cells: [
                  ...[
                    formatDate(one.on, language),
                    t(`outreach.${one.kind}`),
                    t(`mode.${one.mode}`),
                    one.district,
                    one.participants,
                    [one.title, one.outlet].filter(Boolean).join(', ') || '–',
                  ].map((cell) => struckIf(one.reversed !== undefined, cell)),
                  <State key="state" of={one} me={me} onTakeBack={() => setTakenBack(one)} />,
                ],
              }))}
            />
          </>
        )}
      </Reading>
    </>
  );
}

const struckIf = (isStruck: boolean, cell: ComponentChildren): ComponentChildren =>
  isStruck ? <s>{cell}</s> : cell;

type StateProps = {
  readonly of: OutreachRecord;
  readonly me: Me;
  readonly onTakeBack: () => void;
};

/** Whether it counts; if not, when it was taken back and why. */
function State({ of: { kind, on, reversed }, me, onTakeBack }: StateProps) {
  const language = useLanguage();
  if (reversed === undefined) {
    return (
      <button
        type="button"
        class="link"
        aria-label={`${t('takeBack')}: ${formatDate(on, language)}, ${t(`outreach.${kind}`)}`}
        onClick={onTakeBack}
      >
        {t('takeBack')}
      </button>
    );
  }
  const date = formatDate(dateInIndia(new Date(reversed.at)), language);
  return (
    <>
      {t(reversed.by === me.id ? 'reversed.onByYou' : 'reversed.on', { date })}: {reversed.reason}
    </>
  );
}

type TakeOutreachBackProps = {
  readonly api: Api;
  readonly of: OutreachRecord;
  readonly onBack: () => void;
  readonly onDone: () => Promise<void>;
};

function TakeOutreachBack({ api, of: one, onBack, onDone }: TakeOutreachBackProps) {
  const language = useLanguage();
  return (
    <Opened back="outreach" onBack={onBack} title={t('outreach.reverse')}>
      <p>
        {formatDate(one.on, language)} · {t(`outreach.${one.kind}`)} · {one.district} · {t('participants')}:{' '}
        {one.participants}
        {one.title ? ` · ${one.title}` : ''}
      </p>
      <p class="warning">{t('outreach.reverse.explain')}</p>
      <NewForm
        api={api}
        label="outreach.reverse"
        submit="takeBack.sure"
        path={`/api/outreach/${one.id}/reversal`}
        bodyOf={(data) => ({ reason: textOf(data, 'reason') })}
        onDone={onDone}
      >
        <Field name="reason" label="outreach.reverse.reason" />
      </NewForm>
      <button type="button" class="link" onClick={onBack}>
        {t('takeBack.not')}
      </button>
    </Opened>
  );
}
