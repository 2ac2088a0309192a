import { useState } from 'preact/hooks';
import { districts } from '../../../functions/platform/districts.ts';
import type { Api } from '../api/client.ts';
import { readAll } from '../api/pages.ts';
import { formatDate } from '../i18n/format.ts';
import { todayInIndia } from '../i18n/today.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Choice, Field, textOf, textsOf } from './fields.tsx';
import { Fold } from './fold.tsx';
import { Reading, useRead } from './reading.tsx';
import { NewForm } from './record-form.tsx';
import { modes, outreach, outreachKinds } from './records.ts';
import { Table } from './table.tsx';
import { t } from './text.ts';

export function Outreach({ api }: { api: Api }) {
  const language = useLanguage();
  const [count, setCount] = useState(0);
  const all = useRead(['outreach', count], () => readAll(api, outreach, '/api/outreach'));
  return (
    <>
      <Fold label="outreach.new">
        <p class="soft">{t('outreach.noNames')}</p>
        <NewForm
          api={api}
          label="outreach.new"
          path="/api/outreach"
          bodyOf={(data) => ({ ...textsOf(data), participants: Number(textOf(data, 'participants')) })}
          onDone={() => setCount(count + 1)}
        >
          <Choice
            name="kind"
            label="kind"
            options={outreachKinds.map((each) => [each, t(`outreach.${each}`)])}
          />
          <Field name="on" label="on" type="date" value={todayInIndia()} max={todayInIndia()} />
          <Choice name="mode" label="mode" options={modes.map((each) => [each, t(`mode.${each}`)])} />
          <Choice name="district" label="district" options={districts.map((name) => [name, name])} />
          <Field name="participants" label="participants" type="number" whole />
          <Field name="title" label="outreach.title" optional />
          <Field name="outlet" label="outlet" optional />
          <Field name="url" label="url" type="url" optional />
        </NewForm>
      </Fold>
      <Reading of={all}>
        {({ items }) => (
          <Table
            caption={t('outreach')}
            columns={['on', 'kind', 'mode', 'district', 'participants', 'outreach.title']}
            rows={items.map((one) => ({
              key: one.id,
              cells: [
                formatDate(one.on, language),
                t(`outreach.${one.kind}`),
                t(`mode.${one.mode}`),
                one.district,
                one.participants,
                [one.title, one.outlet].filter(Boolean).join(', ') || '–',
              ],
            }))}
          />
        )}
      </Reading>
    </>
  );
}
