import { containsAadhaar } from '../../../../../functions/shared/text/aadhaar-and-phone-numbers.ts';
import type { Fault, FaultCode } from '../check/faults.ts';
import { type RawCell, textOfCell } from './cell-texts.ts';
import { readCell } from './cell-values.ts';
import type { Headings } from './find-headings.ts';
import type { Column, ColumnKind } from './forms/sheet-form.ts';
import { formOf, type RowValues, type SheetKey } from './sheet-forms.ts';
import type { RawSheet, ReadRow } from './workbook-rows.ts';

/** Reads one row of an import's sheet. `read-sheets.ts` finds the rows. */

/**
 * The kinds of columns in which a merged cell is true of each row that it covers, such as the group of ten women. In other kinds, such as
 * an amount or a name, it is not.
 */
const repeatableKinds: ReadonlySet<ColumnKind> = new Set([
  'group',
  'date',
  'district',
  'choice',
  'openText',
  'place',
  'notice',
]);

/** A UUID of version 7, as the program makes them. */
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * The content of a cell. The cells that are merged are empty, except for the first, so a cell that is merged with others above it has
 * the content of the uppermost. Undefined if that is not true of this cell.
 * @param place the index of its column
 */
function contentAt(
  sheet: RawSheet,
  rowIndex: number,
  place: number,
  kind: ColumnKind,
): { readonly cell: RawCell } | undefined {
  const cell = sheet.rows[rowIndex]?.[place] ?? null;
  const merge = sheet.merges.find(
    ({ top, left, bottom, right }) =>
      rowIndex >= top && rowIndex <= bottom && place >= left && place <= right,
  );
  const isFirstOfMerge = merge?.top === rowIndex && merge.left === place;
  if (cell !== null || merge === undefined || isFirstOfMerge) return { cell };
  // Cells that are merged sideways would give two columns the same value.
  const isMergedSideways = merge.left !== merge.right;
  if (isMergedSideways || !repeatableKinds.has(kind)) return undefined;
  return { cell: sheet.rows[merge.top]?.[place] ?? null };
}

/**
 * Reads a row of a sheet by the columns of its headings.
 * @param rowIndex counts from 0
 * @param today `YYYY-MM-DD`, in India
 */
export function readRow<Key extends SheetKey>(
  key: Key,
  sheet: RawSheet,
  headings: Headings,
  rowIndex: number,
  today: string,
): ReadRow<Key> {
  const values: Record<string, string | number> = {};
  const raw: Record<string, RawCell> = {};
  const faults: Fault[] = [];
  const addFault = (column: string, code: FaultCode, faultValues?: Fault['values']): void => {
    const fault = { sheet: key, sheetName: sheet.name, rowNumber: rowIndex + 1, column, code };
    faults.push(faultValues === undefined ? fault : { ...fault, values: faultValues });
  };
  const readColumn = (name: string, column: Column, place: number): void => {
    const content = contentAt(sheet, rowIndex, place, column.kind);
    if (content === undefined) {
      addFault(name, 'merged');
      return;
    }
    const { cell } = content;
    raw[name] = cell;
    if (sheet.errorCells.some(([errorRow, errorPlace]) => errorRow === rowIndex && errorPlace === place)) {
      addFault(name, 'formulaError');
      return;
    }
    if (textOfCell(cell) === '') {
      if (column.isRequired === true) addFault(name, 'required');
      return;
    }
    const reading = readCell(column, cell, today);
    if ('value' in reading) values[name] = reading.value;
    else addFault(name, reading.fault, reading.values);
  };
  for (const [name, column] of Object.entries(formOf(key).columns)) {
    const place = headings.columns.get(name);
    if (place !== undefined) readColumn(name, column, place);
  }
  // An earlier import wrote the ids of the records that it made of the row into columns of their own.
  const readId = (place: number | undefined): string | undefined => {
    const idCell = place === undefined ? null : (sheet.rows[rowIndex]?.[place] ?? null);
    const text = textOfCell(idCell).toLowerCase();
    if (text === '') return undefined;
    if (uuidPattern.test(text)) return text;
    addFault('id', containsAadhaar(text) ? 'aadhaar' : 'idDamaged');
    return undefined;
  };
  const ids = headings.idPlaces.map(readId);
  return {
    sheet: key,
    sheetName: sheet.name,
    rowNumber: rowIndex + 1,
    // The cast is safe: `readCell` gives each column a value of the type that its kind has in `forms/sheet-form.ts`.
    values: values as RowValues<Key>,
    raw,
    ids,
    faults,
  };
}
