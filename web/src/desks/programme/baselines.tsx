import { indicators } from 'virtual:catalogue';
import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { Choice, NumberField, TextField } from '../../design/fields/field.tsx';
import { requiredPaiseOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { RupeesField } from '../../design/fields/rupees-field.tsx';
import { Table } from '../../design/table/table.tsx';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format-published.ts';
import { Form } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

/** The baselines, by indicator code. */
type BaselinesByCode = AnswerOf<'GET /api/baselines'>['baselines'];

/** The desk's page of baselines: for each indicator, what was reached before the programme began to count. */
export function Baselines({ api }: { api: Api }) {
  const stored = useRead(['baselines'], () => api.request('GET /api/baselines', {}));
  const replace = async (baselines: BaselinesByCode): Promise<void> => {
    await api.request('PUT /api/baselines', { body: { baselines } });
    await stored.refetch();
  };
  return (
    <section aria-labelledby="baselines">
      <h2 id="baselines">{t('baselines')}</h2>
      <p>{t('baselines.explain')}</p>
      <Reading of={stored}>
        {({ baselines, version }) => (
          <>
            <BaselineTable baselines={baselines} />
            <SetBaseline version={version} baselines={baselines} onReplace={replace} />
          </>
        )}
      </Reading>
    </section>
  );
}

/** A ratio can have no baseline. */
const indicatorsWithBaseline = indicators.filter(({ unit }) => unit !== 'ratio');

function BaselineTable({ baselines }: { readonly baselines: BaselinesByCode }) {
  const language = useLanguage();
  const rows = indicatorsWithBaseline.flatMap(({ code, unit, title }) => {
    const baseline = baselines[code];
    return baseline === undefined ? [] : [{ code, unit, title: title[language], ...baseline }];
  });
  return (
    <Table
      caption={t('baselines')}
      empty={t('baselines.none')}
      rows={rows}
      keyOf={({ code }) => code}
      columns={[
        { key: 'indicator', title: t('indicator'), value: ({ title }) => title },
        {
          key: 'value',
          title: t('baselines.value'),
          value: ({ value }) => value,
          cell: ({ value, unit }) => formatValue(value, unit, language),
          isNumber: true,
        },
        {
          key: 'asOf',
          title: t('baselines.asOf'),
          value: ({ asOf }) => asOf,
          // A day (`2026-03-31`) or a month (`2026-03`).
          cell: ({ asOf }) =>
            asOf.length > 'YYYY-MM'.length ? formatDate(asOf, language) : formatMonth(asOf, language),
        },
        { key: 'source', title: t('baselines.source'), value: ({ source }) => source },
      ]}
    />
  );
}

type SetBaselineProps = {
  readonly version: number;
  readonly baselines: BaselinesByCode;
  readonly onReplace: (baselines: BaselinesByCode) => Promise<void>;
};

/** The choice of an indicator, and the form that sets its baseline. */
function SetBaseline(props: SetBaselineProps) {
  const language = useLanguage();
  const [code, setCode] = useState<string>();
  const chosen = indicatorsWithBaseline.find((indicator) => indicator.code === code);
  return (
    <>
      <h3>{t('baselines.set')}</h3>
      <div class="fields">
        <Choice
          name="code"
          label={t('indicator')}
          value={code}
          options={indicatorsWithBaseline.map((indicator) => [indicator.code, indicator.title[language]])}
          onChoose={setCode}
        />
      </div>
      {chosen !== undefined && <BaselineForm {...props} key={code} indicator={chosen} />}
    </>
  );
}

type BaselineFormProps = SetBaselineProps & { readonly indicator: (typeof indicators)[number] };

/** The form that sets the baseline of one indicator, or removes it if the number is left empty. */
function BaselineForm({
  version,
  baselines,
  onReplace,
  indicator: { code, unit, title },
}: BaselineFormProps) {
  const language = useLanguage();
  const current = baselines[code];
  return (
    <Form
      label="baselines.set"
      version={version}
      confirm={(data) => {
        // The form asks only before it removes a baseline.
        const removes = current !== undefined && textOf(data, 'value') === undefined;
        if (!removes) return undefined;
        return {
          title: t('baselines.remove.ask', { indicator: title[language] }),
          explain: (
            <p>{t('baselines.remove.explain', { value: formatValue(current.value, unit, language) })}</p>
          ),
          buttonLabel: t('baselines.remove'),
        };
      }}
      onSend={(data) => {
        // The API takes all baselines at once, so the others are sent unchanged.
        const { [code]: _previous, ...others } = baselines;
        const typed = textOf(data, 'value');
        if (typed === undefined) return onReplace(others);
        const value = unit === 'paise' ? requiredPaiseOf(data, 'value') : Number(typed);
        // The fields may be empty when a baseline is removed. When one is set, the API refuses an empty date or source at its field.
        const asOf = requiredTextOf(data, 'asOf');
        const source = requiredTextOf(data, 'source');
        return onReplace({ ...others, [code]: { value, asOf, source } });
      }}
    >
      {unit === 'paise' ? (
        <RupeesField
          name="value"
          label={`${t('baselines.value')} (₹)`}
          paise={current?.value}
          // The limit for an amount of a group doesn't hold for a baseline of the whole programme.
          maxPaise={Number.MAX_SAFE_INTEGER}
          isOptional
        />
      ) : (
        <NumberField
          name="value"
          label={t('baselines.value')}
          hint={t('baselines.empty')}
          value={current?.value}
          isOptional
        />
      )}
      <TextField
        name="asOf"
        label={t('baselines.asOf')}
        hint={t('baselines.asOf.hint')}
        value={current?.asOf}
        isOptional
      />
      <TextField name="source" label={t('baselines.source')} value={current?.source} isOptional />
    </Form>
  );
}
