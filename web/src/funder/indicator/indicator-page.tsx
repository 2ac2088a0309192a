import { indicators as catalogue } from 'virtual:catalogue';
import { isLevel } from '../../../../functions/months/disclosure/latest-values.ts';
import { stateLeftOutOfHeadline } from '../../../../functions/months/rendering/headline-notes.ts';
import { nameFinancialYear } from '../../../../functions/months/rendering/headlines.ts';
import { Figure, Figures } from '../../design/figure.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { countedValue } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { linkTo } from '../address.ts';
import { changeText } from '../month/change-text.ts';
import { compareValues } from '../month/comparison.ts';
import { hasQuarters } from '../month/counted-once.ts';
import { RevisionNote } from '../month/revision-note.tsx';
import { SavingsRelation } from '../month/savings-relation.tsx';
import { TargetProgress } from '../month/target-progress.tsx';
import { Baseline } from '../narrative/baseline.tsx';
import { periodText } from '../periods/period-text.ts';
import { type Period, periods, sameMonthLastYear } from '../periods/periods.ts';
import type { ShownVersion } from '../shown-version.ts';
import { t } from '../text.ts';
import { Breakdowns } from './breakdowns.tsx';
import { Note } from './notes/note.tsx';
import { Revisions } from './revisions.tsx';
import { Source } from './source.tsx';
import { Trend } from './trend.tsx';

type IndicatorPageProps = { readonly shown: ShownVersion; readonly indicator: Indicator };

/** The funder's page of one indicator: its definition, its numbers, trend and breakdowns, its revisions and source. */
export function IndicatorPage({ shown, indicator }: IndicatorPageProps) {
  const language = useLanguage();
  const { code } = indicator;
  const definition = catalogue.find((one) => one.code === code)?.definition[language];
  return (
    <article data-indicator={code}>
      <p>
        <a href={linkTo(shown.address, { page: 'overview' })}>‹ {t('page.overview')}</a>
      </p>
      {definition !== undefined && <p class="definition">{definition}</p>}
      <div class="numbers-and-trend">
        <Numbers shown={shown} indicator={indicator} />
        <Trend shown={shown} indicator={indicator} />
      </div>
      <SavingsRelation shown={shown} indicator={indicator} />
      <section aria-labelledby="target">
        <h2 id="target">
          {t('target.title', { year: nameFinancialYear(shown.snapshot.financialYear, language) })}
        </h2>
        <TargetProgress indicator={indicator} shown={shown} />
      </section>
      <Baseline indicator={indicator} />
      <Breakdowns indicator={indicator} />
      <Note indicator={indicator} />
      <Revisions shown={shown} indicator={indicator} />
      <Source shown={shown} indicator={indicator} />
    </article>
  );
}

/**
 * The numbers of all periods, each with its change and the number of the year before. A level has one number: that at the month's end, or at the end of
 * the month for which it was counted last.
 */
function Numbers({ shown: { snapshot, values }, indicator }: IndicatorPageProps) {
  const language = useLanguage();
  const leftOut = stateLeftOutOfHeadline(indicator, snapshot.indicators, language);
  const { way, unit } = indicator;
  const { month } = snapshot;
  const countedFor = indicator.asOf ?? month;
  const lastYearMonth = sameMonthLastYear(countedFor);
  const shownPeriods: readonly Period[] = isLevel(way) ? ['month'] : periods;
  return (
    <div class="numbers">
      {shownPeriods.map((period) => {
        const { now, change } = compareValues(values, indicator, period, month);
        const lastYear = values.get(indicator.code, period, lastYearMonth);
        if (period === 'quarter' && !hasQuarters(indicator)) {
          return (
            <Figures key={period}>
              <Figure label={t('period.quarter')} value="–" />
              <Figure isSmall label={t('quarter.distinct')} value="" />
            </Figures>
          );
        }
        return (
          <Figures key={period}>
            <Figure
              label={periodText(period, way, countedFor, language)}
              value={
                <span data-period={period}>
                  {now === undefined ? '–' : countedValue(now.value, unit, language)}
                  <RevisionNote published={now} unit={unit} />
                </span>
              }
              change={changeText(indicator, period, change, language)}
            />
            <Figure
              isSmall
              label={periodText(period, way, lastYearMonth, language)}
              value={
                <>
                  {lastYear === undefined ? t('unknown') : countedValue(lastYear.value, unit, language)}
                  <RevisionNote published={lastYear} unit={unit} />
                </>
              }
            />
          </Figures>
        );
      })}
      {leftOut !== '' && <p class="soft">{leftOut}</p>}
    </div>
  );
}
