import { financialYearOf, formatInstant } from '../platform/calendar.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import {
  type Breakdowns,
  type Cell,
  type Cells,
  discloseCells,
  disclosurePolicy,
  type Gate,
  isDue,
} from './disclosure.ts';
import type { FoldState } from './fold.ts';
import { hashCatalogue, type Indicator } from './indicators.ts';
import { firstOfFinancialYear, monthNumber } from './months.ts';
import {
  lastSaid,
  lastShown,
  type PeriodValues,
  type Publication,
  type Published,
  type Revision,
  type Said,
  saidWithMonth,
  type Value,
} from './said.ts';
import { type BreakdownName, beginning, cellSeriesOf, seriesOf, sumTotal, type Totals } from './totals.ts';

/** (state at the cutoff, what was published before) -> a month's snapshot. Pure: no clock, no locale, no order of pages. */

const programme = {
  name: 'Leadership Next',
  implementer: 'HELP',
  forum: 'VIMUKTHI',
  funder: 'Kamonohashi',
  state: 'Andhra Pradesh',
} as const;

export type SnapshotIndicator = Pick<Indicator, 'code' | 'unit' | 'title'> &
  PeriodValues & {
    readonly way: Indicator['counting']['way'];
    /** The financial year's, as it was set before the cutoff. */
    readonly target: number | null;
    readonly breakdowns: Breakdowns;
  };

/** `snapshot.json`, as design section 5 has it. */
export type Snapshot = {
  readonly schema: 'leadership-next/snapshot/1';
  readonly programme: typeof programme;
  readonly month: string;
  readonly version: number;
  readonly reason: string | null;
  readonly cutoff: string;
  readonly financialYear: string;
  readonly catalogue: string;
  readonly disclosure: string;
  readonly indicators: readonly SnapshotIndicator[];
  readonly revisions: readonly Revision[];
};

/** The bytes of `snapshot.json`. */
export const renderSnapshot = (snapshot: Snapshot): string => `${canonicalJson(snapshot)}\n`;

const sumOf = (totals: Totals, { code, counting }: Indicator, from: number, to: number): Value => {
  const series = seriesOf(code);
  if (counting.way === 'ratio') {
    return {
      numerator: sumTotal(totals, series.numerator, from, to),
      denominator: sumTotal(totals, series.denominator, from, to),
    };
  }
  return sumTotal(totals, series.amount, from, to);
};

/** What an indicator says of one month alone. */
export const monthValueOf = (totals: Totals, indicator: Indicator, month: number): Value => {
  const { counting } = indicator;
  const series = seriesOf(indicator.code);
  switch (counting.way) {
    case 'stock':
      return sumTotal(totals, series.change, beginning, month);
    case 'distinct':
      return sumTotal(totals, counting.each === 'period' ? series.inMonth : series.first, month, month);
    default:
      return sumOf(totals, indicator, month, month);
  }
};

const valuesOf = (totals: Totals, indicator: Indicator, month: number): PeriodValues => {
  const { counting } = indicator;
  const series = seriesOf(indicator.code);
  const ofMonth = monthValueOf(totals, indicator, month);
  const april = firstOfFinancialYear(month);
  switch (counting.way) {
    case 'stock':
      return { month: ofMonth, financialYear: ofMonth, toDate: ofMonth };
    case 'distinct': {
      const ofYear = counting.each === 'period' ? series.firstOfYear : series.first;
      return {
        month: ofMonth,
        financialYear: sumTotal(totals, ofYear, april, month),
        toDate: sumTotal(totals, series.first, beginning, month),
      };
    }
    default:
      return {
        month: ofMonth,
        financialYear: sumOf(totals, indicator, april, month),
        toDate: sumOf(totals, indicator, beginning, month),
      };
  }
};

const cellsOf = (
  totals: Totals,
  { code, counting }: Indicator,
  name: BreakdownName,
  month: number,
): Cell[] => {
  const series = seriesOf(code);
  const counted = counting.way === 'stock' ? series.change : series.first;
  return discloseCells(name, (key) => sumTotal(totals, cellSeriesOf(counted, name, key), beginning, month));
};

