import { latestOfPeriod, latestValues } from '../../../../functions/disclosure/latest-values.ts';
import type { Value } from '../../../../functions/disclosure/value-arithmetic.ts';
import { financialYearOf } from '../../../../functions/domain/calendar.ts';
import type { Indicator, Snapshot } from '../../months/published.ts';

/** A forum's year in view, from published files alone; pure. */

export type Story = Snapshot['stories'][number];

export type YearInView = {
  readonly financialYear: string;
  /** The last month of the year that is published. */
  readonly month: string;
  /** The forum's name, as that month says it. */
  readonly forum: string;
  /** Of a stock how it stands, of everything else how much it was in the year; undefined if it was not published. */
  numberOf(code: string): number | undefined;
  /** The stories of the year, also those that a later month listed, by date. */
  readonly stories: readonly Story[];
};

/** For the forum's year page: the financial years of which a month is published, the newest first. */
export const yearsOf = (months: readonly string[]): string[] =>
  [...new Set(months.map(financialYearOf))].toSorted().toReversed();

/**
 * What a forum's year page shows of a financial year; undefined if no month of it is published.
 * @param publications in the order of publication, from the year's first month on: later ones may have revised it
 */
export function yearInView(publications: readonly Snapshot[], financialYear: string): YearInView | undefined {
  const shown = publications
    .filter((one) => financialYearOf(one.month) === financialYear)
    .reduce<Snapshot | undefined>(
      (last, one) => (last === undefined || one.month >= last.month ? one : last),
      undefined,
    );
  if (shown === undefined) return undefined;
  const latest = latestValues(publications).get(shown.month);
  const newest = new Map(publications.map((one) => [one.month, one]));
  const knownValueOf = (indicator: Indicator): Value =>
    latestOfPeriod(
      indicator,
      latest?.get(indicator.code),
      indicator.way === 'stock' ? 'month' : 'financialYear',
    ).value;
  return {
    financialYear,
    month: shown.month,
    forum: shown.programme.forum,
    numberOf(code) {
      const indicator = shown.indicators.find((one) => one.code === code);
      const value = indicator && knownValueOf(indicator);
      return typeof value === 'number' ? value : undefined;
    },
    stories: [...newest.values()]
      .flatMap(({ stories }) => stories)
      .filter(({ on }) => financialYearOf(on.slice(0, 7)) === financialYear)
      .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
  };
}

export type Pictures = {
  /** How much one picture stands for. */
  readonly each: number;
  /** Whole pictures, and the part of one more, from 0 to below 1. */
  readonly whole: number;
  readonly part: number;
};

/** Two rows of ten. */
const maxPictures = 20;

/**
 * For the forum's year page: the pictures that show a number, as few as fit, each for 1, 2, 5, 10, 20, 50, … @param
 * value 0 or more
 */
export function picturesOf(value: number): Pictures {
  let each = 1;
  for (let step = 0; Math.ceil(value / each) > maxPictures; step += 1) each *= step % 3 === 1 ? 2.5 : 2;
  return { each, whole: Math.floor(value / each), part: (value % each) / each };
}
