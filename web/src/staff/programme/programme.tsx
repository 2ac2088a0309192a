import { addMonths } from '../../../../functions/domain/calendar.ts';
import type { Api } from '../../api/client.ts';
import { Choice, TextField } from '../../design/field.tsx';
import { textOf } from '../../design/form-data.ts';
import { Table } from '../../design/table.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { Baselines } from './baselines.tsx';

/**
 * The desk's page of the programme: what reports call it and those who carry it, by month, and what was reached
 * before it.
 */
export function Programme({ api }: { api: Api }) {
  return (
    <>
      <Terms api={api} />
      <Baselines api={api} />
    </>
  );
}

const names = ['name', 'implementer', 'forum', 'funder', 'state'] as const;
const labels = {
  name: 'terms.name',
  implementer: 'terms.implementer',
  forum: 'terms.forum',
  funder: 'terms.funder',
  state: 'terms.state',
} as const;

function Terms({ api }: { api: Api }) {
  const language = useLanguage();
  const now = todayInIndia().slice(0, 7);
  const months = Array.from({ length: 19 }, (_, index) => addMonths(now, index - 6));
  const programme = useRead(['programme'], () => api.request('GET /api/programme', {}));
  return (
    <section aria-labelledby="terms">
      <h2 id="terms">{t('terms')}</h2>
      <p>{t('terms.explain')}</p>
      <Reading of={programme}>
        {({ terms }) => {
          const latest = terms.at(-1);
          return (
            <>
              <Table
                caption={t('terms')}
                empty={t('terms.none')}
                rows={terms}
                keyOf={({ id }) => id}
                columns={[
                  {
                    key: 'from',
                    title: t('terms.from'),
                    value: ({ from }) => from,
                    cell: ({ from }) => formatMonth(from, language),
                  },
                  ...names.map((name) => ({
                    key: name,
                    title: t(labels[name]),
                    value: (one: (typeof terms)[number]) => one[name],
                  })),
                ]}
              />
              <h3>{t('terms.new')}</h3>
              <Form
                label="terms.new"
                version={terms.length}
                confirm={(data) => ({
                  title: t('terms.confirm.title'),
                  explain: (
                    <p>
                      {t('terms.confirm.explain', {
                        month: formatMonth(textOf(data, 'from') ?? now, language),
                      })}
                    </p>
                  ),
                  confirm: t('terms.confirm'),
                })}
                onSend={async (data, id) => {
                  const text = (name: string) => textOf(data, name) ?? '';
                  await api.request('POST /api/programme/terms', {
                    body: {
                      id,
                      from: text('from'),
                      name: text('name'),
                      implementer: text('implementer'),
                      forum: text('forum'),
                      funder: text('funder'),
                      state: text('state'),
                    },
                  });
                  await programme.refetch();
                }}
              >
                <Choice
                  name="from"
                  label={t('terms.from')}
                  value={now}
                  options={months.map((one) => [one, formatMonth(one, language)])}
                />
                {names.map((name) => (
                  <TextField key={name} name={name} label={t(labels[name])} value={latest?.[name]} />
                ))}
              </Form>
            </>
          );
        }}
      </Reading>
    </section>
  );
}
