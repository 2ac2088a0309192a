import type { ComponentChildren } from 'preact';
import { isDate } from '../../../../functions/shared/calendar/calendar.ts';
import { formatDate } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { Rupees } from '../rupees.tsx';
import type { Cell } from './table-rules.ts';

/** What a column of a table says about its cells: what they show, how they look, by which texts the filter finds them. */

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  /** What the column is sorted and filtered by: a code, `YYYY-MM-DD`, paise, a word. Without it the column is neither sorted nor filtered. */
  readonly value?: (row: Row) => Cell;
  /** Draws the cell; without it the cell shows the value, or a dash if there is none. */
  readonly cell?: (row: Row) => ComponentChildren;
  /** Whether the cells are numbers, aligned at their last digit. */
  readonly isNumber?: boolean;
  /** Whether the last row gives the sum of the column's numbers in the rows that are shown. */
  readonly isSummed?: boolean;
  /** Whether the cells are sentences, whose column stays wide enough to read them where the table scrolls. */
  readonly isSentence?: boolean;
  /** Whether the value is an amount in paise. Page and file show it in rupees. */
  readonly isMoney?: boolean;
  /**
   * What the downloaded file has in this column; `true` stands for the column's `value`. Give only codes, dates, numbers and fixed words,
   * never a person's name. Without it the column isn't in the file.
   */
  readonly exported?: true | ((row: Row) => Cell);
};

type CellKind<Row> = Pick<Column<Row>, 'isNumber' | 'isMoney' | 'isSentence'>;

/** The class of a cell that isn't the first of its row. */
export function classOf<Row>({ isNumber, isMoney, isSentence }: CellKind<Row>): string {
  if (isNumber || isMoney) return 'number';
  return isSentence ? 'sentence' : '';
}

/** What a cell shows; a dash if it has no value. */
export function cellOf<Row>({ value, cell, isMoney }: Column<Row>, row: Row): ComponentChildren {
  if (cell !== undefined) return cell(row);
  const content = value?.(row);
  return isMoney && typeof content === 'number' ? <Rupees paise={content} /> : (content ?? '–');
}

/** The texts by which the filter finds a cell: its value, a date also as it is shown, and the drawn cell if that is text. */
export function filterTextsOf<Row>({ value, cell }: Column<Row>, row: Row, language: Language): string[] {
  if (value === undefined) return [];
  const content = value(row);
  const drawn = cell?.(row);
  return [
    ...(content === undefined ? [] : [String(content)]),
    ...(typeof content === 'string' && isDate(content) ? [formatDate(content, language)] : []),
    ...(typeof drawn === 'string' || typeof drawn === 'number' ? [String(drawn)] : []),
  ];
}
