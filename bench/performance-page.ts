import type { Row } from './measure.ts';
import type { Measured } from './measured.ts';

/** A figure of a page: two decimals, or none where it is large. */
const formatFigure = (value: number): string => (value >= 10 ? value.toFixed(0) : value.toFixed(2));

/** Whether a figure was counted, not timed: then each part of it is true, however small. */
const isCounted = ({ ratio: { median, p10, p90 } }: Row): boolean => median === p10 && median === p90;

/** A counted figure that is over a bound but would look like it gets one decimal more. */
const formatMedian = (row: Row): string => {
  const { ratio, limit, aim } = row;
  const shown = formatFigure(ratio.median);
  const hides = [limit, aim].some(
    (bound) => bound !== undefined && ratio.median > bound && Number(shown) <= bound,
  );
  return isCounted(row) && hides ? ratio.median.toFixed(3) : shown;
};

/** Whether the median as the page shows it is over a bound; one that is no number is. */
const isOver = (row: Row, bound: number | undefined): boolean =>
  bound !== undefined && !(Number(formatMedian(row)) <= bound);

export const isOverLimit = (row: Row): boolean => isOver(row, row.limit);
const missesAim = (row: Row): boolean => isOver(row, row.aim);

const verdictOf = (row: Row): string => {
  if (row.limit === undefined) return '';
  if (isOverLimit(row)) return '**over the limit**';
  return row.aim === undefined || missesAim(row) ? 'within the limit' : 'reaches the aim';
};

const formatBound = (bound: number | undefined): string => (bound === undefined ? '–' : formatFigure(bound));

/** What is over its limit, for the top of the page and for whoever runs the bench. */
export const describeOver = (row: Row): string =>
  `${row.what}: ${formatMedian(row)}, limit ${formatBound(row.limit)}`;

const renderOver = (rows: readonly Row[]): string[] => {
  const over = rows.filter(isOverLimit);
  return over.length === 0
    ? ['**Nothing is over its limit.**']
    : [
        `**Over their limit (${over.length} of ${rows.length} rows):**`,
        '',
        ...over.map((row) => `- ${describeOver(row)}`),
      ];
};

/** Lists each hindrance once, with all figures that it concerns. */
const renderHindrances = (rows: readonly Row[]): string[] => {
  const missed = Map.groupBy(rows.filter(missesAim), ({ hindrance }) => hindrance ?? 'Not known.');
  return missed.size === 0
    ? []
    : [
        '## What stands in the way of an aim',
        '',
        ...[...missed].map(
          ([hindrance, hindered]) => `- **${hindered.map(({ what }) => what).join('; ')}**: ${hindrance}`,
        ),
        '',
      ];
};

/** When and where which parts were measured: mostly all at once. */
const renderRuns = ({ parts }: Measured<'performance'>): string[] => {
  const runs = Map.groupBy(parts, ({ on, machine }) => `${on} (Indian date), on ${machine}`);
  return runs.size === 1
    ? [`Measured on ${[...runs.keys()].join('')}.`]
    : [...runs].map(([run, some]) => `- ${some.map(({ name }) => name).join(', ')}: measured on ${run}`);
};

/** The page docs/performance.md. */
export const renderPerformance = (measured: Measured<'performance'>): string => {
  const rows = measured.parts.flatMap((part) => part.rows);
  return [
    '# Performance',
    '',
    ...renderOver(rows),
    '',
    'Written by `npm run bench`. Each figure is a ratio to what is named beside it, measured in the same run, in turn: the median, and the tenth and ninetieth',
    'percentile of the pairs. **Limit** is the most that the median may be, or `npm run bench` fails; **aim** is what we would like to reach; the **verdict** compares the',
    'median with both, to the digits that are shown. A row without a limit only informs.',
    '',
    'What one process does by itself is measured by its time on a processor, what waits for the store by the clock. Times themselves are left out, since they are one',
    'machine’s; that of `npm start` is the exception.',
    '',
    ...renderRuns(measured),
    '',
    '| what | against | median | spread | limit | aim | verdict |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(
      (one) =>
        `| ${one.what} | ${one.against} | ${formatMedian(one)} | ${formatFigure(one.ratio.p10)}–${formatFigure(one.ratio.p90)} | ${formatBound(one.limit)} | ${formatBound(one.aim)} | ${verdictOf(one)} |`,
    ),
    '',
    '**Words.** The gate decides whether a breakdown may be shown; a pack is what a leader’s phone fetches, and a handover pack all data of the programme',
    '([words](words.md)). middy is the library that passes a call through its checks. Invented keys are those of the invented women, which the bench has in memory and Lambda has not.',
    '',
    '**Read units** here are those of a reading that was made before on the same day, with the keys of the women in the function’s memory. [What it costs](cost.md) counts',
    'the first reading, without: the search that finds twenty then reads the key of each woman too, and writes its line into the access log.',
    '',
    ...renderHindrances(rows),
  ].join('\n');
};
