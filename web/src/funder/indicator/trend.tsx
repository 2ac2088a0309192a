import { useEffect, useState } from 'preact/hooks';
import { stateSeveralMonths } from '../../../../functions/months/rendering/headline-notes.ts';
import { oneOf } from '../../design/fields/one-of.ts';
import { saveFile } from '../../design/save-file.ts';
import { Table } from '../../design/table/table.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { fileValue, formatValue } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { chartKinds, formatAddress } from '../address.ts';
import { type ChartPoint, magnitudeOf } from '../chart-points.ts';
import { hasQuarters } from '../month/counted-once.ts';
import { RevisionNote } from '../month/revision-note.tsx';
import { PeriodSwitch } from '../periods/period-picker.tsx';
import { periodText } from '../periods/period-text.ts';
import type { PublishedValue } from '../published-values.ts';
import type { ShownVersion } from '../shown-version.ts';
import { t } from '../text.ts';
import { Chart, pagePalette } from './chart.tsx';
import { chartContent, chartPoints } from './chart-content.ts';
import { drawPng, drawSvg } from './chart-picture.tsx';

type TrendProps = { readonly shown: ShownVersion; readonly indicator: Indicator };

/** The trend of an indicator on its page for the funder: as a chart, which can be saved, and as a table. */
export function Trend({ shown, indicator }: TrendProps) {
  const language = useLanguage();
  const isNarrow = useMedia('(max-width: 45rem)');
  const { snapshot, values, address } = shown;
  const { period, chart: kind } = address;
  const series = { indicator, snapshot, values, period, kind };
  const points = chartPoints(series);
  const isUncountable = period === 'quarter' && !hasQuarters(indicator);
  const content = chartContent(series, points, language);
  const fileName = `leadership-next-${indicator.code}-${period}-${kind}-${snapshot.month}-v${snapshot.version}`;
  return (
    <section aria-labelledby="trend">
      <div class="heading">
        <h2 id="trend">{t('trend')}</h2>
        <PeriodSwitch address={address} />
        <label>
          {t('chart.kind')}
          <select
            name="chart"
            value={kind}
            // Back returns to the page before, not to another kind of chart.
            onChange={({ currentTarget: { value } }) => {
              const chart = oneOf(chartKinds, value);
              if (chart !== undefined) location.replace(formatAddress({ ...address, chart }));
            }}
          >
            {chartKinds.map((one) => (
              <option key={one} value={one}>
                {t(`chart.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {isUncountable ? (
        <p class="notice">{t('quarter.distinct')}</p>
      ) : (
        <>
          <figure class="trend">
            <figcaption>
              <strong>{content.title}</strong>
              <br />
              <span class="soft">{content.subtitle}</span>
            </figcaption>
            <Chart content={content} palette={pagePalette} isNarrow={isNarrow} />
          </figure>
          {/* Without quarters, one person may count in several months. */}
          {period === 'month' && !hasQuarters(indicator) && (
            <p class="soft">{stateSeveralMonths(true, language)}</p>
          )}
          <div class="actions">
            <button
              type="button"
              class="second small"
              onClick={() => void drawPng(content).then((file) => saveFile(file, `${fileName}.png`))}
            >
              {t('chart.png')}
            </button>
            <button
              type="button"
              class="second small"
              onClick={() => saveFile(drawSvg(content), `${fileName}.svg`)}
            >
              {t('chart.svg')}
            </button>
          </div>
          <PointTable shown={shown} indicator={indicator} points={points} fileName={fileName} />
        </>
      )}
    </section>
  );
}

type PointTableProps = TrendProps & { readonly points: readonly ChartPoint[]; readonly fileName: string };

/** The numbers of the chart as a table, the newest first. */
function PointTable({ shown: { address }, indicator, points, fileName }: PointTableProps) {
  const language = useLanguage();
  const { unit, way } = indicator;
  const shownValue = (published: PublishedValue | undefined) => (
    <>
      <RevisionNote published={published} unit={unit} />
      {published === undefined ? '–' : formatValue(published.value, unit, language)}
    </>
  );
  return (
    <Table
      caption={t('trend.of', { title: indicator.title[language] })}
      rows={points.toReversed()}
      keyOf={({ month }) => month}
      empty={t('unknown')}
      file={{ name: fileName }}
      columns={[
        {
          key: 'period',
          title: t('period'),
          value: ({ month }) => month,
          cell: ({ month }) => periodText(address.period, way, month, language),
          exported: ({ month }) => month,
        },
        {
          key: 'value',
          title: t('value'),
          isNumber: true,
          value: ({ published }) => magnitudeOf(published?.value) ?? undefined,
          cell: ({ published }) => shownValue(published),
          exported: ({ published }) => fileValue(published?.value),
        },
        {
          key: 'yearBefore',
          title: t('chart.before'),
          isNumber: true,
          value: ({ yearBefore }) => magnitudeOf(yearBefore?.value) ?? undefined,
          cell: ({ yearBefore }) => shownValue(yearBefore),
          exported: ({ yearBefore }) => fileValue(yearBefore?.value),
        },
      ]}
    />
  );
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const follow = () => setMatches(media.matches);
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, [query]);
  return matches;
}
