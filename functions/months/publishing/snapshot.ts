import { financialYearOf, formatInstant } from '../../shared/calendar/calendar.ts';
import { InternalError } from '../../shared/errors/errors.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import { type Breakdown, type Breakdowns, type Cell, discloseCells } from '../disclosure/breakdown-cells.ts';
import { disclosurePolicy, type Gate } from '../disclosure/gate.ts';
import { latestValues, type PublishedPeriod, type Revision } from '../disclosure/latest-values.ts';
import { fillNumbers } from '../disclosure/narrative-numbers.ts';
import {
  findLastShown,
  historyThroughFirstVersion,
  type PeriodValues,
  type Publication,
  type PublicationHistory,
  type PublishedNumbers,
  toPublishedNumbers,
  valuesOfMonths,
} from '../disclosure/publication-history.ts';
import { fewestTold, tellRatio } from '../disclosure/too-few.ts';
import { isSameValue, type Value } from '../disclosure/value-arithmetic.ts';
import { isDue } from '../disclosure/when-due.ts';
import { type BreakdownName, cellSeriesOf, keysInMonth } from '../indicators/breakdowns.ts';
import { hashCatalogue } from '../indicators/catalogue.ts';
import { type Causes, causesBetween } from '../indicators/causes.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { monthNumber } from '../indicators/month-numbers.ts';
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
} from '../indicators/programme-at-cutoff.ts';
import { beginning, seriesOf, sumsUpTo, sumTotal, type Totals } from '../indicators/totals.ts';
import { type HalfYearly, halfYearlyValueOf, ofAllPeriods } from './half-yearly.ts';
import { levelsOf, monthValuesOf, valuesOf } from './values-of-totals.ts';

/**
 * Composes a month's snapshot from the totals at its cutoff (values-of-totals.ts) and the earlier publications. Pure: the same input gives the same bytes,
 * whatever the clock, the locale or the pages in which the journal was read.
 */

export type SnapshotIndicator = Pick<Indicator, 'code' | 'unit' | 'title'> &
  PeriodValues & {
    readonly way: Indicator['counting']['way'];
    /** Only if the indicator is a ratio of stocks that has been counted: the month at whose end it was. */
    readonly asOf?: string;
    /** The target of the financial year, as set last before the month's first cutoff; null if none was set. */
    readonly target: number | null;
    /** A figure from earlier registers, as set last before the month's first cutoff; no value includes it. */
    readonly baseline: Baseline | null;
    readonly breakdowns: Breakdowns;
    /** Only for members' money balances: how many members with a balance are left out because they haven't consented. */
    readonly leftOut?: LeftOut;
  };

/** A number of members; withheld below `fewestTold`. */
type LeftOut = number | { readonly withheld: 'too_few' };

/** The content of `snapshot.json`. */
export type Snapshot = {
  readonly schema: 'leadership-next/snapshot/1';
  /** Null only in the preview of a month without terms, which waits for them. */
  readonly programme: ProgrammeNames | null;
  readonly month: string;
  readonly version: number;
  readonly reason: string | null;
  readonly cutoff: string;
  readonly financialYear: string;
  /** The hash of the indicators' catalogue. */
  readonly catalogue: string;
  /** The version of the disclosure rules. */
  readonly disclosure: string;
  readonly indicators: readonly SnapshotIndicator[];
  readonly narrative: Narrative | null;
  readonly stories: readonly Story[];
  readonly revisions: readonly Revision[];
} & Partial<Correction>;

/** A value that a correction changed: the version before said `was`. */
export type Change = {
  readonly code: string;
  readonly part: PublishedPeriod;
  readonly was: Value;
  readonly now: Value;
};

/** The fields that every version after a month's first has in addition. */
type Correction = {
  /** In the order of codes, then month, financial year and to date. An indicator that the version before lacks changed nothing. */
  readonly changes: readonly Change[];
  /** By cause: how many lines that can change the month's numbers were recorded since the version before. */
  readonly because: Causes;
};

