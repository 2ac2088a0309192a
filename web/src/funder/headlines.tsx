import { useLanguage } from '../i18n/use-language.ts';
import { formatChange, formatShare, formatValue } from '../months/format.ts';
import type { Indicator, Snapshot } from '../months/published.ts';
import { monthlyChangeOf, type Point, progressOf } from './series.ts';
import { t } from './text.ts';

/** What the programme says of itself first. */
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
      <ul class="cards">
        {shown.map((indicator) => (
          <li key={indicator.code}>
            <Card indicator={indicator} month={snapshot.month} points={pointsOf(indicator.code)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Card({
  indicator,
  month,
  points,
}: {
  indicator: Indicator;
  month: string;
  points: readonly Point[];
}) {
  const language = useLanguage();
  const { title, unit, way, toDate } = indicator;
  return (
    <article class="card">
      <h3>{title[language]}</h3>
      <dl class="figures-of-card">
        <div>
          <dt>{t(way === 'stock' ? 'stock' : 'period.month')}</dt>
          <dd class="big">{formatValue(indicator.month, unit, language)}</dd>
          <Change unit={unit} change={monthlyChangeOf(points, month)} />
        </div>
        {way !== 'stock' && (
          <div class="total">
            <dt>{t('period.toDate')}</dt>
            <dd>{formatValue(toDate, unit, language)}</dd>
          </div>
        )}
      </dl>
      <Progress indicator={indicator} />
    </article>
  );
}

/** What a month's number is more than that of the month before, below the number. */
export function Change({ unit, change }: { unit: string; change: number | null }) {
  const language = useLanguage();
  if (change === null) return null;
  const said = formatChange(change, unit, language);
  return (
    <dd class="soft" data-change={change}>
      {change === 0 ? t('change.none') : t(unit === 'ratio' ? 'change.points' : 'change', { change: said })}
    </dd>
  );
}

/** How far the year is on the way to its target. */
export function Progress({ indicator }: { indicator: Indicator }) {
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
  return (
    <div class="progress">
      <progress value={Math.min(share, 1)} max={1} aria-label={said} />
      <p class="soft">{said}</p>
    </div>
  );
}
