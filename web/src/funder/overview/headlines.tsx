import { isLevel } from '../../../../functions/months/disclosure/latest-values.ts';
import {
  joinSentences,
  stateLeftOutOfHeadline,
  stateSeveralMonths,
  stateTargetElsewhere,
} from '../../../../functions/months/rendering/headline-notes.ts';
import { headlineCodes, stateHeadline } from '../../../../functions/months/rendering/headlines.ts';
import { Card, Cards } from '../../design/card.tsx';
import { Figure, Figures } from '../../design/figure.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { countedValue, formatMonth, keepSign } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { linkTo } from '../address.ts';
import { countedChangeText } from '../month/change-text.ts';
import { compareValues } from '../month/comparison.ts';
import { hasQuarters } from '../month/counted-once.ts';
import { PaceRule } from '../month/pace-rule.tsx';
import { RevisionNote } from '../month/revision-note.tsx';
import { SavingsRelation } from '../month/savings-relation.tsx';
import { YearProgress } from '../month/year-progress.tsx';
import { periodText } from '../periods/period-text.ts';
import { sameMonthLastYear } from '../periods/periods.ts';
import type { PublishedValue } from '../published-values.ts';
import type { ShownVersion } from '../shown-version.ts';
import { t } from '../text.ts';
import { Behind } from './behind.tsx';
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
    <section aria-labelledby="headlines" class="headlines">
      <h2 id="headlines">{t('headlines')}</h2>
      <Behind shown={shown} />
      <Cards>
        {indicators.map((indicator) => (
          <Headline key={indicator.code} indicator={indicator} shown={shown} />
        ))}
      </Cards>
      {indicators.some(({ target }) => target !== null) && <PaceRule month={shown.snapshot.month} />}
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
  const { figure, figureNote, sentence, year, ...stated } = stateHeadline(
    {
      unit,
      way,
      month: now?.value ?? indicator.month,
      financialYear: upToMonth('financialYear').value,
      toDate: toDate.value,
      previous: previous?.value ?? null,
      target,
    },
    month,
    language,
    (one) => formatMonth(one, language),
  );
  /** Says whom the figure counts; empty for most indicators. */
  const countedSentence =
    code === 'members_enrolled'
      ? t('headline.counted')
      : stateLeftOutOfHeadline(indicator, snapshot.indicators, language);
  return (
    <Card
      title={<a href={linkTo(address, { page: 'indicator', code })}>{title[language]}</a>}
      foot={
        <YearProgress
          stated={{
            ...stated,
            year: `${year}${stateTargetElsewhere(indicator, snapshot.indicators, language)}`,
          }}
        />
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
        {joinSentences(
          [keepSign(sentence), countedSentence, stateSeveralMonths(!hasQuarters(indicator), language)],
          language,
        )}
      </p>
      <div>
        <Course indicator={indicator} period="month" values={values} month={month} hasCaption />
        <YearOfMonths indicator={indicator} month={month} before={lastYear} now={now} />
        {changeOnLastYear !== null && (
          <p class="soft" data-change={changeOnLastYear}>
            {t('change.year', { change: countedChangeText(unit, changeOnLastYear, language) })}
          </p>
        )}
        <SavingsRelation indicator={indicator} shown={shown} />
      </div>
    </Card>
  );
}

type YearOfMonthsProps = {
  readonly indicator: Indicator;
  readonly month: string;
  readonly before: PublishedValue | undefined;
  readonly now: PublishedValue | undefined;
};

/** Below the course of a headline: its first month and its newest, each with its number. */
function YearOfMonths({ indicator: { unit, way }, month, before, now }: YearOfMonthsProps) {
  const language = useLanguage();
  const valueText = (published: PublishedValue | undefined): string =>
    published === undefined ? t('unknown') : countedValue(published.value, unit, language);
  const labelOf = (one: string): string =>
    isLevel(way)
      ? periodText('month', way, one, language)
      : t('at.month', { month: formatMonth(one, language) });
  return (
    <div class="ends">
      <Figures>
        <Figure isSmall label={labelOf(sameMonthLastYear(month))} value={valueText(before)} />
      </Figures>
      <Figures>
        <Figure isSmall label={labelOf(month)} value={valueText(now)} />
      </Figures>
    </div>
  );
}
