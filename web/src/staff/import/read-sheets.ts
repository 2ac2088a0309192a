import { containsAadhaar } from '../../../../functions/domain/aadhaar-and-phone-numbers.ts';
import { comparable, type RawCell, textOfCell } from './cell-texts.ts';
import { readCell } from './cell-values.ts';
import type { Fault, FaultCode } from './faults.ts';
import { findFurtherHeadings, findHeadings, type Headings } from './find-headings.ts';
import { type Column, formOf, type RowValues, type SheetKey, sheetKeys } from './sheet-forms.ts';
import type { MergedRange, Notice, RawSheet, ReadRow, ReadWorkbook } from './workbook-rows.ts';
import { guideTitle, listsTitle } from './workbook-titles.ts';

/** Maximum number of rows on one sheet of an import's workbook; more are divided into several workbooks. */
export const maxRows = 5_000;

const total = /^(?:grand |sub ?)?totals?\b|^మొత్తం/;

/** What a merged cell says of each row that it covers, such as the group of ten women. Amounts and names are not repeated. */
const repeatable = new Set(['group', 'date', 'district', 'choice', 'openText', 'place', 'notice']);

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const formedOf = (sheet: RawSheet): { readonly key: SheetKey; readonly headings: Headings } | undefined => {
  const name = comparable(sheet.name);
  const named = sheetKeys.find((key) => {
    const { en, te, also = [] } = formOf(key);
    return [`${en} ${te}`, en, te, ...also].some(
      (one) => name === comparable(one) || name.startsWith(`${comparable(one)} `),
    );
  });
  const found = (named === undefined ? sheetKeys : [named])
    .map((key) => ({ key, headings: findHeadings(formOf(key), sheet.rows) }))
    .filter(({ headings }) => headings !== undefined)
    .toSorted((a, b) => (b.headings?.columns.size ?? 0) - (a.headings?.columns.size ?? 0));
  const [best] = found;
  return best?.headings === undefined ? undefined : { key: best.key, headings: best.headings };
};

