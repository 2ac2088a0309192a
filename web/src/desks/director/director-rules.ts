import {
  isLevel,
  latestOfPeriod,
  latestValues,
  type PublishedPeriod,
} from '../../../../functions/months/disclosure/latest-values.ts';
import { changeOf, numberOf, type Value } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import { addMonths } from '../../../../functions/shared/calendar/calendar.ts';
import type { Indicator, Snapshot } from '../../months/published.ts';

/** The codes of the director's five headline figures. */
export const headlineCodes = [
  'members_active',
  'savings_balance',
  'loans_outstanding',
  'cases_open',
  'compensation_paid',
] as const;

/** The period of a figure: levels and ratios are of the month; what adds up is of the financial year so far. */
const periodOf = ({ way }: Indicator): PublishedPeriod =>
  isLevel(way) || way === 'ratio' ? 'month' : 'financialYear';

export type HeadlineFigure = {
  readonly indicator: Indicator;
  readonly period: PublishedPeriod;
  readonly value: Value;
  /** Since the month before; null if the earlier value is unknown, or if a new financial year has begun. */
  readonly change: number | null;
};

export type DirectorBrief = {
  readonly month: string;
  readonly figures: readonly HeadlineFigure[];
  /** The indicators with the largest relative changes since the month before, the largest first. */
  readonly changes: readonly { readonly indicator: Indicator; readonly was: Value; readonly now: Value }[];
  /** The number of values of earlier months that the newest publication revised. */
  readonly revisionCount: number;
};

const maxChanges = 5;

/**
 * The director's brief of the newest published month: the headline figures, and the indicators that changed most; undefined
 * without a publication.
 * @param history the publications of the newest month and of the one before it, in the order of publication
 */
export function directorBrief(history: readonly Snapshot[]): DirectorBrief | undefined {
  const month = history
    .map((one) => one.month)
    .toSorted()
    .at(-1);
  if (month === undefined) return undefined;
  const newestVersionOf = (wanted: string) => history.findLast((one) => one.month === wanted);
  const newest = newestVersionOf(month);
  const previous = newestVersionOf(addMonths(month, -1));
  if (newest === undefined) return undefined;
  const valuesByMonth = latestValues(history);

  const valueIn = (snapshot: Snapshot | undefined, code: string, period: PublishedPeriod): Value | null => {
    const indicator = snapshot?.indicators.find((one) => one.code === code);
    return snapshot === undefined || indicator === undefined
      ? null
      : latestOfPeriod(indicator, valuesByMonth.get(snapshot.month)?.get(code), period).value;
  };
  const figures = headlineCodes.flatMap((code): HeadlineFigure[] => {
    const indicator = newest.indicators.find((one) => one.code === code);
    if (indicator === undefined) return [];
    const period = periodOf(indicator);
    // `newest` has the indicator, so the default is never used.
    const value = valueIn(newest, code, period) ?? indicator[period];
    const isNewYear = period === 'financialYear' && previous?.financialYear !== newest.financialYear;
    return [
      {
        indicator,
        period,
        value,
        change: isNewYear ? null : changeOf(valueIn(previous, code, period), value),
      },
    ];
  });
  const changes = newest.indicators
    .flatMap((indicator) => {
      const was = valueIn(previous, indicator.code, 'month');
      const now = valueIn(newest, indicator.code, 'month');
      const change = changeOf(was, now);
      return was === null || now === null || change === null || change === 0
        ? []
        : [
            {
              indicator,
              was,
              now,
              // The share of the earlier value; of 1 if that is less, since a change from 0 is no share of 0.
              relativeSize: Math.abs(change) / Math.max(1, Math.abs(numberOf(was) ?? 0)),
            },
          ];
    })
    .toSorted((a, b) => b.relativeSize - a.relativeSize)
    .slice(0, maxChanges)
    .map(({ relativeSize: _, ...change }) => change);
  return { month, figures, changes, revisionCount: newest.revisions.length };
}
