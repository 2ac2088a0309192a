import {
  type Breakdown,
  type Breakdowns,
  type Cell,
  discloseCells,
  disclosurePolicy,
  type Gate,
  isDue,
} from '../disclosure/disclosure.ts';
import { latestValues, type Revision, type Value } from '../disclosure/latest-values.ts';
import {
  lastShown,
  type PeriodValues,
  type Publication,
  type Published,
  readPublished,
  type Said,
  saidWithMonth,
  valuesOfMonths,
} from '../disclosure/publication-history.ts';
import { financialYearOf, formatInstant } from '../domain/calendar.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { hashCatalogue } from '../indicators/catalogue.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { firstOfFinancialYear, monthNumber } from '../indicators/months.ts';
import {
  type Baseline,
  baselinesAt,
  type Narrative,
  namesIn,
  narrativeAt,
  type ProgrammeLine,
  type ProgrammeNames,
  type Story,
  storiesOf,
  targetsAt,
} from '../indicators/programme-lines.ts';
import {
  type BreakdownName,
  beginning,
  cellSeriesOf,
  keysInMonth,
  seriesOf,
  sumsUpTo,
  sumTotal,
  type Totals,
} from '../indicators/totals.ts';

/** (totals at the cutoff, what was published before) -> a month's snapshot. Pure: no clock, no locale, no order of pages. */

export type SnapshotIndicator = Pick<Indicator, 'code' | 'unit' | 'title'> &
  PeriodValues & {
    readonly way: Indicator['counting']['way'];
    /** The financial year's, as it was set before the month's first cutoff. */
    readonly target: number | null;
    /** What earlier registers say was reached; as it was set before the month's first cutoff. Not in the counts. */
    readonly baseline: Baseline | null;
    readonly breakdowns: Breakdowns;
  };

