import { themes } from 'virtual:catalogue';
import { formatPermille } from '../../../../functions/months/disclosure/format-values.ts';
import { isLevel } from '../../../../functions/months/disclosure/latest-values.ts';
import { statePace } from '../../../../functions/months/rendering/headlines.ts';
import { isOfRoad } from '../../../../functions/months/rendering/road.ts';
import { reachedOf } from '../../../../functions/months/rendering/year-pace.ts';
import { monthOfFinancialYear } from '../../../../functions/shared/calendar/calendar.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatValue } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { linkTo } from '../address.ts';
import { groupByTheme } from '../month/by-theme.ts';
import { changeAmountText } from '../month/change-text.ts';
import { compareValues } from '../month/comparison.ts';
import { hasQuarters } from '../month/counted-once.ts';
import { RevisionNote } from '../month/revision-note.tsx';
import { PeriodSwitch } from '../periods/period-picker.tsx';
import { periodName, periodText } from '../periods/period-text.ts';
import { sameMonthLastYear } from '../periods/periods.ts';
import type { PublishedValue } from '../published-values.ts';
import type { ShownVersion } from '../shown-version.ts';
import { t } from '../text.ts';
import { Course } from './course.tsx';

/**
 * The tables of indicators on the funder's overview, one for each theme. Each indicator has its numbers of the chosen period and a link to its own
 * page. The indicators of the road are missing here: they have a section of their own.
 */
export function IndicatorTable({ shown }: { readonly shown: ShownVersion }) {
  const language = useLanguage();
  const { period } = shown.address;
  const titleOf = (theme: string): string => themes[theme]?.[language] ?? theme;
  return (
    <section aria-labelledby="indicators">
      <div class="heading">
        <h2 id="indicators">{t('indicators')}</h2>
        <PeriodSwitch address={shown.address} />
      </div>
      {period === 'quarter' && <p class="soft">{t('quarter.explain')}</p>}
      {groupByTheme(shown.snapshot.indicators.filter((one) => !isOfRoad(one))).map(([theme, indicators]) => (
        <section key={theme} aria-labelledby={`theme-${theme}`}>
          <h3 id={`theme-${theme}`} class="theme">
            {titleOf(theme)}
          </h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard */}
          <section class="scrolls" aria-label={titleOf(theme)} tabIndex={0}>
            <table class="table indicators">
              <caption class="hidden-text">{titleOf(theme)}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('indicator')}</th>
                  <th scope="col" class="number">
                    {period === 'month' ? t('period.thisMonth') : periodName(period)}
                  </th>
                  <th scope="col" class="number">
                    {t('change')}
                  </th>
                  <th scope="col" class="number">
                    {t('lastYear')}
                  </th>
                  <th scope="col">{t('course.title')}</th>
                  <th scope="col" class="number">
                    {t('target')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {indicators.map((indicator) => (
                  <Row key={indicator.code} indicator={indicator} shown={shown} />
                ))}
              </tbody>
            </table>
          </section>
        </section>
      ))}
    </section>
  );
}

type RowProps = { readonly indicator: Indicator; readonly shown: ShownVersion };

function Row({ indicator, shown: { address, snapshot, values } }: RowProps) {
  const language = useLanguage();
  const { code, unit, way, title, target } = indicator;
  const { period } = address;
  const { month } = snapshot;
  const { now, change, lastYear } = compareValues(values, indicator, period, month);
  const valueOrDash = (published: PublishedValue | undefined): string =>
    published === undefined ? '–' : formatValue(published.value, unit, language);
  const isUncountable = period === 'quarter' && !hasQuarters(indicator);
  const year = values.get(code, 'financialYear', month)?.value ?? indicator.financialYear;
  const reached = reachedOf({ financialYear: year, target });
  const pace = statePace({ unit, way, financialYear: year, target }, monthOfFinancialYear(month), language);
  return (
    <tr data-code={code}>
      <th scope="row">
        <a href={linkTo(address, { page: 'indicator', code })}>{title[language]}</a>
        {isLevel(way) && (
          <>
            <br />
            <small>{periodText(period, way, month, language)}</small>
          </>
        )}
      </th>
      <td class={isUncountable ? 'number soft' : 'number'} data-period={period}>
        {isUncountable ? t('quarter.distinct.short') : valueOrDash(now)}
        <RevisionNote published={now} unit={unit} />
      </td>
      <td class="number" {...(change === null ? {} : { 'data-change': change })}>
        {change === null ? '–' : changeAmountText(unit, change, language)}
      </td>
      <td class="number" title={periodText(period, way, sameMonthLastYear(month), language)}>
        {valueOrDash(lastYear)}
        <RevisionNote published={lastYear} unit={unit} />
      </td>
      <td>
        <Course indicator={indicator} period={period} values={values} month={month} />
      </td>
      <td class="number">
        {target === null ? '–' : formatValue(target, unit, language)}
        {reached !== null && (
          <>
            <br />
            <small>{t('target.reached', { share: formatPermille(reached) })}</small>
          </>
        )}
        {pace !== null && (
          <>
            <br />
            <small>{pace.text}</small>
          </>
        )}
      </td>
    </tr>
  );
}
