import type { Fault } from '../check/faults.ts';
import { guideTitle, listsTitle } from '../template/workbook-titles.ts';
import { comparableText, type RawCell, textOfCell } from './cell-texts.ts';
import { findFurtherHeadings, findHeadings, type Headings } from './find-headings.ts';
import { readRow } from './read-row.ts';
import { formOf, type SheetKey, sheetKeys } from './sheet-forms.ts';
import type { MergedRange, Notice, RawSheet, ReadRow, ReadWorkbook } from './workbook-rows.ts';

/** Maximum number of rows on one sheet of an import's workbook. A larger file is refused: people divide it. */
export const maxRows = 5_000;

/** The beginning of a row of totals: `Total`, `Grand total`, `మొత్తం`. */
const totalPattern = /^(?:grand |sub ?)?totals?\b|^మొత్తం/;

/**
 * The form with the sheet's title or, if there is none, the form of which the sheet has the most headings. Undefined if the sheet has
 * too few of its headings.
 */
const findForm = (sheet: RawSheet): { readonly key: SheetKey; readonly headings: Headings } | undefined => {
  const name = comparableText(sheet.name);
  const keyByTitle = sheetKeys.find((key) => {
    const { en, te, also = [] } = formOf(key);
    const titles = [`${en} ${te}`, en, te, ...also].map(comparableText);
    // A sheet may be named `Members 2024`.
    return titles.some((title) => name === title || name.startsWith(`${title} `));
  });
  const possibleKeys = keyByTitle === undefined ? sheetKeys : [keyByTitle];
  const candidates = possibleKeys.flatMap((key) => {
    const headings = findHeadings(formOf(key), sheet.rows);
    return headings === undefined ? [] : [{ key, headings }];
  });
  const [best] = candidates.toSorted((a, b) => b.headings.columns.size - a.headings.columns.size);
  return best;
};

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
    // A row is often numbered before it is filled in. Its number is no title, so the row is not listed as skipped.
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
