import { containsAadhaar } from '../../../../../functions/shared/text/aadhaar-and-phone-numbers.ts';
import type { Fault, FaultCode } from '../check/faults.ts';
import { guideTitle, listsTitle } from '../template/workbook-titles.ts';
import { comparableText, type RawCell, textOfCell } from './cell-texts.ts';
import { readCell } from './cell-values.ts';
import { findFurtherHeadings, findHeadings, type Headings } from './find-headings.ts';
import { type Column, formOf, type RowValues, type SheetKey, sheetKeys } from './sheet-forms.ts';
import type { MergedRange, Notice, RawSheet, ReadRow, ReadWorkbook } from './workbook-rows.ts';

/** Maximum number of rows on one sheet of an import's workbook. A larger file is refused: people divide it. */
export const maxRows = 5_000;

/** The beginning of a row of totals: `Total`, `Grand total`, `మొత్తం`. */
const totalPattern = /^(?:grand |sub ?)?totals?\b|^మొత్తం/;

/**
 * The kinds of columns in which a merged cell is true of each row that it covers, such as the group of ten women. In other kinds, such as
 * an amount or a name, it is not.
 */
const repeatableKinds = new Set(['group', 'date', 'district', 'choice', 'openText', 'place', 'notice']);

/** A UUID of version 7, as the program makes them. */
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * The form with the sheet's title or, if there is none, the form of which the sheet has the most headings. Undefined if the sheet lacks
 * the headings of the form with its title, or of all forms.
 */
const findForm = (sheet: RawSheet): { readonly key: SheetKey; readonly headings: Headings } | undefined => {
  const name = comparableText(sheet.name);
  const keyByTitle = sheetKeys.find((key) => {
    const { en, te, also = [] } = formOf(key);
    return [`${en} ${te}`, en, te, ...also].map(comparableText).some(
      // A sheet may be named `Members 2024`.
      (title) => name === title || name.startsWith(`${title} `),
    );
  });
  const candidates = (keyByTitle === undefined ? sheetKeys : [keyByTitle]).flatMap((key) => {
    const headings = findHeadings(formOf(key), sheet.rows);
    return headings === undefined ? [] : [{ key, headings }];
  });
  const [best] = candidates.toSorted((a, b) => b.headings.columns.size - a.headings.columns.size);
  return best;
};

