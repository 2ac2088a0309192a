import type { Language } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatTick, formatValue } from '../../months/format-published.ts';
import { ticksOf } from './chart-axis.ts';

/** The colours of a chart: on the page those of the device's light or dark scheme, in a file those for a white background. */
export type Palette = {
  readonly ground: string;
  readonly text: string;
  /** For text of less importance. */
  readonly soft: string;
  readonly line: string;
  readonly strong: string;
  readonly pale: string;
};

export const pagePalette: Palette = {
  ground: 'transparent',
  text: 'var(--color-text)',
  soft: 'var(--color-text-soft)',
  line: 'var(--color-line)',
  strong: 'var(--color-accent)',
  pale: 'var(--color-accent-muted)',
};

export const paperPalette: Palette = {
  ground: '#ffffff',
  text: '#1f2a2c',
  soft: '#4c5658',
  line: '#ddd3c5',
  strong: '#0b4a53',
  pale: '#8fb3b8',
};

export type Bar = {
  /** The height of the bar; null if the value is unknown: then there is no bar. */
  readonly magnitude: number | null;
  /** The text above the bar; empty for none. */
  readonly valueText: string;
  /** Whether the bar has the strong colour; otherwise the pale one. */
  readonly isStrong: boolean;
  /** The period and its value in full, which the browser shows at the pointer. */
  readonly tooltip: string;
  /** Whether the value is no longer the one that was published first: then the bar has a mark. */
  readonly isRevised: boolean;
};

export type BarGroup = {
  readonly key: string;
  /**
   * The text below the bars: up to two lines. A chart of a single group compares one period with that of a year before, and has
   * one label for each bar.
   */
  readonly labels: readonly string[];
  readonly bars: readonly Bar[];
};

export type ChartContent = {
  readonly title: string;
  /** The chart's period. */
  readonly subtitle: string;
  /** The publication that the numbers come from. */
  readonly source: string;
  readonly unit: string;
  readonly groups: readonly BarGroup[];
  /** What the strong and the pale bars show; empty if there is one kind of bar. */
  readonly legend: readonly { readonly text: string; readonly isStrong: boolean }[];
  /** What the mark of a revised bar means, and which bars have it, for people who can't see them; undefined if none is revised. */
  readonly revised?: { readonly mark: string; readonly list: string } | undefined;
};

type ChartProps = {
  readonly content: ChartContent;
  readonly palette: Palette;
  /** Whether the chart is drawn for a file: then it includes its title and source. */
  readonly isFile?: boolean;
  readonly isNarrow?: boolean;
};

/** In the units of the drawing's `viewBox`. */
const rightMargin = 8;

/** The font of a chart in a file, which has no page around it to take a font from. */
const fontFamily = 'system-ui, "Noto Sans", "Noto Sans Telugu", "Noto Sans JP", sans-serif';

/**
 * The bar chart of an indicator on the funder's page, a bar for each period. In a chart that compares years, the bar
 * of the year before stands beside it in a paler colour. The table beside the chart has all numbers, so nobody needs to
 * hover or to tell colours apart.
 */
export function Chart({ content, palette, isFile = false, isNarrow = false }: ChartProps) {
  const { groups } = content;
  const language = useLanguage();
  const drawing: Drawing = { ...layOut(content, { isFile, isNarrow, language }), content, palette, isNarrow };
  const { size, fontSize } = drawing;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="chart"
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={[content.title, content.subtitle, content.revised?.list]
        .filter((text) => text !== undefined)
        .join('. ')}
      {...(isFile ? { 'font-family': fontFamily } : {})}
      font-size={fontSize}
    >
      <rect width={size.width} height={size.height} fill={palette.ground} />
      {isFile && <TitleAndSource drawing={drawing} />}
      <Legend drawing={drawing} />
      <Axis drawing={drawing} />
      {groups.map((group, index) => (
        <Group key={group.key} drawing={drawing} group={group} index={index} />
      ))}
    </svg>
  );
}

