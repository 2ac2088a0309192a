import { indicators } from 'virtual:catalogue';
import { useState } from 'preact/hooks';
import * as z from 'zod/mini';
import type { Api } from '../api/client.ts';
import { todayInIndia } from '../i18n/today.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Choice } from './fields.tsx';
import { Form } from './form.tsx';
import { Reading, useRead } from './reading.tsx';
import { nothing } from './records.ts';
import { t } from './text.ts';

const targets = z.object({ targets: z.record(z.string(), z.int()), version: z.int() });

/** `2026-27`, for a day of October 2026. */
const financialYearOf = (date: string): string => {
  const first = Number(date.slice(0, 4)) - (date.slice(5, 7) < '04' ? 1 : 0);
  return `${first}-${String((first + 1) % 100).padStart(2, '0')}`;
};

/** What a financial year is to reach; money in rupees here. */
export function Targets({ api }: { api: Api }) {
  const language = useLanguage();
  const today = todayInIndia();
  const years = [-1, 0, 1].map((step) =>
    financialYearOf(`${Number(today.slice(0, 4)) + step}${today.slice(4)}`),
  );
  const [year, setYear] = useState(financialYearOf(today));
  const path = `/api/targets/${year}`;
  const set = useRead(['targets', year], () => api.call(targets, { path }));
  return (
    <>
      <div class="fields">
        <Choice
          name="year"
          label="financialYear"
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
                const value = data.get(code);
                const factor = unit === 'paise' ? 100 : 1;
                return typeof value === 'string' && value !== ''
                  ? [[code, Math.round(Number(value) * factor)]]
                  : [];
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
              .map(({ code, unit, title }) => {
                const target = known.targets[code];
                return (
                  <div class="field" key={code}>
                    <label for={`target-${code}`}>
                      {title[language]}
                      {unit === 'paise' && ' (₹)'}
                    </label>
                    <input
                      id={`target-${code}`}
                      name={code}
                      type="number"
                      min={0}
                      step={unit === 'paise' ? '0.01' : '1'}
                      defaultValue={
                        target === undefined ? '' : String(unit === 'paise' ? target / 100 : target)
                      }
                    />
                  </div>
                );
              })}
          </Form>
        )}
      </Reading>
    </>
  );
}
