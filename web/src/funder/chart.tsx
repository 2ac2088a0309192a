import { useLanguage } from '../i18n/use-language.ts';
import { formatMonth, formatMonthShort, formatTick, formatValue } from '../months/format.ts';
import { magnitudeOf, type Point, ticksOf } from './series.ts';
import { t } from './text.ts';

type SeriesProps = {
  readonly title: string;
  readonly unit: string;
  readonly points: readonly Point[];
};

const size = { width: 720, height: 220, left: 64, right: 8, top: 24, bottom: 40 };

/**
 * Bars, one per month, the last one in the strong colour. Each has its number, so nobody needs to tell colours
 * apart.
 */
export function Chart({ title, unit, points }: SeriesProps) {
  const language = useLanguage();
  const magnitudes = points.map(({ value }) => magnitudeOf(value));
  const ticks = ticksOf(unit === 'ratio' ? 1 : Math.max(0, ...magnitudes.map((one) => one ?? 0)));
  const highest = ticks.at(-1) ?? 1;
  const across = (size.width - size.left - size.right) / Math.max(points.length, 1);
  const bottom = size.height - size.bottom;
  const upTo = (magnitude: number) => bottom - (magnitude / highest) * (bottom - size.top);
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={t('trend.of', { title })}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={size.left} x2={size.width - size.right} y1={upTo(tick)} y2={upTo(tick)} class="rule" />
          <text x={size.left - 8} y={upTo(tick) + 4} text-anchor="end">
            {formatTick(tick, unit, language)}
          </text>
        </g>
      ))}
      {points.map(({ month, value }, index) => {
        // A ratio without a denominator has no value: a dash, not an empty bar.
        const magnitude = magnitudes[index] ?? null;
        const top = upTo(magnitude ?? 0);
        const middle = size.left + (index + 0.5) * across;
        const showsYear = index === 0 || month.endsWith('-01');
        return (
          <g key={month}>
            <rect
              x={middle - across * 0.32}
              width={across * 0.64}
              y={top}
              height={bottom - top}
              class={index === points.length - 1 ? 'bar-now' : 'bar-before'}
            >
              <title>{`${formatMonth(month, language)}: ${formatValue(value, unit, language)}`}</title>
            </rect>
            <text x={middle} y={top - 5} text-anchor="middle" class="value">
              {magnitude === null ? '–' : formatTick(magnitude, unit, language)}
            </text>
            <text x={middle} y={bottom + 16} text-anchor="middle">
              {formatMonthShort(month, language)}
            </text>
            {showsYear && (
              <text x={middle} y={bottom + 32} text-anchor="middle">
                {month.slice(0, 4)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** The same values as a table. */
export function SeriesTable({ title, unit, points }: SeriesProps) {
  const language = useLanguage();
  return (
    <table class="figures">
      <caption class="hidden-text">{t('trend.of', { title })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('month')}</th>
          <th scope="col" class="number">
            {title}
          </th>
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map(({ month, value, isRevised }) => (
          <tr key={month}>
            <th scope="row">{formatMonth(month, language)}</th>
            <td class="number">
              {isRevised && <small>{t('revised')} </small>}
              {formatValue(value, unit, language)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
