import { monthOfFinancialYear } from '../../shared/calendar/calendar.ts';
import { formatValue, formatWithheld } from '../disclosure/format-values.ts';
import {
  changeOf,
  isWithheld,
  type Ratio,
  type Value,
  type Withheld,
} from '../disclosure/value-arithmetic.ts';
import { nameFinancialYear } from './headlines.ts';
import type { PublishedSnapshot } from './published-snapshot.ts';
import type { ReportRow } from './report.ts';
import { nameMonth } from './report-dates.ts';
import { sayCutoff, words } from './report-words.ts';
import type { Cell } from './spreadsheet-sheet.ts';
import { units } from './unit-words.ts';
import { planOf } from './year-pace.ts';

/** The cells of `report.xlsx`: texts, headings, an indicator's values, and the first rows of a sheet. The other workbook-….ts put them into sheets. */

export const text = (value: string): Cell => ({ value, format: 'text' });
export const note = (value: string): Cell => ({ value, format: 'note' });
export const heads = (...values: string[]): Cell[] => values.map((value) => ({ value, format: 'head' }));
export const numberHeads = (...values: string[]): Cell[] =>
  values.map((value) => ({ value, format: 'headOfNumbers' }));
export const textAmongNumbers = (value: string | null): Cell => ({ value, format: 'textAmongNumbers' });
export const count = (value: number): Cell => ({ value, format: 'count' });
export const emptyCell: Cell = { value: null, format: 'text' };

/** The fields of an indicator that decide how its values are written. */
type Described = { readonly unit: string; readonly way?: string | undefined };
/** Describes an indicator that the report no longer has: its values are written as plain numbers. */
export const asPlainNumber: Described = { unit: '' };

export const withheldCell = (value: Withheld): Cell =>
  textAmongNumbers(`${formatWithheld(value, 'en')} ${formatWithheld(value, 'ja')}`);

/** A ratio as a fraction of 1; empty if its denominator is 0. */
export const shareCell = ({ numerator, denominator }: Ratio): Cell =>
  denominator === 0 ? emptyCell : { value: numerator / denominator, format: 'share' };

/**
 * A value's cell: money in rupees, a ratio as a fraction of 1, a withheld value as the reason in words. Empty for null and for a ratio with
 * denominator 0.
 */
export const cellOf = (value: Value | null, { unit, way }: Described): Cell => {
  if (value === null) {
    return emptyCell;
  }
  if (typeof value !== 'number') {
    if (isWithheld(value)) return withheldCell(value);
    // A share of women is always shown with how many women it is of, so as a text.
    return way === 'ratio_of_stocks' ? textAmongNumbers(formatValue(value, unit, 'en')) : shareCell(value);
  }
  return unit === 'paise' ? { value: value / 100, format: 'money' } : count(value);
};

export const changeCell = ({ previous, month, unit, way }: ReportRow): Cell => {
  // A ratio of stocks is counted twice a year, so it has no change since the month before.
  const change = way === 'ratio_of_stocks' ? null : changeOf(previous, month);
  if (change === null) {
    return emptyCell;
  }
  if (typeof month !== 'number') {
    // A ratio's change comes in tenths of a percentage point.
    return { value: change / 10, format: 'pointsChange' };
  }
  return unit === 'paise'
    ? { value: change / 100, format: 'moneyChange' }
    : { value: change, format: 'change' };
};

/** The share of the financial year's target that is reached, as a fraction of 1. */
export const reachedCell = ({ financialYear, target }: ReportRow): Cell =>
  target === null || target === 0 || typeof financialYear !== 'number'
    ? emptyCell
    : { value: financialYear / target, format: 'share' };

/** What equal months would have brought of the target by now, and how far the year's number is from it. */
export const planCells = (row: ReportRow, month: string): [Cell, Cell] => {
  const plan = planOf(row, monthOfFinancialYear(month));
  if (plan === null) return [emptyCell, emptyCell];
  const difference: Cell =
    row.unit === 'paise'
      ? { value: plan.difference / 100, format: 'moneyChange' }
      : { value: plan.difference, format: 'change' };
  return [cellOf(plan.due, row), difference];
};

export const planHeads = ['Plan by now 現時点の目安', 'Against plan 目安との差'] as const;

export const unitOf = (unit: string): Cell => text(`${units.en[unit] ?? unit} · ${units.ja[unit] ?? unit}`);

/** The heading of the financial year's numbers. */
export const nameYear = ({ financialYear }: PublishedSnapshot): string =>
  `${financialYear} · ${nameFinancialYear(financialYear, 'ja')}`;

/** The first four rows of a sheet: the month, the sheet's note in both languages, and up to when records are counted. */
export const introduce = (
  { programme, month, version, reason, cutoff }: PublishedSnapshot,
  sheetNote: { readonly en: string; readonly ja: string },
): Cell[][] => {
  const edition =
    version === 1 ? '' : ` (${words.en.version(version)} · ${words.ja.version(version)}: ${reason ?? ''})`;
  return [
    [
      {
        value: `${programme.name}: ${nameMonth(month, 'en')} · ${nameMonth(month, 'ja')}${edition}`,
        format: 'title',
      },
    ],
    [note(sheetNote.en)],
    [note(sheetNote.ja)],
    [note(`${words.en.implementer(programme)} ${sayCutoff(cutoff, 'en')}`)],
  ];
};
