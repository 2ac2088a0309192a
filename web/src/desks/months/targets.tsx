import { indicators } from 'virtual:catalogue';
import { useState } from 'preact/hooks';
import { addMonths, financialYearOf, monthOf } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import { Choice, NumberField } from '../../design/fields/field.tsx';
import { paiseOf, textOf } from '../../design/fields/form-data.ts';
import { RupeesField } from '../../design/fields/rupees-field.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatValue } from '../../months/format-published.ts';
import { Form } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

/** The targets, by indicator code; money in paise. */
type TargetsByCode = Readonly<Record<string, number>>;

/** Reads the targets from the sent form. A field that is empty, or holds no amount of rupees, is no target. */
const targetsIn = (data: FormData): TargetsByCode =>
  Object.fromEntries(
    indicators.flatMap(({ code, unit }) => {
      const typed = textOf(data, code);
      if (typed === undefined) return [];
      const value = unit === 'paise' ? paiseOf(data, code) : Number(typed);
      return value === undefined ? [] : [[code, value] as const];
    }),
  );

type TargetChangesProps = { readonly previous: TargetsByCode; readonly next: TargetsByCode };

/** The targets that would change, and a sentence about who sees them. */
function TargetChanges({ previous, next }: TargetChangesProps) {
  const language = useLanguage();
  const changedIndicators = indicators.filter(({ code }) => previous[code] !== next[code]);
  const targetText = (value: number | undefined, unit: string): string =>
    value === undefined ? t('targets.none') : formatValue(value, unit, language);
  if (changedIndicators.length === 0) return <p>{t('targets.same')}</p>;
  return (
    <>
      <ul>
        {changedIndicators.map(({ code, unit, title }) => (
          <li key={code}>
            {title[language]}: {targetText(previous[code], unit)} →{' '}
            <strong>{targetText(next[code], unit)}</strong>
          </li>
        ))}
      </ul>
      <p>{t('targets.will')}</p>
    </>
  );
}

/** The coordinator's page that sets the targets of a financial year, by indicator. */
export function Targets({ api }: { api: Api }) {
  const language = useLanguage();
  const today = todayInIndia();
  const currentMonth = monthOf(today);
  // The financial year before, the current one, and the next.
  const years = [-12, 0, 12].map((months) => financialYearOf(addMonths(currentMonth, months)));
  const [year, setYear] = useState(financialYearOf(currentMonth));
  const stored = useRead(['targets', year], () =>
    api.request('GET /api/targets/{financialYear}', { path: { financialYear: year } }),
  );
  return (
    <>
      <div class="fields">
        <Choice
          name="year"
          label={t('financialYear')}
          value={year}
          options={years.map((option) => [option, option])}
          onChoose={setYear}
        />
      </div>
      <p>{t('targets.explain')}</p>
      <Reading of={stored}>
        {({ targets, version }) => (
          <Form
            // Another year, or a newer version of its targets, makes a new form whose fields show the stored values.
            key={`${year} ${version}`}
            label="targets"
            confirm={(data) => ({
              title: t('targets.ask', { year }),
              explain: <TargetChanges previous={targets} next={targetsIn(data)} />,
              buttonLabel: t('targets.yes'),
            })}
            onSend={async (data) => {
              await api.request('PUT /api/targets/{financialYear}', {
                path: { financialYear: year },
                body: { targets: targetsIn(data) },
              });
              await stored.refetch();
            }}
          >
            {indicators
              // A ratio follows from other numbers and has no target.
              .filter(({ unit }) => unit !== 'ratio')
              .map(({ code, unit, title }) =>
                unit === 'paise' ? (
                  <RupeesField
                    key={code}
                    name={code}
                    label={`${title[language]} (₹)`}
                    paise={targets[code]}
                    // The limit for an amount of a group doesn't hold for a target of the whole programme.
                    maxPaise={Number.MAX_SAFE_INTEGER}
                    isOptional
                  />
                ) : (
                  <NumberField
                    key={code}
                    name={code}
                    // The Telugu titles of these say “those answered”, and not of what.
                    label={
                      code.startsWith('demands_') && code !== 'demands_made'
                        ? t('targets.ofDemands', { title: title[language] })
                        : title[language]
                    }
                    value={targets[code]}
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