/** `snapshot.json`, as design section 5 has it. */
export type Snapshot = {
  readonly schema: 'leadership-next/snapshot/1';
  readonly programme: ProgrammeNames;
  readonly month: string;
  readonly version: number;
  readonly reason: string | null;
  readonly cutoff: string;
  readonly financialYear: string;
  readonly catalogue: string;
  readonly disclosure: string;
  readonly indicators: readonly SnapshotIndicator[];
  readonly narrative: Narrative | null;
  readonly stories: readonly Story[];
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
const monthValueOf = (totals: Totals, indicator: Indicator, month: number): Value => {
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

/** The same of many months, in their order: a stock is added up once for all of them. */
const monthValuesOf = (totals: Totals, indicator: Indicator, months: readonly number[]): Value[] =>
  indicator.counting.way === 'stock'
    ? sumsUpTo(totals, seriesOf(indicator.code).change, months)
    : months.map((month) => monthValueOf(totals, indicator, month));

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
  month: string,
): Cell[] => {
  const series = seriesOf(code);
  const counted = counting.way === 'stock' ? series.change : series.first;
  const to = monthNumber(month);
  return discloseCells(keysInMonth(name, month), (key) =>
    sumTotal(totals, cellSeriesOf(counted, name, key), beginning, to),
  );
};

const differ = (a: Value, b: Value): boolean =>
  typeof a === 'number' || typeof b === 'number'
    ? a !== b
    : a.numerator !== b.numerator || a.denominator !== b.denominator;

/**
 * The month values of earlier months that changed since they were last published. Their values of the year and to date are
 * published anew by a correction alone. A code that a month was never published with is no change.
 */
const revisionsOf = (
  totals: Totals,
  catalogue: readonly Indicator[],
  said: Said,
  publishedMonth: string,
): Revision[] => {
  const earlier = [...latestValues(valuesOfMonths(said))]
    .filter(([month]) => month < publishedMonth)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const months = earlier.map(([month]) => monthNumber(month));
  const byCode = catalogue
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map((indicator) => ({ code: indicator.code, now: monthValuesOf(totals, indicator, months) }));
  return earlier.flatMap(([month, values], at) =>
    byCode.flatMap(({ code, now: ofMonths }): Revision[] => {
      const was = values.get(code)?.value;
      const now = ofMonths[at];
      return was !== undefined && now !== undefined && differ(was, now) ? [{ month, code, was, now }] : [];
    }),
  );
};

/** A month's version. */
export const composeSnapshot = ({
  catalogue,
  totals,
  programme,
  said,
  publication,
  gate,
  secret,
}: {
  readonly catalogue: readonly Indicator[];
  /** Of all lines recorded before the publication's cutoff. */
  readonly totals: Totals;
  /** What months publish beside their counts, of the same lines. */
  readonly programme: readonly ProgrammeLine[];
  /** All publications with a lower ordinal. */
  readonly said: Said;
  readonly publication: Publication;
  readonly gate: Gate<Published>;
  /** What the gate draws lots from. */
  readonly secret: string;
}): Snapshot => {
  const { ordinal, month, version, cutoff, reason } = publication;
  const at = monthNumber(month);
  const indicators = catalogue.filter(({ since }) => since === undefined || since <= month);
  const saidOfMonth = saidWithMonth(said, month);
  const financialYear = financialYearOf(month);
  // `saidOfMonth` ends with the month's first publication, whose targets, baselines and terms a correction keeps.
  const firstCutoff = saidOfMonth?.at(-1)?.cutoff ?? cutoff;
  const targets = targetsAt(programme, financialYear, firstCutoff);
  const baselines = baselinesAt(programme, firstCutoff);

  const entries = indicators.map((indicator) => {
    const { code, unit, title, counting } = indicator;
    const values = valuesOf(totals, indicator, at);
    const shown = lastShown(saidOfMonth ?? said, code);
    // A correction repeats what its month had; else what is due is shown anew, and the rest repeats what was shown last.
    const due =
      indicator.breakdowns &&
      saidOfMonth === undefined &&
      typeof values.toDate === 'number' &&
      isDue({ month, toDate: values.toDate }, shown.total);
    const anew = (name: BreakdownName): Breakdown => ({
      asOf: month,
      cells: cellsOf(totals, indicator, name, month),
    });
    const breakdowns: Breakdowns = due
      ? { district: anew('district'), ageBand: anew('ageBand') }
      : shown.breakdowns;
    const target = targets[code] ?? null;
    const baseline = baselines[code] ?? null;
    return { code, unit, way: counting.way, title, ...values, target, baseline, breakdowns };
  });
  const proposed: Snapshot = {
    schema: 'leadership-next/snapshot/1',
    programme: namesIn(programme, month, firstCutoff),
    month,
    version,
    reason,
    cutoff: formatInstant(new Date(cutoff)),
    financialYear,
    catalogue: hashCatalogue(catalogue),
    disclosure: disclosurePolicy,
    indicators: entries,
    narrative: narrativeAt(programme, month, cutoff),
    stories: storiesOf(programme, said, publication),
    revisions: revisionsOf(totals, indicators, said, month),
  };
  return passGate(gate, secret, said, proposed, readPublished(ordinal, proposed));
};

/** The snapshot with those of its new breakdowns withheld that the gate does not let through. */
const passGate = (
  gate: Gate<Published>,
  secret: string,
  history: Said,
  snapshot: Snapshot,
  publication: Published,
): Snapshot => ({
  ...snapshot,
  indicators: snapshot.indicators.map((entry) => {
    const { code, breakdowns } = entry;
    if (publication.shown[code] === undefined) {
      return entry;
    }
    const pass = (name: BreakdownName): Breakdown | null => {
      const breakdown = breakdowns[name];
      return breakdown === null || breakdown.cells === 'withheld'
        ? breakdown
        : gate({ history, publication, code, breakdown: name, secret })
          ? breakdown
          : { ...breakdown, cells: 'withheld' };
    };
    return { ...entry, breakdowns: { district: pass('district'), ageBand: pass('ageBand') } };
  }),
});
