import { indicators as described, themes } from 'virtual:catalogue';
import { useState } from 'preact/hooks';
import { Figure, Figures } from '../design/figure.tsx';
import { useLanguage } from '../i18n/use-language.ts';
import { formatMonth, formatValue } from '../months/format.ts';
import type { Breakdown, Indicator, Snapshot } from '../months/published.ts';
import { Chart, SeriesTable } from './chart.tsx';
import { describeChange, YearsProgress } from './headlines.tsx';
import { monthlyChangeOf, type Point } from './series.ts';
import { type MessageKey, t } from './text.ts';

type View = 'chart' | 'table';

type IndicatorsProps = {
  readonly snapshot: Snapshot;
  /** Earlier months: loaded, loading, or failed. */
  readonly history: 'there' | 'coming' | 'failed';
  readonly pointsOf: (code: string) => readonly Point[];
};

/** All indicators by theme, each with definition, numbers, chart and breakdowns. */
export function Indicators({ snapshot, history, pointsOf }: IndicatorsProps) {
  const language = useLanguage();
  const [view, setView] = useState<View>('chart');
  const byCode = new Map(described.map((indicator) => [indicator.code, indicator]));
  const groups = Map.groupBy(snapshot.indicators, ({ code }) => byCode.get(code)?.theme ?? 'members');
  return (
    <section aria-labelledby="indicators">
      <div class="heading">
        <h2 id="indicators">{t('indicators')}</h2>
        <fieldset class="switch">
          <legend>{t('view')}</legend>
          {(['chart', 'table'] as const).map((one) => (
            <label key={one}>
              <input type="radio" name="view" checked={view === one} onChange={() => setView(one)} />
              {t(`view.${one}`)}
            </label>
          ))}
        </fieldset>
      </div>
      {history === 'failed' && <p class="warning">{t('trend.failed')}</p>}
      {Object.entries(themes).map(([theme, title]) => (
        <section key={theme} aria-labelledby={`theme-${theme}`}>
          <h3 id={`theme-${theme}`} class="theme">
            {title[language]}
          </h3>
          {(groups.get(theme) ?? []).map((indicator) => (
            <One
              key={indicator.code}
              indicator={indicator}
              definition={byCode.get(indicator.code)?.definition[language]}
              snapshot={snapshot}
              points={pointsOf(indicator.code)}
              view={view}
            />
          ))}
        </section>
      ))}
    </section>
  );
}

type OneProps = {
  readonly indicator: Indicator;
  readonly definition: string | undefined;
  readonly snapshot: Snapshot;
  readonly points: readonly Point[];
  readonly view: View;
};

function One({ indicator, definition, snapshot, points, view }: OneProps) {
  const language = useLanguage();
  const { code, unit, way } = indicator;
  const title = indicator.title[language];
  const periods = ['month', 'financialYear', 'toDate'] as const;
  return (
    <article class="indicator" data-code={code}>
      <div>
        <h4>{title}</h4>
        {definition !== undefined && <p class="soft">{definition}</p>}
        <p class="soft">{t(`way.${way}`)}</p>
        <YearsProgress indicator={indicator} />
      </div>
      <div class="periods">
        <Figures>
          {(way === 'stock' ? (['toDate'] as const) : periods).map((period) => (
            <Figure
              key={period}
              label={way === 'stock' ? t('stock') : t(`period.${period}`, { year: snapshot.financialYear })}
              value={<span data-period={period}>{formatValue(indicator[period], unit, language)}</span>}
              change={
                period === 'month' || way === 'stock'
                  ? describeChange(unit, monthlyChangeOf(points, snapshot.month), language)
                  : undefined
              }
            />
          ))}
        </Figures>
      </div>
      <details>
        <summary>
          {t('trend')}
          <span class="hidden-text"> {title}</span>
        </summary>
        {view === 'chart' ? (
          <Chart title={title} unit={unit} points={points} />
        ) : (
          <SeriesTable title={title} unit={unit} points={points} />
        )}
      </details>
      {hasBreakdowns(indicator) && (
        <details>
          <summary>
            {t('breakdown.title')}
            <span class="hidden-text"> {title}</span>
          </summary>
          <p class="soft">{t('privacy')}</p>
          <div class="pair">
            <Cells name="breakdown.district" breakdown={indicator.breakdowns.district} />
            <Cells name="breakdown.ageBand" breakdown={indicator.breakdowns.ageBand} />
          </div>
        </details>
      )}
    </article>
  );
}

/** Persons are broken down, unless they are participants of outreach. */
const hasBreakdowns = ({ unit, way }: Indicator): boolean =>
  unit === 'persons' && (way === 'distinct' || way === 'stock');

function Cells({ name, breakdown }: { name: MessageKey; breakdown: Breakdown | null }) {
  const language = useLanguage();
  if (breakdown === null || breakdown.cells === 'withheld') {
    return (
      <div>
        <h5>{t(name)}</h5>
        <p>{t(breakdown === null ? 'breakdown.later' : 'breakdown.withheld')}</p>
      </div>
    );
  }
  return (
    <div>
      <h5>{t(name)}</h5>
      <p class="soft">{t('breakdown.asOf', { month: formatMonth(breakdown.asOf, language) })}</p>
      <table class="figures">
        <caption class="hidden-text">{t(name)}</caption>
        <tbody>
          {breakdown.cells.map(({ key, value }) => (
            <tr key={key} class={value === '*' ? 'few' : ''}>
              {key === 'under 18' ? (
                <th scope="row">{t('under18')}</th>
              ) : (
                <th scope="row" lang="en">
                  {key}
                </th>
              )}
              <td class="number">{value === '*' ? t('fewer') : formatValue(value, 'persons', language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