function readRow<Key extends SheetKey>(
  key: Key,
  sheet: RawSheet,
  headings: Headings,
  at: number,
  today: string,
): ReadRow<Key> {
  const form = formOf(key);
  const cells = sheet.rows[at] ?? [];
  const values: Record<string, string | number> = {};
  const raw: Record<string, RawCell> = {};
  const faults: Fault[] = [];
  const wrong = (column: string, code: FaultCode, more?: Fault['values']): void => {
    const place = { sheet: key, sheetName: sheet.name, rowNumber: at + 1, column, code };
    faults.push(more === undefined ? place : { ...place, values: more });
  };
  const read = (name: string, column: Column, place: number): void => {
    let cell = cells[place] ?? null;
    const merge = sheet.merges.find(
      ({ top, left, bottom, right }) => at >= top && at <= bottom && place >= left && place <= right,
    );
    if (cell === null && merge !== undefined && (merge.top !== at || merge.left !== place)) {
      const isBelow = merge.left === merge.right && repeatable.has(column.kind);
      if (!isBelow) {
        wrong(name, 'merged');
        return;
      }
      cell = sheet.rows[merge.top]?.[place] ?? null;
    }
    raw[name] = cell;
    if (sheet.errorCells.some(([row, broken]) => row === at && broken === place)) {
      wrong(name, 'formulaError');
      return;
    }
    if (textOfCell(cell) === '') {
      if (column.isRequired === true) wrong(name, 'required');
      return;
    }
    const reading = readCell(column, cell, today);
    if ('value' in reading) values[name] = reading.value;
    else wrong(name, reading.fault, reading.values);
  };
  for (const [name, column] of Object.entries(form.columns)) {
    const place = headings.columns.get(name);
    if (place !== undefined) read(name, column, place);
  }
  const ids = headings.ids.map((place) => {
    const text = place === undefined ? '' : textOfCell(cells[place] ?? null).toLowerCase();
    if (text !== '' && !uuid.test(text)) wrong('id', containsAadhaar(text) ? 'aadhaar' : 'idDamaged');
    return uuid.test(text) ? text : undefined;
  });
  // The tables of sheet-forms.ts say what each column's reading is.
  return {
    sheet: key,
    sheetName: sheet.name,
    rowNumber: at + 1,
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

/** The required columns that a sheet lacks, told once at its headings. */
const missingColumns = (key: SheetKey, sheetName: string, { row, columns }: Headings): Fault[] =>
  Object.entries(formOf(key).columns)
    .filter(([name, { isRequired }]) => isRequired === true && !columns.has(name))
    .map(([column]) => ({ sheet: key, sheetName, rowNumber: row + 1, column, code: 'columnMissing' }));

/** What a row is that holds no data: one of totals, or a heading above other rows. */
function isAside(cells: readonly RawCell[], at: number, merges: readonly MergedRange[]): boolean {
  const written = cells.flatMap((cell, place) =>
    textOfCell(cell) === '' ? [] : [{ place, text: textOfCell(cell).toLowerCase() }],
  );
  const [first] = written;
  if (first === undefined) return false;
  const isWide = merges.some(
    ({ top, left, right, bottom }) =>
      top <= at && bottom >= at && left <= first.place && right >= first.place && right > left,
  );
  return (
    written.slice(0, 3).some(({ text }) => total.test(text)) ||
    (written.length === 1 && (first.place === 0 || isWide))
  );
}

function readSheet<Key extends SheetKey>(
  key: Key,
  sheet: RawSheet,
  firstHeadings: Headings,
  today: string,
): SheetReading<Key> {
  const form = formOf(key);
  const skipped: number[] = [];
  const rows: ReadRow<Key>[] = [];
  let headings = firstHeadings;
  let missing = missingColumns(key, sheet.name, headings);
  const unknown = new Set(headings.unknown);
  for (let at = headings.row + 1; at < sheet.rows.length; at += 1) {
    const cells = sheet.rows[at] ?? [];
    const further = findFurtherHeadings(form, cells, at);
    if (further !== undefined) {
      // Where the ids stand, only the first headings say.
      headings = { ...further, ids: headings.ids };
      missing = missingColumns(key, sheet.name, headings);
      for (const title of headings.unknown) unknown.add(title);
      continue;
    }
    if (isAside(cells, at, sheet.merges)) {
      skipped.push(at + 1);
      continue;
    }
    // A number alone is a row that waits to be filled in.
    const isWritten = [...headings.columns].some(
      ([name, place]) => name !== 'number' && textOfCell(cells[place] ?? null) !== '',
    );
    if (!isWritten) continue;
    const row = readRow(key, sheet, headings, at, today);
    rows.push(missing.length === 0 ? row : { ...row, faults: [...missing, ...row.faults] });
  }
  const notice = (code: Notice['code'], what: readonly (string | number)[]): Notice[] =>
    what.length === 0 ? [] : [{ code, sheetName: sheet.name, details: what.join(', ') }];
  return { rows, notices: [...notice('columnsUnknown', [...unknown]), ...notice('rowsSkipped', skipped)] };
}

/**
 * Reads the rows of an import's sheets, whatever their order: each is known by its name or by its headings, which may
 * stand below a title.
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
  const add = <Key extends SheetKey>(key: Key, sheet: RawSheet, headings: Headings): void => {
    const reading = readSheet(key, sheet, headings, today);
    const list: ReadRow<Key>[] = rows[key];
    list.push(...reading.rows);
    notices.push(...reading.notices);
  };
  for (const sheet of sheets) {
    if (sheet.name === guideTitle || sheet.name === listsTitle) continue;
    const formed = formedOf(sheet);
    if (formed !== undefined) add(formed.key, sheet, formed.headings);
    else if (sheet.rows.some((row) => row.some((cell) => cell !== null))) {
      notices.push({ code: 'sheetUnknown', sheetName: sheet.name, details: '' });
    }
  }
  return { rows, notices };
}
