import {
  latestOfPeriod,
  latestValues,
  type PublishedPeriod,
} from '../../../../functions/disclosure/latest-values.ts';
import { changeOf, numberOf, type Value } from '../../../../functions/disclosure/value-arithmetic.ts';
import { addMonths } from '../../../../functions/domain/calendar.ts';
import type { Indicator, Snapshot } from '../../months/published.ts';

/** What a director reads about the newest published month; pure. */

/** The codes of the director's five headline figures: people, money, work, and what the state has paid. */
export const headlineCodes = [
  'members_active',
  'savings_balance',
  'loans_outstanding',
  'cases_open',
  'compensation_paid',
] as const;

/** A number of the month, or of the financial year so far where single months say little. */
const periodOf = ({ way }: Indicator): PublishedPeriod =>
  way === 'stock' || way === 'ratio' ? 'month' : 'financialYear';

export type HeadlineFigure = {
  readonly indicator: Indicator;
  readonly period: PublishedPeriod;
  readonly value: Value;
  /** Than a month before; null where nothing is known of it, or a new financial year has begun. */
  readonly change: number | null;
};

export type DirectorBrief = {
  readonly month: string;
  readonly figures: readonly HeadlineFigure[];
  /** The indicators that moved most against the month before, the largest first. */
  readonly changes: readonly { readonly indicator: Indicator; readonly was: Value; readonly now: Value }[];
  /** How many numbers of earlier months the newest publication revised. */
  readonly revisions: number;
};

const maxChanges = 5;

/**
 * The director's figures of the newest published month, each with its change.
 * @param history publications in their order, of the newest month and the one before it
 */
export function directorBrief(history: readonly Snapshot[]): DirectorBrief | undefined {
  const month = history
    .map((one) => one.month)
    .toSorted()
    .at(-1);
  if (month === undefined) return undefined;
  const newestOf = (wanted: string) => history.findLast((one) => one.month === wanted);
  const latest = latestValues(history);
  const [now, before] = [newestOf(month), newestOf(addMonths(month, -1))];
  if (now === undefined) return undefined;

  const valueIn = (snapshot: Snapshot | undefined, code: string, period: PublishedPeriod): Value | null => {
    const indicator = snapshot?.indicators.find((one) => one.code === code);
    return snapshot === undefined || indicator === undefined
      ? null
      : latestOfPeriod(indicator, latest.get(snapshot.month)?.get(code), period).value;
  };
  const figures = headlineCodes.flatMap((code): HeadlineFigure[] => {
    const indicator = now.indicators.find((one) => one.code === code);
    if (indicator === undefined) return [];
    const period = periodOf(indicator);
    const value = valueIn(now, code, period) ?? indicator[period];
    const isNewYear = period === 'financialYear' && before?.financialYear !== now.financialYear;
    return [
      { indicator, period, value, change: isNewYear ? null : changeOf(valueIn(before, code, period), value) },
    ];
  });
  const changes = now.indicators
    .flatMap((indicator) => {
      const [was, value] = [valueIn(before, indicator.code, 'month'), valueIn(now, indicator.code, 'month')];
      const change = changeOf(was, value);
      return was === null || value === null || change === null || change === 0
        ? []
        : [
            {
              indicator,
              was,
              now: value,
              size: Math.abs(change) / Math.max(1, Math.abs(numberOf(was) ?? 0)),
            },
          ];
    })
    .toSorted((a, b) => b.size - a.size)
    .slice(0, maxChanges)
    .map(({ size: _, ...change }) => change);
  return { month, figures, changes, revisions: now.revisions.length };
}
