import type { Fault } from '../check/faults.ts';
import type { RawCell } from './cell-texts.ts';
import { type RowValues, type SheetKey, sheetKeys } from './sheet-forms.ts';

/** A range of merged cells; rows and columns count from 0, `bottom` and `right` included. */
export type MergedRange = {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

/** A sheet as it is in the file. */
export type RawSheet = {
  readonly name: string;
  readonly rows: readonly (readonly RawCell[])[];
  readonly merges: readonly MergedRange[];
  /** The cells with an error such as `#REF!`; rows and columns count from 0. */
  readonly errorCells: readonly (readonly [row: number, column: number])[];
};

/** A row of a sheet with what its cells mean. */
export type ReadRow<Key extends SheetKey = SheetKey> = {
  readonly sheet: Key;
  readonly sheetName: string;
  /** The spreadsheet's own number, from 1. */
  readonly rowNumber: number;
  readonly values: RowValues<Key>;
  /** The row's cells as they are in the file, by the column's key. */
  readonly raw: Readonly<Record<string, RawCell>>;
  /** The ids in the row's columns of ids, in their order; undefined where there is none. */
  readonly ids: readonly (string | undefined)[];
  readonly faults: readonly Fault[];
};

/** A part of the workbook that was not read. `details`: the columns or the numbers of the rows. */
export type Notice = {
  readonly code: 'sheetUnknown' | 'columnsUnknown' | 'rowsSkipped';
  readonly sheetName: string;
  readonly details: string;
};

export type ReadWorkbook = {
  readonly rows: { readonly [Key in SheetKey]: readonly ReadRow<Key>[] };
  readonly notices: readonly Notice[];
};

/**
 * Of a row of an import's workbook: the value that was read in a column; undefined if the cell is empty or can't be
 * read.
 */
export const valueIn = (row: ReadRow, key: string): string | number | undefined => {
  const values: Readonly<Record<string, string | number | undefined>> = row.values;
  return values[key];
};

/** All rows of an import's workbook, sheet by sheet. */
export const allRows = ({ rows }: ReadWorkbook): readonly ReadRow[] =>
  sheetKeys.flatMap((key): readonly ReadRow[] => rows[key]);
