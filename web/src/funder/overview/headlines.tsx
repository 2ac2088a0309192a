import { Card, Cards } from '../../design/card.tsx';
import { Figure, Figures } from '../../design/figure.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatValue } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { linkTo } from '../address.ts';
import { changeAmountText, changeText } from '../change-text.ts';
import { compareValues } from '../comparison.ts';
import { periodText } from '../period-text.ts';
import { sameMonthLastYear } from '../periods.ts';
import { RevisionNote } from '../revision-note.tsx';
import type { ShownVersion } from '../shown-version.ts';
import { TargetProgress } from '../target-progress.tsx';
import { t } from '../text.ts';
import { Course } from './course.tsx';

/** The codes of the indicators that the funder looks for first. One that the month doesn't have gets no card. */
const headlineCodes = [
  'members_enrolled',
  'savings_balance',
  'mental_health_survivors',
  'legal_aid_survivors',
  'house_pattas',
  'aadhaar_cards',
  'media_stories_published',
  'police_oriented_in_person',
];

/** The headline figures at the top of the funder's overview, a card each; the targets and the year before beside them. */
export function Headlines({ shown }: { readonly shown: ShownVersion }) {
  const indicators = headlineCodes.flatMap(
    (code) => shown.snapshot.indicators.find((indicator) => indicator.code === code) ?? [],
  );
  return (
    <section aria-labelledby="headlines">
      <h2 id="headlines">{t('headlines')}</h2>
      {shown.address.period === 'quarter' && <p class="soft">{t('quarter.explain')}</p>}
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
  const { code, unit, way, title } = indicator;
  const { period } = address;
  const { month } = snapshot;
  const { now, change, lastYear, changeOnLastYear } = compareValues(values, indicator, period, month);
  // The months of a quarter can't be added up to its number of distinct persons: one may count in several.
  const isUncountable = period === 'quarter' && way === 'distinct';
  return (
    <Card
      title={<a href={linkTo(address, { page: 'indicator', code })}>{title[language]}</a>}
      foot={<TargetProgress indicator={indicator} shown={shown} />}
    >
      {isUncountable ? (
        <p class="soft">{t('quarter.distinct')}</p>
      ) : (
        <>
          <Figures>
            <Figure
              label={periodText(period, way, month, language)}
              value={
                <>
                  {now === undefined ? '–' : formatValue(now.value, unit, language)}
                  <RevisionNote published={now} unit={unit} />
                </>
              }
              change={changeText(indicator, period, change, language)}
            />
          </Figures>
          <Course indicator={indicator} period={period} values={values} month={month} />
          <Figures>
            <Figure
              isSmall
              label={periodText(period, way, sameMonthLastYear(month), language)}
              value={lastYear === undefined ? t('unknown') : formatValue(lastYear.value, unit, language)}
              change={
                changeOnLastYear === null
                  ? undefined
                  : { difference: changeOnLastYear, text: changeAmountText(unit, changeOnLastYear, language) }
              }
            />
          </Figures>
        </>
      )}
    </Card>
  );
}