/** The bytes of `snapshot.json`. */
export const renderSnapshot = (snapshot: Snapshot): string => `${canonicalJson(snapshot)}\n`;

const activeMembers = seriesOf('members_active').change;

/** Whether an indicator's value of a month is withheld because the programme had too few active members. */
const isOfFew = (totals: Totals, { isWithheldOfFew }: Indicator, month: number): boolean =>
  isWithheldOfFew === true && sumTotal(totals, activeMembers, beginning, month) < fewestTold;

/** An indicator's values as one version of a month publishes them, withheld if they are of too few people. */
const disclosedValuesOf = (
  totals: Totals,
  indicator: Indicator,
  { month }: Publication,
  history: PublicationHistory,
): HalfYearly => {
  const monthIndex = monthNumber(month);
  if (indicator.counting.way === 'ratio_of_stocks') {
    return halfYearlyValueOf(indicator.code, month, history, () =>
      tellRatio(levelsOf(totals, indicator.code, monthIndex)),
    );
  }
  return isOfFew(totals, indicator, monthIndex)
    ? ofAllPeriods({ withheld: 'too_few' })
    : valuesOf(totals, indicator, monthIndex);
};

/** The cells of one breakdown at the end of a month: members counted so far, or a stock's level. */
const cellsOf = (
  totals: Totals,
  { code, counting }: Indicator,
  name: BreakdownName,
  month: string,
): Cell[] => {
  const series = seriesOf(code);
  const wholeSeries = counting.way === 'stock' ? series.change : series.first;
  const to = monthNumber(month);
  return discloseCells(keysInMonth(name, month), (key) =>
    sumTotal(totals, cellSeriesOf(wholeSeries, name, key), beginning, to),
  );
};

/**
 * The revisions: for each earlier month, the values of that month alone that have changed since they were last published. (Values of the financial
 * year and to date are published again only by a correction of the month.) No revision is made of an indicator that was never published for the
 * month, of a month that was published from a later count, or of a ratio of stocks: only a correction of March or September counts that again.
 */
const revisionsOf = (
  totals: Totals,
  catalogue: readonly Indicator[],
  history: PublicationHistory,
  { month: publishedMonth, cutoff }: Publication,
): Revision[] => {
  // A month may be registered some time after its close, and another month corrected in between. For example: August closes, June is corrected,
  // August is registered. June's correction has the later cutoff and also published revisions of the months before June. So August revises
  // neither June nor these.
  const isFromLaterCount = (month: string): boolean =>
    history.some((other) => other.month >= month && other.cutoff > cutoff);
  const earlierMonths = [...latestValues(valuesOfMonths(history))]
    .filter(([month]) => month < publishedMonth && !isFromLaterCount(month))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const monthNumbers = earlierMonths.map(([month]) => monthNumber(month));
  const activeByMonth = sumsUpTo(totals, activeMembers, monthNumbers);
  const presentValues = catalogue
    .filter(({ counting }) => counting.way !== 'ratio_of_stocks')
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map((indicator) => ({
      code: indicator.code,
      byMonth: monthValuesOf(totals, indicator, monthNumbers).map(
        // As `isOfFew` decides, with the active members of all months counted once.
        (value, index): Value =>
          indicator.isWithheldOfFew === true && (activeByMonth[index] ?? 0) < fewestTold
            ? { withheld: 'too_few' }
            : value,
      ),
    }));
  return earlierMonths.flatMap(([month, publishedValues], index) =>
    presentValues.flatMap(({ code, byMonth }): Revision[] => {
      const was = publishedValues.get(code)?.value;
      const now = byMonth[index];
      const isRevised = was !== undefined && now !== undefined && !isSameValue(was, now);
      return isRevised ? [{ month, code, was, now }] : [];
    }),
  );
};

