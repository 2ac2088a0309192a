import { addMonths, monthOf } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { Choice, TextField } from '../../design/fields/field.tsx';
import { requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { Table } from '../../design/table/table.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import { Form } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { Baselines } from './baselines.tsx';

/**
 * The desk's page of the programme: the names that reports use for it and its organisations, each valid from a month on; and
 * its baselines.
 */
export function Programme({ api }: { api: Api }) {
  return (
    <>
      <Terms api={api} />
      <Baselines api={api} />
    </>
  );
}

const nameFields = ['name', 'implementer', 'forum', 'funder', 'state'] as const;
const labels = {
  name: 'terms.name',
  implementer: 'terms.implementer',
  forum: 'terms.forum',
  funder: 'terms.funder',
  state: 'terms.state',
} as const;

/** The names that reports use, each entry valid from a month on. */
type Term = AnswerOf<'GET /api/programme'>['terms'][number];

/** The table of all terms, and the form for new ones. */
function Terms({ api }: { api: Api }) {
  const language = useLanguage();
  const programme = useRead(['programme'], () => api.request('GET /api/programme', {}));
  return (
    <section aria-labelledby="terms">
      <h2 id="terms">{t('terms')}</h2>
      <p>{t('terms.explain')}</p>
      <Reading of={programme}>
        {({ terms }) => (
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
                ...nameFields.map((name) => ({
                  key: name,
                  title: t(labels[name]),
                  value: (row: Term) => row[name],
                })),
              ]}
            />
            <h3>{t('terms.new')}</h3>
            <NewTerms api={api} terms={terms} onAdded={programme.refetch} />
          </>
        )}
      </Reading>
    </section>
  );
}

type NewTermsProps = {
  readonly api: Api;
  /** The terms so far, the latest last. */
  readonly terms: readonly Term[];
  readonly onAdded: () => Promise<unknown>;
};

/** The form that records new terms. Its fields begin with the latest names. */
function NewTerms({ api, terms, onAdded }: NewTermsProps) {
  const language = useLanguage();
  const currentMonth = monthOf(todayInIndia());
  // From six months ago to a year ahead.
  const months = Array.from({ length: 19 }, (_, index) => addMonths(currentMonth, index - 6));
  const latestTerms = terms.at(-1);
  return (
    <Form
      label="terms.new"
      // Each new entry resets the fields to the latest names.
      version={terms.length}
      confirm={(data) => ({
        title: t('terms.confirm.title'),
        explain: (
          <p>
            {t('terms.confirm.explain', {
              month: formatMonth(textOf(data, 'from') ?? currentMonth, language),
            })}
          </p>
        ),
        buttonLabel: t('terms.confirm'),
      })}
      onSend={async (data, id) => {
        await api.request('POST /api/programme/terms', {
          body: {
            id,
            from: requiredTextOf(data, 'from'),
            name: requiredTextOf(data, 'name'),
            implementer: requiredTextOf(data, 'implementer'),
            forum: requiredTextOf(data, 'forum'),
            funder: requiredTextOf(data, 'funder'),
            state: requiredTextOf(data, 'state'),
          },
        });
        await onAdded();
      }}
    >
      <Choice
        name="from"
        label={t('terms.from')}
        value={currentMonth}
        options={months.map((option) => [option, formatMonth(option, language)])}
      />
      {nameFields.map((name) => (
        <TextField key={name} name={name} label={t(labels[name])} value={latestTerms?.[name]} />
      ))}
    </Form>
  );
}
