import {
  headlineCodes,
  stateHeadline,
  stateLeftOut,
} from '../../../../functions/months/rendering/headlines.ts';
import { financialYearOf, monthOfFinancialYear } from '../../../../functions/shared/calendar/calendar.ts';
import { Card, Cards } from '../../design/card.tsx';
import { Figure, Figures } from '../../design/figure.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue, keepSign } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { linkTo } from '../address.ts';
import { changeAmountText } from '../month/change-text.ts';
import { compareValues } from '../month/comparison.ts';
import { RevisionNote } from '../month/revision-note.tsx';
import { YearProgress } from '../month/year-progress.tsx';
import { periodText } from '../periods/period-text.ts';
import { sameMonthLastYear } from '../periods/periods.ts';
import type { ShownVersion } from '../shown-version.ts';
import { t } from '../text.ts';
import { Course } from './course.tsx';

/**
 * The headline figures at the top of the funder's overview, a card each. They state what the report and the workbook state, whatever period
 * the tables below show.
 */
export function Headlines({ shown }: { readonly shown: ShownVersion }) {
  const indicators = headlineCodes.flatMap(
    (code) => shown.snapshot.indicators.find((indicator) => indicator.code === code) ?? [],
  );
  return (
    <section aria-labelledby="headlines">
      <h2 id="headlines">{t('headlines')}</h2>
      <Cards>
        {indicators.map((indicator) => (
          <Headline key={indicator.code} indicator={indicator} shown={shown} />
        ))}
      </Cards>
    </section>
  );
}

type HeadlineProps = { readonly indicator: Indicator; readonly shown: ShownVersion };

function Headline({ indicator, shown }: HeadlineProps) {
  const { address, snapshot, values } = shown;
  const language = useLanguage();
  const { code, unit, way, title, target } = indicator;
  const { month } = snapshot;
  const upToMonth = (period: 'financialYear' | 'toDate') =>
    // `values` always has the shown month; the default is for the type.
    values.get(code, period, month) ?? { value: indicator[period], isRevised: false };
  const toDate = upToMonth('toDate');
  const { now, previous, lastYear, changeOnLastYear } = compareValues(values, indicator, 'month', month);
  const { figure, figureNote, sentence, year, reached, pace } = stateHeadline(
    {
      unit,
      way,
      month: now?.value ?? indicator.month,
      financialYear: upToMonth('financialYear').value,
      toDate: toDate.value,
      previous: previous?.value ?? null,
      target,
    },
    {
      month: formatMonth(month, language),
      financialYear: financialYearOf(month),
      monthsGone: monthOfFinancialYear(month),
    },
    language,
  );
  return (
    <Card
      title={<a href={linkTo(address, { page: 'indicator', code })}>{title[language]}</a>}
      foot={
        reached === null ? (
          <p class="soft">{year}</p>
        ) : (
          <YearProgress reached={reached} text={year} pace={pace} />
        )
      }
    >
      <Figures>
        <Figure
          label={figureNote}
          value={
            <>
              {figure}
              <RevisionNote published={toDate} unit={unit} />
            </>
          }
        />
      </Figures>
      <p>
        {keepSign(sentence)} {stateLeftOut(indicator.leftOut, language)}
      </p>
      <Course indicator={indicator} period="month" values={values} month={month} />
      <Figures>
        <Figure
          isSmall
          label={periodText('month', way, sameMonthLastYear(month), language)}
          value={lastYear === undefined ? t('unknown') : formatValue(lastYear.value, unit, language)}
          change={
            changeOnLastYear === null
              ? undefined
              : { difference: changeOnLastYear, text: changeAmountText(unit, changeOnLastYear, language) }
          }
        />
      </Figures>
    </Card>
  );
}