/**
 * An indicator's breakdowns in a version of a month. A first version shows new cells if the breakdowns are due, and otherwise repeats the last shown
 * ones. A correction repeats those of its month's first version.
 * @param history the publications up to the month's first version
 */
const breakdownsOf = (
  totals: Totals,
  indicator: Indicator,
  { month, toDate }: { readonly month: string; readonly toDate: Value },
  history: PublicationHistory,
  isFirstVersion: boolean,
): Breakdowns => {
  const lastShown = findLastShown(history, indicator.code);
  const areDue =
    indicator.breakdowns &&
    isFirstVersion &&
    typeof toDate === 'number' &&
    isDue({ month, toDate }, lastShown.total);
  if (!areDue) return lastShown.breakdowns;
  const newBreakdown = (name: BreakdownName): Breakdown => ({
    asOf: month,
    cells: cellsOf(totals, indicator, name, month),
  });
  return { district: newBreakdown('district'), ageBand: newBreakdown('ageBand') };
};

/** How many members are left out of a stock of members' money at the end of a month. Other indicators don't have the field. */
const leftOutOf = (
  totals: Totals,
  { code, unit, counting }: Indicator,
  month: number,
): { readonly leftOut?: LeftOut } => {
  if (unit !== 'paise' || counting.way !== 'stock' || counting.of !== 'member') {
    return {};
  }
  const leftOut = sumTotal(totals, seriesOf(code).leftOut, beginning, month);
  return { leftOut: leftOut < fewestTold ? { withheld: 'too_few' } : leftOut };
};

/** The narrative with the snapshot's own numbers in place of their placeholders. */
const fillNarrative = (
  narrative: Narrative | null,
  entries: readonly SnapshotIndicator[],
): Narrative | null => {
  if (narrative === null) return null;
  const fill = (language: 'en' | 'ja'): string | null => {
    const text = narrative[language];
    return text === null ? null : fillNumbers(text, entries, language);
  };
  return { en: fill('en'), ja: fill('ja') };
};

/** In the order in which `Correction.changes` lists the values of an indicator. */
const publishedPeriods = ['month', 'financialYear', 'toDate'] as const satisfies readonly PublishedPeriod[];

/** The values that differ from those of the month's version before. */
const changesOf = (
  indicators: readonly (PeriodValues & { readonly code: string })[],
  before: PublishedNumbers['values'],
): Change[] =>
  indicators
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .flatMap((indicator) =>
      publishedPeriods.flatMap((part): Change[] => {
        const { code } = indicator;
        const was = before[code]?.[part];
        const now = indicator[part];
        return was === undefined || isSameValue(was, now) ? [] : [{ code, part, was, now }];
      }),
    );

/** The fields that only a correction has; none for a month's first version. */
const correctionOf = (
  indicators: readonly (PeriodValues & { readonly code: string })[],
  { month, version }: Publication,
  history: PublicationHistory,
  totals: Totals,
  totalsBefore: Totals | undefined,
): Partial<Correction> => {
  if (version === 1) {
    return {};
  }
  const before = history.findLast((publication) => publication.month === month);
  if (before === undefined || totalsBefore === undefined) {
    throw new InternalError(`Version ${version} of ${month} has no version before it.`);
  }
  return {
    changes: changesOf(indicators, before.values),
    because: causesBetween(totalsBefore, totals, monthNumber(month)),
  };
};

/**
 * Composes the snapshot of one version of a month, with breakdowns that pass the gate.
 * @throws InternalError for a correction without the version before it
 */
