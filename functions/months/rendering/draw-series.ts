import { escapeXml } from '../../shared/text/escape-xml.ts';

/**
 * Draws a monthly series as a small SVG: bars for what happened in each month, or a line for levels at the end of each month. It uses one dark tone on
 * white, and the newest month is darker and has its number, so that the drawing can be read in print without colours. It has no title: the page puts
 * one above it, and has a table of the numbers.
 */

export type Point = {
  /** The short label on the axis below. */
  readonly label: string;
  /** The year, on a line of its own below the first of its labels. */
  readonly year: string;
  /** Null if unknown: then nothing is drawn, while a line draws 0 at the bottom. */
  readonly value: number | null;
};

export type Drawing = {
  readonly kind: 'bars' | 'line';
  readonly width: number;
  readonly height: number;
  readonly format: (value: number) => string;
  readonly fontFamily: string;
};

const ink = '#16324f';
const paleInk = '#8ba3bc';
const grid = '#d4dae1';
const textInk = '#3b4754';

/** A number for the SVG, with at most two decimals. */
const n = (value: number): string => String(Math.round(value * 100) / 100);

/** The step of a scale from 0 to `largest` with about three steps: 1, 2 or 5 times a power of ten, at least 1. */
const stepOf = (largest: number): number => {
  const rough = largest / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  return Math.max(1, factor * power);
};

const fontSize = 7;
/** The approximate width of a digit. */
const digitWidth = fontSize * 0.58;
const boldDigitWidth = fontSize * 0.6;

/** The area of a drawing that has its marks: right of the scale's numbers, and above the names of the months. */
type Plot = {
  readonly left: number;
  readonly bottom: number;
  readonly monthWidth: number;
  readonly ticks: readonly number[];
  /** The middle of a point's month. */
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
};

const plotOf = (points: readonly Point[], { width, height, format }: Drawing): Plot => {
  // The plot leaves room for the newest value above, the months and their years below, and the numbers of the scale on its left.
  const top = fontSize + 5;
  const bottom = height - 2 * fontSize - 5;
  const largest = Math.max(1, ...points.flatMap(({ value }) => (value === null ? [] : [value])));
  const step = stepOf(largest);
  const scaleTop = Math.ceil(largest / step) * step;
  const ticks = Array.from({ length: Math.round(scaleTop / step) + 1 }, (_, index) => index * step);
  const left = Math.max(...ticks.map((tick) => format(tick).length)) * digitWidth + 4;
  const monthWidth = (width - left - 2) / Math.max(1, points.length);
  return {
    left,
    bottom,
    monthWidth,
    ticks,
    x: (index) => left + monthWidth * (index + 0.5),
    y: (value) => bottom - ((bottom - top) * value) / scaleTop,
  };
};

const drawText = (position: string, content: string, moreAttributes: string): string =>
  `<text ${position} font-size="${fontSize}" fill="${textInk}"${moreAttributes}>${escapeXml(content)}</text>`;

/** The lines of the scale. A number's baseline is 0.35 of its size below the line, so that its middle is at the line. */
const drawScale = ({ left, ticks, y }: Plot, { width, format }: Drawing): string[] =>
  ticks.map(
    (tick) =>
      `<line x1="${n(left)}" y1="${n(y(tick))}" x2="${n(width)}" y2="${n(y(tick))}" stroke="${tick === 0 ? textInk : grid}" stroke-width="${tick === 0 ? 0.8 : 0.5}"/>` +
      drawText(`x="${n(left - 3)}" y="${n(y(tick) + fontSize * 0.35)}"`, format(tick), ' text-anchor="end"'),
  );

const drawBars = (points: readonly Point[], { bottom, monthWidth, x, y }: Plot): string[] => {
  const barWidth = monthWidth * 0.66;
  return points.map(({ value }, index) =>
    value === null || value === 0
      ? ''
      : `<rect x="${n(x(index) - barWidth / 2)}" y="${n(y(value))}" width="${n(barWidth)}" height="${n(bottom - y(value))}" fill="${index === points.length - 1 ? ink : paleInk}"/>`,
  );
};

const drawLine = (points: readonly Point[], { x, y }: Plot): string[] => {
  // If the point before has a value, the line goes on (L); otherwise it begins here (M).
  let hasPointBefore = false;
  const path = points.map(({ value }, index) => {
    if (value === null) {
      hasPointBefore = false;
      return '';
    }
    const command = hasPointBefore ? 'L' : 'M';
    hasPointBefore = true;
    return `${command}${n(x(index))} ${n(y(value))}`;
  });
  const dots = points.map(({ value }, index) =>
    value === null
      ? ''
      : `<circle cx="${n(x(index))}" cy="${n(y(value))}" r="${index === points.length - 1 ? 2.4 : 1.3}" fill="${ink}"/>`,
  );
  return [
    `<path d="${path.join('')}" fill="none" stroke="${ink}" stroke-width="1.4" stroke-linejoin="round"/>`,
    ...dots,
  ];
};

/** The newest value as a label. It is above the value's mark, and above every part of the line that would cross the label. Empty if the value is unknown. */
const labelNewest = (
  points: readonly Point[],
  { monthWidth, x, y }: Plot,
  { kind, width, format }: Drawing,
): string => {
  const newest = points.length - 1;
  const value = points[newest]?.value ?? null;
  if (value === null) {
    return '';
  }
  const content = format(value);
  // A short label is centred on the newest mark. A long one ends there, since it would run over the edge otherwise.
  const isLong = content.length > 4;
  const widthLeftOfMark = content.length * boldDigitWidth * (isLong ? 1 : 0.5);
  // A line may cross the label: these are its points below the label, and the point before them, from which it comes in. Bars don't cross it.
  const pointsBelow = points.filter(
    (_, index) => kind === 'line' && x(index) > x(newest) - widthLeftOfMark - monthWidth,
  );
  const highest = Math.max(value, ...pointsBelow.map((point) => point.value ?? 0));
  return drawText(
    `x="${n(Math.min(x(newest), width - 1))}" y="${n(y(highest) - 3)}"`,
    content,
    ` text-anchor="${isLong ? 'end' : 'middle'}" font-weight="bold"`,
  );
};

/**
 * Draws the small chart of a series for the report.
 * @param points in order of time, with values of at least 0
 * @returns an SVG document
 */
export const drawSeries = (points: readonly Point[], drawing: Drawing): string => {
  const { kind, width, height, fontFamily } = drawing;
  const plot = plotOf(points, drawing);
  const months = points.map(({ label: month }, index) =>
    drawText(`x="${n(plot.x(index))}" y="${n(height - fontSize - 3)}"`, month, ' text-anchor="middle"'),
  );
  const years = points.map(({ year }, index) =>
    year === points[index - 1]?.year
      ? ''
      : drawText(`x="${n(plot.x(index) - fontSize / 2)}" y="${n(height - 2)}"`, year, ''),
  );
  const marks = kind === 'bars' ? drawBars(points, plot) : drawLine(points, plot);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n(width)} ${n(height)}" width="${n(width)}" height="${n(height)}" font-family="${escapeXml(fontFamily)}">` +
    [...drawScale(plot, drawing), ...months, ...years, ...marks, labelNewest(points, plot, drawing)].join(
      '',
    ) +
    '</svg>'
  );
};
