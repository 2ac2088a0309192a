import type { ReviewedMonth } from './findings.ts';
import type { MonthRecords, ReviewedSheet } from './month-records.ts';
import { outlierOf } from './out-of-time.ts';
import type { Quality } from './schema.ts';

/** Finds the outliers in a month's records (findings.ts): what was taken back late, and what is far from the usual. */

/**
 * The sheets and vouchers that were taken back in the month, on a later day than they were recorded, and that no other sheet or voucher of the same day
 * corrects. A correction keeps the count of the box (docs/decisions/0063-cash-differences.md). Without a correction, counted money could go unseen.
 */
export const findTakenBack = ({ records, month }: ReviewedMonth): Quality['outliers'] =>
  records.takenBack
    .filter(({ month: monthOfReversal }) => monthOfReversal === month)
    .map(({ month: _, ...takenBack }) => ({ ...takenBack, why: 'taken_back_on_a_later_day' as const }));

/** A number above this many times the median is an outlier. */
const maxTimesMedian = 10;
/** With fewer numbers there is no meaningful median. */
const minForMedian = 5;

/** The amount in the middle; of an even number of amounts, the larger of the two. Undefined for none. */
const middleOf = (amounts: readonly number[]): number | undefined =>
  amounts.toSorted((a, b) => a - b)[Math.floor(amounts.length / 2)];

/** The median. Undefined for fewer than `minForMedian`. */
const medianOf = (amounts: readonly number[]): number | undefined =>
  amounts.length < minForMedian ? undefined : middleOf(amounts);

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => [
  ...Map.groupBy(items, keyOf).values(),
];

/** A sheet whose middle deposit is above this many times what other collectives deposit is an outlier. Two zeros too many make a hundred times. */
const maxTimesOthers = 20;

/**
 * The unusual sheets, of three kinds: with a deposit far above the others of the collective; with deposits that are all far above those of other
 * collectives, which the first comparison can't find; and dated outside the months of their collective or members.
 */
export const findUnusualSheets = (sheets: MonthRecords['sheets']): Quality['outliers'] => {
  const byCollective = groupBy(sheets, ({ collectiveId }) => collectiveId);
  // A month may have a million deposits, so the list of a collective's deposits is not kept but made twice.
  const depositsOf = (ofCollective: readonly ReviewedSheet[]): number[] =>
    ofCollective.flatMap(({ depositsPaise }) => depositsPaise);
  const middleOfEach = byCollective
    .map((ofCollective) => middleOf(depositsOf(ofCollective)))
    .filter((middle) => middle !== undefined);
  // Undefined with only a few collectives. A single collective far above the others hardly moves the median.
  const medianOfAll = medianOf(middleOfEach);
  return byCollective.flatMap((ofCollective) => {
    const medianOfCollective = medianOf(depositsOf(ofCollective));
    return [
      ...ofCollective.flatMap((sheet) => findLargeDeposits(sheet, medianOfCollective, medianOfAll)),
      ...ofCollective.flatMap(({ outOfTime }) => outOfTime),
    ];
  });
};

/**
 * One finding if a sheet's deposits are all far above those of other collectives; otherwise one for each deposit that is far above the others of its
 * collective.
 * @param medianOfCollective in paise, as `medianOfAll`; undefined with too few numbers. Never 0, since every deposit is more than 0
 */
const findLargeDeposits = (
  sheet: ReviewedSheet,
  medianOfCollective: number | undefined,
  medianOfAll: number | undefined,
): Quality['outliers'] => {
  const middle = middleOf(sheet.depositsPaise);
  if (medianOfAll !== undefined && middle !== undefined && middle > maxTimesOthers * medianOfAll) {
    return [outlierOf(sheet, 'deposit_far_above_usual')];
  }
  if (medianOfCollective === undefined) return [];
  return sheet.depositsPaise.flatMap((amountPaise, index) =>
    amountPaise > maxTimesMedian * medianOfCollective
      ? [outlierOf(sheet, 'deposit_far_above_usual', sheet.depositors[index])]
      : [],
  );
};

/** Outreach with far more participants than others of its kind. */
export const findUnusualOutreach = (outreach: MonthRecords['outreach']): Quality['outliers'] =>
  groupBy(outreach, ({ kind }) => kind).flatMap((ofKind) => {
    const median = medianOf(ofKind.map(({ participants }) => participants));
    if (median === undefined) return [];
    // At least 1: with a median of 0, everything would be unusual.
    const usual = Math.max(median, 1);
    return ofKind
      .filter(({ participants }) => participants > maxTimesMedian * usual)
      .map(({ id, on }) => ({
        id,
        on,
        record: 'outreach' as const,
        why: 'participants_far_above_usual' as const,
      }));
  });
