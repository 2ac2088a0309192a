import { InternalError } from '../../shared/errors/errors.ts';
import { latestValues, type PublishedPeriod, type Revision } from '../disclosure/latest-values.ts';
import {
  type PeriodValues,
  type Publication,
  type PublicationHistory,
  type PublishedNumbers,
  valuesOfMonths,
} from '../disclosure/publication-history.ts';
import { fewestTold } from '../disclosure/too-few.ts';
import { isSameValue, type Value } from '../disclosure/value-arithmetic.ts';
import { causesBetween } from '../indicators/causes.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { monthNumber } from '../indicators/month-numbers.ts';
import { sumsUpTo, type Totals } from '../indicators/totals.ts';
import { activeMembers } from './indicator-values.ts';
import type { Change, Correction } from './snapshot.ts';
import { monthValuesOf } from './values-of-totals.ts';

/** What a snapshot says of values that were published before and have changed: the revisions of earlier months, and the changes of a correction. */

/**
 * The revisions: for each earlier month, the values of that month alone that have changed since they were last published. (Values of the financial
 * year and to date are published again only by a correction of the month.) No revision is made of an indicator that was never published for the
 * month, of a month that was published from a later count, or of a ratio of stocks: only a correction of March or September counts that again.
 */
export const revisionsOf = (
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
export const correctionOf = (
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
