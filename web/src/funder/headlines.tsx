import { Card, Cards } from '../design/card.tsx';
import { Figure, Figures } from '../design/figure.tsx';
import { Progress } from '../design/progress.tsx';
import type { Language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { formatChange, formatShare, formatValue } from '../months/format.ts';
import type { Indicator, Snapshot } from '../months/published.ts';
import { monthlyChangeOf, type Point, progressOf } from './series.ts';
import { t } from './text.ts';

/** The headline figures. */
const headlines = [
  'members_enrolled',
  'savings_balance',
  'mental_health_survivors',
  'legal_aid_survivors',
  'house_pattas',
  'aadhaar_cards',
  'media_stories_published',
  'police_oriented_in_person',
];

type HeadlinesProps = {
  readonly snapshot: Snapshot;
  readonly pointsOf: (code: string) => readonly Point[];
};

export function Headlines({ snapshot, pointsOf }: HeadlinesProps) {
  const shown = headlines.flatMap(
    (code) => snapshot.indicators.find((indicator) => indicator.code === code) ?? [],
  );
  return (
    <section aria-labelledby="headlines">
      <h2 id="headlines">{t('headlines')}</h2>
      <Cards>
        {shown.map((indicator) => (
          <Headline
            key={indicator.code}
            indicator={indicator}
            month={snapshot.month}
            points={pointsOf(indicator.code)}
          />
        ))}
      </Cards>
    </section>
  );
}

type HeadlineProps = {
  readonly indicator: Indicator;
  readonly month: string;
  readonly points: readonly Point[];
};

function Headline({ indicator, month, points }: HeadlineProps) {
  const language = useLanguage();
  const { title, unit, way, toDate } = indicator;
  return (
    <Card title={title[language]} foot={<YearsProgress indicator={indicator} />}>
      <Figures>
        <Figure
          label={t(way === 'stock' ? 'stock' : 'period.month')}
          value={formatValue(indicator.month, unit, language)}
          change={describeChange(unit, monthlyChangeOf(points, month), language)}
        />
        {way !== 'stock' && (
          <Figure label={t('period.toDate')} value={formatValue(toDate, unit, language)} isSmall />
        )}
      </Figures>
    </Card>
  );
}

/** What a month's number is more than that of the month before. @param change null where one of them is not known */
export function describeChange(
  unit: string,
  change: number | null,
  language: Language,
): { readonly by: number; readonly said: string } | undefined {
  if (change === null) return undefined;
  const said = formatChange(change, unit, language);
  return {
    by: change,
    said:
      change === 0 ? t('change.none') : t(unit === 'ratio' ? 'change.points' : 'change', { change: said }),
  };
}

/** The progress towards the year's target. */
export function YearsProgress({ indicator }: { indicator: Indicator }) {
  const language = useLanguage();
  const share = progressOf(indicator);
  const { target, unit, financialYear } = indicator;
  if (target === null) return <p class="soft">{t('target.none')}</p>;
  const numbers = {
    value: formatValue(financialYear, unit, language),
    target: formatValue(target, unit, language),
  };
  if (share === null) return <p class="soft">{t('target.zero', numbers)}</p>;
  const said = t('target.progress', { ...numbers, share: formatShare(share, language) });
  return <Progress share={share} said={said} />;
}