/** Where everything stands. All lengths are in the units of the drawing's `viewBox`. */
type Layout = {
  readonly size: { readonly width: number; readonly height: number };
  readonly fontSize: number;
  /** The horizontal position of the axis, right of the labels of the ticks. */
  readonly left: number;
  readonly legendTop: number;
  /** The vertical position of zero, above the labels of the bars and, in a file, the source. */
  readonly bottom: number;
  readonly groupWidth: number;
  readonly ticks: readonly number[];
  /** The vertical position of a value in the drawing, from the top; a value below zero is drawn as zero. */
  readonly y: (magnitude: number) => number;
};

/** What every part of the chart is drawn from. */
type Drawing = Layout & Required<Pick<ChartProps, 'content' | 'palette' | 'isNarrow'>>;
type DrawingProps = { readonly drawing: Drawing };

/** The label of a tick: a ratio as `50%`, all else in full. `formatTick` would shorten amounts to lakhs, which readers in Japan do not know. */
const axisText = (tick: number, unit: string, language: Language): string =>
  unit === 'ratio' ? formatTick(tick, unit, language) : formatValue(tick, unit, language);

function layOut(
  { groups, legend, revised, unit }: ChartContent,
  {
    isFile,
    isNarrow,
    language,
  }: Required<Pick<ChartProps, 'isFile' | 'isNarrow'>> & { readonly language: Language },
): Layout {
  const size = isNarrow ? { width: 420, height: 300 } : { width: 960, height: isFile ? 540 : 400 };
  const fontSize = isNarrow ? 12 : 14;
  const titleHeight = isFile ? 96 : 16;
  const legendHeight = (legend.length > 0 ? 30 : 0) + (revised === undefined ? 0 : 30);
  const valueTextHeight = 14;
  /** The vertical position of the highest tick. */
  const top = titleHeight + legendHeight + valueTextHeight;
  const bottom = size.height - (isFile ? 84 : 48);
  const magnitudes = groups.flatMap(({ bars }) => bars.map(({ magnitude }) => magnitude ?? 0));
  // The axis of a ratio always ends at 100%.
  const ticks = ticksOf(unit === 'ratio' ? 1 : Math.max(0, ...magnitudes));
  const highest = ticks.at(-1) ?? 1;
  const longestLength = Math.max(...ticks.map((tick) => axisText(tick, unit, language).length));
  // A character is about 0.6 of the font's size wide.
  const left = Math.max(isNarrow ? 52 : 72, longestLength * fontSize * 0.6 + 12);
  return {
    size,
    fontSize,
    left,
    legendTop: isFile ? 92 : 12,
    bottom,
    groupWidth: (size.width - left - rightMargin) / Math.max(groups.length, 1),
    ticks,
    y: (magnitude) => bottom - (Math.max(magnitude, 0) / highest) * (bottom - top),
  };
}

/** The font size in which a title fits the width of a file: long titles get smaller letters, from 26 down to 15. */
const titleSizeOf = (title: string): number => Math.max(15, Math.min(26, 1500 / title.length));

/** The title and the source, which only a file has inside the chart; on the page they stand around it. */
function TitleAndSource({ drawing: { content, palette, size } }: DrawingProps) {
  return (
    <>
      <text x={24} y={42} font-size={titleSizeOf(content.title)} font-weight="700" fill={palette.text}>
        {content.title}
      </text>
      <text x={24} y={70} font-size={17} fill={palette.soft}>
        {content.subtitle}
      </text>
      <text x={24} y={size.height - 16} font-size={13} fill={palette.soft}>
        {content.source}
      </text>
    </>
  );
}

/** The mark of a revised value, a diamond. */
const RevisedMark = ({ x, y, fill }: { readonly x: number; readonly y: number; readonly fill: string }) => (
  <path class="chart-revised" d={`M${x} ${y - 5}l5 5l-5 5l-5 -5z`} fill={fill} />
);

function Legend({ drawing: { content, palette, left, legendTop, isNarrow } }: DrawingProps) {
  const revisedTop = legendTop + (content.legend.length > 0 ? 24 : 0);
  return (
    <>
      {content.revised !== undefined && (
        <>
          <RevisedMark x={left + 7} y={revisedTop + 7} fill={palette.text} />
          <text x={left + 20} y={revisedTop + 12} fill={palette.text}>
            {content.revised.mark}
          </text>
        </>
      )}
      {content.legend.map(({ text, isStrong }, index) => (
        <g key={text} transform={`translate(${left + index * (isNarrow ? 180 : 320)} ${legendTop})`}>
          <rect width={14} height={14} fill={isStrong ? palette.strong : palette.pale} />
          <text x={20} y={12} fill={palette.text}>
            {text}
          </text>
        </g>
      ))}
    </>
  );
}

