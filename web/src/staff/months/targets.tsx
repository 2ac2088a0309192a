import { indicators } from 'virtual:catalogue';
import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Choice, NumberField } from '../../design/field.tsx';
import { paiseOf, textOf } from '../../design/form-data.ts';
import { RupeesField } from '../../design/rupees-field.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatValue } from '../../months/format-published.ts';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

/** `2026-27`, for a day of October 2026. */
const financialYearOf = (date: string): string => {
  const first = Number(date.slice(0, 4)) - (date.slice(5, 7) < '04' ? 1 : 0);
  return `${first}-${String((first + 1) % 100).padStart(2, '0')}`;
};

type Targets = Readonly<Record<string, number>>;

const targetsIn = (data: FormData): Targets =>
  Object.fromEntries(
    indicators.flatMap(({ code, unit }) => {
      const value = unit === 'paise' ? paiseOf(data, code) : Number(textOf(data, code));
      return textOf(data, code) === undefined || value === undefined ? [] : [[code, value] as const];
    }),
  );

/** What would be another target than before, and who sees it. */
function Changes({ was, now }: { readonly was: Targets; readonly now: Targets }) {
  const language = useLanguage();
  const changed = indicators.filter(({ code }) => was[code] !== now[code]);
  const said = (value: number | undefined, unit: string): string =>
    value === undefined ? t('targets.none') : formatValue(value, unit, language);
  if (changed.length === 0) return <p>{t('targets.same')}</p>;
  return (
    <>
      <ul>
        {changed.map(({ code, unit, title }) => (
          <li key={code}>
            {title[language]}: {said(was[code], unit)} → <strong>{said(now[code], unit)}</strong>
          </li>
        ))}
      </ul>
      <p>{t('targets.will')}</p>
    </>
  );
}

/** The coordinator's page of a financial year's targets, with money in rupees. */
export function Targets({ api }: { api: Api }) {
  const language = useLanguage();
  const today = todayInIndia();
  const years = [-1, 0, 1].map((step) =>
    financialYearOf(`${Number(today.slice(0, 4)) + step}${today.slice(4)}`),
  );
  const [year, setYear] = useState(financialYearOf(today));
  const set = useRead(['targets', year], () =>
    api.request('GET /api/targets/{financialYear}', { path: { financialYear: year } }),
  );
  return (
    <>
      <div class="fields">
        <Choice
          name="year"
          label={t('financialYear')}
          value={year}
          options={years.map((one) => [one, one])}
          onChoose={setYear}
        />
      </div>
      <p>{t('targets.explain')}</p>
      <Reading of={set}>
        {(known) => (
          <Form
            key={`${year} ${known.version}`}
            label="targets"
            confirm={(data) => ({
              title: t('targets.ask', { year }),
              explain: <Changes was={known.targets} now={targetsIn(data)} />,
              confirm: t('targets.yes'),
            })}
            onSend={async (data) => {
              await api.request('PUT /api/targets/{financialYear}', {
                path: { financialYear: year },
                body: { targets: targetsIn(data) },
              });
              await set.refetch();
            }}
          >
            {indicators
              .filter(({ unit }) => unit !== 'ratio')
              .map(({ code, unit, title }) =>
                unit === 'paise' ? (
                  <RupeesField
                    key={code}
                    name={code}
                    label={`${title[language]} (₹)`}
                    paise={known.targets[code]}
                    maxPaise={Number.MAX_SAFE_INTEGER}
                    isOptional
                  />
                ) : (
                  <NumberField
                    key={code}
                    name={code}
                    label={title[language]}
                    value={known.targets[code]}
                    isOptional
                  />
                ),
              )}
          </Form>
        )}
      </Reading>
    </>
  );
}
