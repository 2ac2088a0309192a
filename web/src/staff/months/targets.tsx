import { indicators } from 'virtual:catalogue';
import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Choice, NumberField } from '../../design/field.tsx';
import { paiseOf, textOf } from '../../design/form-data.ts';
import { RupeesField } from '../../design/rupees-field.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { nothing } from '../frame/records.ts';
import { t } from '../text.ts';

/** `2026-27`, for a day of October 2026. */
const financialYearOf = (date: string): string => {
  const first = Number(date.slice(0, 4)) - (date.slice(5, 7) < '04' ? 1 : 0);
  return `${first}-${String((first + 1) % 100).padStart(2, '0')}`;
};

/** The targets of a financial year, with money in rupees. */
export function Targets({ api }: { api: Api }) {
  const language = useLanguage();
  const today = todayInIndia();
  const years = [-1, 0, 1].map((step) =>
    financialYearOf(`${Number(today.slice(0, 4)) + step}${today.slice(4)}`),
  );
  const [year, setYear] = useState(financialYearOf(today));
  const path = `/api/targets/${year}`;
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
            onSend={async (data) => {
              const given = indicators.flatMap(({ code, unit }) => {
                const value = textOf(data, code);
                if (value === undefined) return [];
                return [[code, unit === 'paise' ? paiseOf(data, code) : Number(value)]];
              });
              await api.call(nothing, {
                method: 'PUT',
                path,
                body: { targets: Object.fromEntries(given) },
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
                    value={known.targets[code]}
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