function Axis({ drawing: { content, palette, size, left, ticks, y } }: DrawingProps) {
  const language = useLanguage();
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={left}
            x2={size.width - rightMargin}
            y1={y(tick)}
            y2={y(tick)}
            stroke={tick === 0 ? palette.soft : palette.line}
          />
          <text x={left - 8} y={y(tick) + 5} text-anchor="end" fill={palette.soft}>
            {axisText(tick, content.unit, language)}
          </text>
        </g>
      ))}
    </>
  );
}

/** The bars of a period, and the text below them. @param index from 0, the oldest */
function Group({
  drawing,
  group: { labels, bars },
  index,
}: DrawingProps & { readonly group: BarGroup; readonly index: number }) {
  const { content, palette, left, bottom, groupWidth, isNarrow } = drawing;
  const countOfGroups = content.groups.length;
  const isSingleGroup = countOfGroups === 1;
  const start = left + index * groupWidth;
  // A quarter of the group's width stays free. In a chart with few bars, a bar is no wider than 150.
  const barWidth = Math.min((groupWidth * 0.76) / bars.length, 150);
  // A narrow chart of many groups has room for every third label, counted back from the newest.
  const isLabelHidden = isNarrow && countOfGroups > 8 && (countOfGroups - 1 - index) % 3 !== 0;
  const firstX = start + (groupWidth - barWidth * bars.length) / 2;
  return (
    <g>
      {bars.map((bar, barIndex) => (
        <BarWithTexts
          key={barIndex}
          drawing={drawing}
          bar={bar}
          x={firstX + barIndex * barWidth}
          width={barWidth}
          // A narrow chart has room for the newest value alone.
          hasValue={!isNarrow || index === countOfGroups - 1}
          isSingleGroup={isSingleGroup}
          // In a chart of a single group, each bar has its own label.
          label={isSingleGroup ? labels[barIndex] : undefined}
        />
      ))}
      {!isSingleGroup &&
        labels.map((label, line) => (
          <text
            key={line}
            display={isLabelHidden ? 'none' : undefined}
            x={start + groupWidth / 2}
            y={bottom + 18 + line * 18}
            text-anchor="middle"
            fill={palette.soft}
          >
            {label}
          </text>
        ))}
    </g>
  );
}

function BarWithTexts({
  drawing: { palette, fontSize, bottom, y },
  bar: { magnitude, valueText, isStrong, tooltip, isRevised },
  x,
  width,
  hasValue,
  isSingleGroup,
  label,
}: DrawingProps & {
  readonly bar: Bar;
  readonly x: number;
  readonly width: number;
  readonly hasValue: boolean;
  readonly isSingleGroup: boolean;
  readonly label: string | undefined;
}) {
  const valueSize = isSingleGroup ? 22 : fontSize - 1;
  const hasText = valueText !== '' && hasValue;
  const textBottom = y(magnitude ?? 0) - 6;
  return (
    <g class="chart-bar">
      <title>{tooltip}</title>
      {isRevised && (
        <RevisedMark
          x={x + width / 2}
          y={hasText ? textBottom - valueSize - 3 : textBottom - 3}
          fill={palette.text}
        />
      )}
      {/* A small gap stays free on both sides of a bar. */}
      {magnitude !== null && (
        <rect
          x={x + width * 0.04}
          width={width * 0.92}
          y={y(magnitude)}
          height={bottom - y(magnitude)}
          fill={isStrong ? palette.strong : palette.pale}
        />
      )}
      {hasText && (
        <text
          class="chart-value"
          x={x + width / 2}
          y={textBottom}
          text-anchor="middle"
          fill={palette.text}
          font-weight={isSingleGroup ? '700' : '400'}
          font-size={valueSize}
        >
          {valueText}
        </text>
      )}
      {label !== undefined && (
        <text x={x + width / 2} y={bottom + 24} text-anchor="middle" fill={palette.text} font-size={16}>
          {label}
        </text>
      )}
    </g>
  );
}
