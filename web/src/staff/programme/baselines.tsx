import { indicators } from 'virtual:catalogue';
import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { Choice, NumberField, TextField } from '../../design/field.tsx';
import { paiseOf, textOf } from '../../design/form-data.ts';
import { RupeesField } from '../../design/rupees-field.tsx';
import { Table } from '../../design/table.tsx';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format-published.ts';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

type BaselinesByCode = AnswerOf<'GET /api/baselines'>['baselines'];

/** The desk's page of baselines: what was reached before the programme counted, by indicator. */
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
            <Known baselines={baselines} />
            <OneBaseline version={version} baselines={baselines} onReplace={replace} />
          </>
        )}
      </Reading>
    </section>
  );
}

const described = indicators.filter(({ unit }) => unit !== 'ratio');

function Known({ baselines }: { readonly baselines: BaselinesByCode }) {
  const language = useLanguage();
  const rows = described.flatMap(({ code, unit, title }) => {
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
          cell: ({ asOf }) => (asOf.length > 7 ? formatDate(asOf, language) : formatMonth(asOf, language)),
        },
        { key: 'source', title: t('baselines.source'), value: ({ source }) => source },
      ]}
    />
  );
}

type OneBaselineProps = {
  readonly version: number;
  readonly baselines: BaselinesByCode;
  readonly onReplace: (baselines: BaselinesByCode) => Promise<void>;
};

/** Sets the baseline of one indicator, or takes it out where no number is given. */
function OneBaseline({ version, baselines, onReplace }: OneBaselineProps) {
  const language = useLanguage();
  const [code, setCode] = useState(described[0]?.code ?? '');
  const unit = described.find((one) => one.code === code)?.unit;
  const known = baselines[code];
  return (
    <>
      <h3>{t('baselines.set')}</h3>
      <div class="fields">
        <Choice
          name="code"
          label={t('indicator')}
          value={code}
          options={described.map((one) => [one.code, one.title[language]])}
          onChoose={setCode}
        />
      </div>
      <Form
        key={code}
        label="baselines.set"
        version={version}
        onSend={(data) => {
          const value =
            unit === 'paise' ? paiseOf(data, 'value') : Number(textOf(data, 'value') ?? Number.NaN);
          const { [code]: _before, ...others } = baselines;
          return onReplace(
            value === undefined || Number.isNaN(value)
              ? others
              : {
                  ...others,
                  [code]: { value, asOf: textOf(data, 'asOf') ?? '', source: textOf(data, 'source') ?? '' },
                },
          );
        }}
      >
        {unit === 'paise' ? (
          <RupeesField
            name="value"
            label={`${t('baselines.value')} (₹)`}
            paise={known?.value}
            maxPaise={Number.MAX_SAFE_INTEGER}
            isOptional
          />
        ) : (
          <NumberField
            name="value"
            label={t('baselines.value')}
            hint={t('baselines.empty')}
            value={known?.value}
            isOptional
          />
        )}
        <TextField
          name="asOf"
          label={t('baselines.asOf')}
          hint={t('baselines.asOf.hint')}
          value={known?.asOf}
          isOptional
        />
        <TextField name="source" label={t('baselines.source')} value={known?.source} isOptional />
      </Form>
    </>
  );
}
