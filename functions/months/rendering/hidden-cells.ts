import type { Breakdown } from '../disclosure/breakdown-cells.ts';
import type { BreakdownName } from '../indicators/breakdowns.ts';
import type { PublishedWords } from './published-snapshot.ts';
import type { ReportRow } from './report.ts';

/** Which cells of a report's breakdowns are not shown, and why. */

/** Why cells of a breakdown are not shown: some have too few people, or the whole breakdown is withheld or not due yet. Null if all are shown. */
export type HiddenReason =
  | { readonly why: 'few'; readonly hiddenCells: number; readonly allCells: number }
  | { readonly why: 'withheld' | 'not yet' }
  | null;

/** An indicator with cells that are not shown, and why, by breakdown. */
export type Withheld = { readonly title: PublishedWords } & Readonly<Record<BreakdownName, HiddenReason>>;

/**
 * An indicator's entry in `Report.withheld`; none if all its cells are shown.
 * @param isBrokenDown whether the indicator has breakdowns at all
 */
export const withheldOf = ({ title, breakdowns }: ReportRow, isBrokenDown: boolean): Withheld[] => {
  const district = hiddenOf(breakdowns.district, isBrokenDown);
  const ageBand = hiddenOf(breakdowns.ageBand, isBrokenDown);
  return district === null && ageBand === null ? [] : [{ title, district, ageBand }];
};

const hiddenOf = (shown: Breakdown | null, isBrokenDown: boolean): HiddenReason => {
  if (shown === null) {
    return isBrokenDown ? { why: 'not yet' } : null;
  }
  if (shown.cells === 'withheld') {
    return { why: 'withheld' };
  }
  const hiddenCells = shown.cells.filter(({ value }) => value === '*').length;
  return hiddenCells === 0 ? null : { why: 'few', hiddenCells, allCells: shown.cells.length };
};