export const composeSnapshot = ({
  catalogue,
  totals,
  totalsBefore,
  programme,
  history,
  publication,
  gate,
  secret,
}: {
  readonly catalogue: readonly Indicator[];
  /** The totals of all lines recorded before the publication's cutoff. */
  readonly totals: Totals;
  /** Only for a correction: the totals at the cutoff of the version before, or what `totalsOfCauses` keeps of them. */
  readonly totalsBefore?: Totals | undefined;
  /** The terms, targets, baselines, narratives and stories among the same lines. */
  readonly programme: readonly ProgrammeLine[];
  /** All publications with a lower ordinal. */
  readonly history: PublicationHistory;
  readonly publication: Publication;
  readonly gate: Gate;
  /** Seeds the lots that the gate draws. It comes from `JournalCount`. */
  readonly secret: string;
}): Snapshot => {
  const { ordinal, month, version, cutoff, reason } = publication;
  const indicators = catalogue.filter(({ since }) => since === undefined || since <= month);
  // The publications up to the month's first version; undefined if this publication is the first version. A correction keeps the targets, baselines and
  // terms of the first version.
  const historyThroughFirst = historyThroughFirstVersion(history, month);
  const isFirstVersion = historyThroughFirst === undefined;
  const financialYear = financialYearOf(month);
  const firstCutoff = historyThroughFirst?.at(-1)?.cutoff ?? cutoff;
  const targets = targetsAt(programme, financialYear, firstCutoff);
  const baselines = baselinesAt(programme, firstCutoff);

  const entries = indicators.map((indicator): SnapshotIndicator => {
    const { code, unit, title, counting } = indicator;
    const values = disclosedValuesOf(totals, indicator, publication, history);
    return {
      code,
      unit,
      way: counting.way,
      title,
      ...values,
      target: targets[code] ?? null,
      baseline: baselines[code] ?? null,
      breakdowns: breakdownsOf(
        totals,
        indicator,
        { month, toDate: values.toDate },
        historyThroughFirst ?? history,
        isFirstVersion,
      ),
      ...leftOutOf(totals, indicator, monthNumber(month)),
    };
  });
  const proposed: Snapshot = {
    schema: 'leadership-next/snapshot/1',
    programme: publication.terms ?? namesIn(programme, month, firstCutoff) ?? null,
    month,
    version,
    reason,
    cutoff: formatInstant(new Date(cutoff)),
    financialYear,
    catalogue: hashCatalogue(catalogue),
    disclosure: disclosurePolicy,
    indicators: entries,
    // Unlike targets, baselines and terms, a correction takes the narrative that was written last before its own cutoff.
    narrative: fillNarrative(narrativeAt(programme, month, cutoff), entries),
    stories: storiesOf(programme, history, publication),
    revisions: revisionsOf(totals, indicators, history, publication),
    ...correctionOf(entries, publication, history, totals, totalsBefore),
  };
  const numbers = toPublishedNumbers(ordinal, proposed);
  return passGate(proposed, { gate, secret, history, numbers });
};

/** Replaces the cells of each new breakdown that the gate refuses by `withheld`. */
const passGate = (
  snapshot: Snapshot,
  {
    gate,
    secret,
    history,
    numbers,
  }: {
    readonly gate: Gate;
    readonly secret: string;
    readonly history: PublicationHistory;
    /** The exact numbers of the snapshot. */
    readonly numbers: PublishedNumbers;
  },
): Snapshot => ({
  ...snapshot,
  indicators: snapshot.indicators.map((entry) => {
    const { code, breakdowns } = entry;
    // `shown` has the indicators with new breakdowns. The others repeat breakdowns that passed the gate before.
    const hasNewBreakdowns = numbers.shown[code] !== undefined;
    if (!hasNewBreakdowns) {
      return entry;
    }
    const throughGate = (name: BreakdownName): Breakdown | null => {
      const breakdown = breakdowns[name];
      if (breakdown === null || breakdown.cells === 'withheld') {
        return breakdown;
      }
      const isAllowed = gate({ history, publication: numbers, code, breakdown: name, secret });
      return isAllowed ? breakdown : { ...breakdown, cells: 'withheld' };
    };
    return { ...entry, breakdowns: { district: throughGate('district'), ageBand: throughGate('ageBand') } };
  }),
});
