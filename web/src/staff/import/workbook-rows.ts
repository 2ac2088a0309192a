import type { RawCell } from './cell-texts.ts';
import type { Fault } from './faults.ts';
import { type RowValues, type SheetKey, sheetKeys } from './sheet-forms.ts';

/** A range of merged cells; rows and columns from 0, the last included. */
export type MergedRange = {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

/** A sheet as the file has it. */
export type RawSheet = {
  readonly name: string;
  readonly rows: readonly (readonly RawCell[])[];
  readonly merges: readonly MergedRange[];
  /** The cells, row and column from 0, that hold an error such as `#REF!`. */
  readonly errorCells: readonly (readonly [row: number, column: number])[];
};

/** A row of a sheet with what its cells mean. */
export type ReadRow<Key extends SheetKey = SheetKey> = {
  readonly sheet: Key;
  readonly sheetName: string;
  /** As the spreadsheet numbers it, from 1. */
  readonly rowNumber: number;
  readonly values: RowValues<Key>;
  /** Its cells as they stand in the file, by the column's key. */
  readonly raw: Readonly<Record<string, RawCell>>;
  /** What its columns of ids hold, in their order. */
  readonly ids: readonly (string | undefined)[];
  readonly faults: readonly Fault[];
};

/** What was not read, and is told. */
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