/** Reads a row of a sheet by the columns of its headings. @param rowIndex counted from 0, as is each `place`, the index of a column */
function readRow<Key extends SheetKey>(
  key: Key,
  sheet: RawSheet,
  headings: Headings,
  rowIndex: number,
  today: string,
): ReadRow<Key> {
  const form = formOf(key);
  const cells = sheet.rows[rowIndex] ?? [];
  const values: Record<string, string | number> = {};
  const raw: Record<string, RawCell> = {};
  const faults: Fault[] = [];
  const addFault = (column: string, code: FaultCode, faultValues?: Fault['values']): void => {
    const fault = { sheet: key, sheetName: sheet.name, rowNumber: rowIndex + 1, column, code };
    faults.push(faultValues === undefined ? fault : { ...fault, values: faultValues });
  };
  const readColumn = (name: string, column: Column, place: number): void => {
    let cell = cells[place] ?? null;
    const merge = sheet.merges.find(
      ({ top, left, bottom, right }) =>
        rowIndex >= top && rowIndex <= bottom && place >= left && place <= right,
    );
    if (cell === null && merge !== undefined && (merge.top !== rowIndex || merge.left !== place)) {
      // The value of merged cells stands in the first of them. Cells that are merged sideways would give two columns the same value.
      const mayTakeValue = merge.left === merge.right && repeatableKinds.has(column.kind);
      if (!mayTakeValue) {
        addFault(name, 'merged');
        return;
      }
      cell = sheet.rows[merge.top]?.[place] ?? null;
    }
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
  for (const [name, column] of Object.entries(form.columns)) {
    const place = headings.columns.get(name);
    if (place !== undefined) readColumn(name, column, place);
  }
  // An earlier import wrote the ids of the records that it made of the row into columns of their own.
  const readId = (place: number | undefined): string | undefined => {
    const text = place === undefined ? '' : textOfCell(cells[place] ?? null).toLowerCase();
    if (text === '') return undefined;
    if (uuidPattern.test(text)) return text;
    addFault('id', containsAadhaar(text) ? 'aadhaar' : 'idDamaged');
    return undefined;
  };
  const ids = headings.idPlaces.map(readId);
  // The cast is safe: `readCell` gives each column the type that sheet-forms.ts says.
  return {
    sheet: key,
    sheetName: sheet.name,
    rowNumber: rowIndex + 1,
    values: values as RowValues<Key>,
    raw,
    ids,
    faults,
  };
}

type SheetReading<Key extends SheetKey> = {
  readonly rows: readonly ReadRow<Key>[];
  readonly notices: readonly Notice[];
};

/** The faults for the required columns that a sheet lacks, all at its row of headings. */
const faultsOfMissingColumns = (key: SheetKey, sheetName: string, { rowIndex, columns }: Headings): Fault[] =>
  Object.entries(formOf(key).columns)
    .filter(([name, { isRequired }]) => isRequired === true && !columns.has(name))
    .map(([column]) => ({ sheet: key, sheetName, rowNumber: rowIndex + 1, column, code: 'columnMissing' }));

/**
 * Whether a row has totals or a title instead of data. A title is the only filled cell of its row, in the first column or merged over
 * several columns.
 */
function isTotalsOrTitle(
  cells: readonly RawCell[],
  rowIndex: number,
  merges: readonly MergedRange[],
): boolean {
  const filledCells = cells.flatMap((cell, place) =>
    textOfCell(cell) === '' ? [] : [{ place, text: textOfCell(cell).toLowerCase() }],
  );
  // The word for totals may follow a number or the name of a group, but stands in one of the first three texts.
  if (filledCells.slice(0, 3).some(({ text }) => totalPattern.test(text))) return true;
  const [first, ...others] = filledCells;
  if (first === undefined || others.length > 0) return false;
  const isMergedOverColumns = merges.some(
    ({ top, left, right, bottom }) =>
      top <= rowIndex && bottom >= rowIndex && left <= first.place && right >= first.place && right > left,
  );
  return first.place === 0 || isMergedOverColumns;
}

/** Reads the rows below the headings of a sheet. @param firstHeadings the uppermost; others may follow further down */
function readSheet<Key extends SheetKey>(
  key: Key,
  sheet: RawSheet,
  firstHeadings: Headings,
  today: string,
): SheetReading<Key> {
  const form = formOf(key);
  const skippedRowNumbers: number[] = [];
  const rows: ReadRow<Key>[] = [];
  let headings = firstHeadings;
  let faultsOfHeadings = faultsOfMissingColumns(key, sheet.name, headings);
  const unknownTitles = new Set(headings.unknownTitles);
  for (let rowIndex = headings.rowIndex + 1; rowIndex < sheet.rows.length; rowIndex += 1) {
    const cells = sheet.rows[rowIndex] ?? [];
    const furtherHeadings = findFurtherHeadings(form, cells, rowIndex);
    if (furtherHeadings !== undefined) {
      // Only the first headings have the columns of ids.
      headings = { ...furtherHeadings, idPlaces: headings.idPlaces };
      faultsOfHeadings = faultsOfMissingColumns(key, sheet.name, headings);
      for (const title of headings.unknownTitles) unknownTitles.add(title);
      continue;
    }
    const isFilledIn = [...headings.columns].some(
      ([name, place]) => name !== 'number' && textOfCell(cells[place] ?? null) !== '',
    );
    // A row is often numbered before it is filled in. Such a number alone is no title.
    const numberPlace = headings.columns.get('number');
    const isNumbered = numberPlace !== undefined && /^\d+$/.test(textOfCell(cells[numberPlace] ?? null));
    if (!isFilledIn && isNumbered) continue;
    if (isTotalsOrTitle(cells, rowIndex, sheet.merges)) {
      skippedRowNumbers.push(rowIndex + 1);
      continue;
    }
    if (!isFilledIn) continue;
    const row = readRow(key, sheet, headings, rowIndex, today);
    // Each row has the faults of the headings above it, so that none of these rows is sent.
    rows.push({ ...row, faults: [...faultsOfHeadings, ...row.faults] });
  }
  const noticesOf = (code: Notice['code'], details: readonly (string | number)[]): Notice[] =>
    details.length === 0 ? [] : [{ code, sheetName: sheet.name, details: details.join(', ') }];
  return {
    rows,
    notices: [
      ...noticesOf('columnsUnknown', [...unknownTitles]),
      ...noticesOf('rowsSkipped', skippedRowNumbers),
    ],
  };
}

/**
 * Reads the rows of an import's sheets, in any order. Each sheet is recognised by its title, or by its headings, which may be
 * below a title.
 * @param today `YYYY-MM-DD`, in India
 */
export function readSheets(sheets: readonly RawSheet[], today: string): ReadWorkbook {
  const rows: { [Key in SheetKey]: ReadRow<Key>[] } = {
    collectives: [],
    members: [],
    consents: [],
    children: [],
    openings: [],
    accounts: [],
    borrowings: [],
    entitlements: [],
    outreach: [],
  };
  const notices: Notice[] = [];
  const addSheet = <Key extends SheetKey>(key: Key, sheet: RawSheet, headings: Headings): void => {
    const reading = readSheet(key, sheet, headings, today);
    const list: ReadRow<Key>[] = rows[key];
    list.push(...reading.rows);
    notices.push(...reading.notices);
  };
  for (const sheet of sheets) {
    if (sheet.name === guideTitle || sheet.name === listsTitle) continue;
    const form = findForm(sheet);
    if (form !== undefined) addSheet(form.key, sheet, form.headings);
    else if (sheet.rows.some((row) => row.some((cell) => cell !== null))) {
      notices.push({ code: 'sheetUnknown', sheetName: sheet.name, details: '' });
    }
  }
  return { rows, notices };
}
