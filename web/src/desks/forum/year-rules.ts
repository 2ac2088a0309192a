import {
  isLevel,
  latestOfPeriod,
  latestValues,
} from '../../../../functions/months/disclosure/latest-values.ts';
import type { Value } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import { financialYearOf } from '../../../../functions/shared/calendar/calendar.ts';
import type { Indicator, Snapshot } from '../../months/published.ts';

/** What the forum's year page shows, from published snapshots only; pure. */

export type Story = Snapshot['stories'][number];

export type YearInView = {
  readonly financialYear: string;
  /** The last published month of the year. */
  readonly month: string;
  /** The forum's name in that month. */
  readonly forum: string;
  /** An indicator's number: for a stock its level at that month's end, else the year's sum. Undefined if not published. */
  numberOf(code: string): number | undefined;
  /** The media stories of the year by date, including those that a later month published. */
  readonly stories: readonly Story[];
};

/** The financial years that the forum's year page offers: those with a published month, the newest first. */
export const yearsOf = (months: readonly string[]): string[] =>
  [...new Set(months.map(financialYearOf))].toSorted().toReversed();

/**
 * The view of a financial year on the forum's year page; undefined if no month of the year is published.
 * @param publications in the order of publication, from the year's first month on; later ones may revise earlier numbers
 */
export function yearInView(publications: readonly Snapshot[], financialYear: string): YearInView | undefined {
  // Sorting keeps the order of publication within a month, so that the last one is the month's newest version.
  const lastMonth = publications
    .filter(({ month }) => financialYearOf(month) === financialYear)
    .toSorted((a, b) => a.month.localeCompare(b.month))
    .at(-1);
  if (lastMonth === undefined) return undefined;
  const revisedValues = latestValues(publications).get(lastMonth.month);
  // A later publication of a month takes the place of an earlier publication of that month.
  const newestVersions = new Map(publications.map((publication) => [publication.month, publication]));
  const newestValueOf = (indicator: Indicator): Value =>
    latestOfPeriod(
      indicator,
      revisedValues?.get(indicator.code),
      isLevel(indicator.way) ? 'month' : 'financialYear',
    ).value;
  return {
    financialYear,
    month: lastMonth.month,
    forum: lastMonth.programme.forum,
    numberOf(code) {
      const indicator = lastMonth.indicators.find((candidate) => candidate.code === code);
      const value = indicator && newestValueOf(indicator);
      // A ratio is no number, and the page shows none.
      return typeof value === 'number' ? value : undefined;
    },
    stories: [...newestVersions.values()]
      .flatMap(({ stories }) => stories)
      .filter(({ on }) => financialYearOf(on.slice(0, 7)) === financialYear)
      .toSorted((a, b) => a.on.localeCompare(b.on)),
  };
}

export type Pictures = {
  /** The number that one picture stands for. */
  readonly perPicture: number;
  /** The number of whole pictures. */
  readonly whole: number;
  /** The fraction of a further picture, from 0 to below 1. */
  readonly fraction: number;
};

/** Two rows of ten fit on the page. */
const maxPictures = 20;

/**
 * The pictures that show a number on the forum's year page: at most 20, each for 1, 2, 5, 10, 20, 50, …
 * @param value 0 or more
 * @param largest the largest of the numbers that are compared with it, so that a picture stands for the same in all of them
 */
export function picturesOf(value: number, largest = value): Pictures {
  let perPicture = 1;
  // The factors 2, 2.5, 2 repeat: 1, 2, 5, 10, …
  for (let step = 0; Math.ceil(largest / perPicture) > maxPictures; step += 1) {
    perPicture *= step % 3 === 1 ? 2.5 : 2;
  }
  return {
    perPicture,
    whole: Math.floor(value / perPicture),
    fraction: (value % perPicture) / perPicture,
  };
}