const differ = (a: Value, b: Value): boolean =>
  typeof a === 'number' || typeof b === 'number'
    ? a !== b
    : a.numerator !== b.numerator || a.denominator !== b.denominator;

/** What changed in earlier published months since it was last said; a code that was never said of a month is no change. */
const revisionsOf = (
  totals: Totals,
  catalogue: readonly Indicator[],
  said: Said,
  publishedMonth: string,
): Revision[] => {
  const byCode = catalogue.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  return [...lastSaid(said)]
    .filter(([month]) => month < publishedMonth)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([month, values]) =>
      byCode.flatMap((indicator): Revision[] => {
        const was = values.get(indicator.code);
        if (was === undefined) {
          return [];
        }
        const now = monthValueOf(totals, indicator, monthNumber(month));
        return differ(was, now) ? [{ month, code: indicator.code, was, now }] : [];
      }),
    );
};

/** A month's version, and what of it later publications must know. */
export const publish = ({
  catalogue,
  totals,
  targets,
  said,
  publication,
  gate,
}: {
  readonly catalogue: readonly Indicator[];
  /** Of the fold of all lines recorded before the publication's cutoff. */
  readonly totals: Totals;
  readonly targets: FoldState['targets'];
  /** All publications with a lower ordinal. */
  readonly said: Said;
  readonly publication: Publication;
  readonly gate: Gate<Published>;
}): { readonly snapshot: Snapshot; readonly published: Published } => {
  const { ordinal, month, version, cutoff, reason } = publication;
  const indicators = catalogue.filter(({ since }) => since === undefined || since <= month);
  const at = monthNumber(month);
  const figures = indicators.map((indicator) => ({ indicator, values: valuesOf(totals, indicator, at) }));
  const revisions = revisionsOf(totals, indicators, said, month);

  // A correction repeats what its month had; else what is due is shown anew, and the rest repeats what was shown last.
  const saidOfMonth = saidWithMonth(said, month);
  const due = figures.filter(
    ({ indicator: { code, breakdowns }, values: { toDate } }) =>
      breakdowns &&
      saidOfMonth === undefined &&
      typeof toDate === 'number' &&
      isDue(toDate, lastShown(said, code).toDate),
  );
  const proposed = due.map(({ indicator }) => ({
    code: indicator.code,
    district: cellsOf(totals, indicator, 'district', at),
    ageBand: cellsOf(totals, indicator, 'ageBand', at),
  }));
  const proposal: Published = {
    ordinal,
    month,
    version,
    values: Object.fromEntries(figures.map(({ indicator: { code }, values }) => [code, values])),
    shown: Object.fromEntries(proposed.map(({ code, district, ageBand }) => [code, { district, ageBand }])),
    revisions,
  };
  const decide = (code: string, breakdown: BreakdownName, cells: Cell[]): Cells =>
    gate({ history: said, publication: proposal, code, breakdown, cells }) === 'allowed' ? cells : 'withheld';
  const published: Published = {
    ...proposal,
    shown: Object.fromEntries(
      proposed.map(({ code, district, ageBand }) => [
        code,
        { district: decide(code, 'district', district), ageBand: decide(code, 'ageBand', ageBand) },
      ]),
    ),
  };

  const saidNow = saidOfMonth ?? [...said, published];
  const financialYear = financialYearOf(month);
  const targetsOfYear = targets.get(financialYear) ?? {};
  const snapshot: Snapshot = {
    schema: 'leadership-next/snapshot/1',
    programme,
    month,
    version,
    reason,
    cutoff: formatInstant(new Date(cutoff)),
    financialYear,
    catalogue: hashCatalogue(catalogue),
    disclosure: disclosurePolicy,
    indicators: figures.map(({ indicator: { code, unit, title, counting }, values }) => ({
      code,
      unit,
      way: counting.way,
      title,
      ...values,
      target: targetsOfYear[code] ?? null,
      breakdowns: lastShown(saidNow, code).breakdowns,
    })),
    revisions,
  };
  return { snapshot, published };
};
