import type { Cell, Sheet } from '../../../../../functions/months/rendering/spreadsheet-sheet.ts';
import type { CheckedImport } from '../check/check-sheets.ts';
import { explainFault } from '../check/fault-text.ts';
import type { Fault } from '../check/faults.ts';
import type { RawCell } from '../read/cell-texts.ts';
import { formOf, sheetKeys } from '../read/sheet-forms.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import { columnTitle, idTitle, sheetTitle } from '../template/workbook-titles.ts';

const dayMs = 86_400_000;
/** 1970-01-01 as Excel's number of a day. */
const serialOf1970 = 25_569;

const yesOrNo = (isYes: boolean): 'yes' | 'no' => (isYes ? 'yes' : 'no');

const cellOf = (raw: RawCell | undefined, isWrong: boolean): Cell => {
  // A date is never marked as wrong: without the format of a day it would show as a number.
  if (raw instanceof Date) {
    return { value: raw.getTime() / dayMs + serialOf1970, format: 'day' };
  }
  const value = typeof raw === 'boolean' ? yesOrNo(raw) : (raw ?? null);
  if (isWrong) return { value, format: 'fault' };
  return { value, format: typeof value === 'number' ? 'plain' : 'text' };
};

/**
 * The cells of rows, with empty rows between them, so that each row has the same number as in the coordinator's file. If she has two
 * sheets of one kind, the rows of the second follow without gaps.
 */
function placeRows(rows: readonly ReadRow[], cellsOf: (row: ReadRow) => Cell[]): Cell[][] {
  const placedRows: Cell[][] = [];
  const [first] = rows;
  for (const row of rows) {
    // Row numbers count from 1, and row 1 has the headings.
    const index = row.sheetName === first?.sheetName ? row.rowNumber - 2 : placedRows.length;
    while (placedRows.length < index) placedRows.push([]);
    placedRows.push(cellsOf(row));
  }
  return placedRows;
}

type RowTexts = {
  /** What happened to a row besides its faults, such as why the server refused it; undefined if nothing did. */
  readonly outcomeTextOf: (row: ReadRow) => string | undefined;
  readonly codeOf: (row: ReadRow) => string | undefined;
};

/**
 * The result of an import as a workbook in the template's form: the coordinator's cells, what is to be mended, the codes, and the
 * ids, so that nothing is recorded twice if the workbook is imported again.
 */
export function resultSheets(
  { workbook, faults, assignedIds }: Pick<CheckedImport, 'workbook' | 'faults' | 'assignedIds'>,
  { outcomeTextOf, codeOf }: RowTexts,
): Sheet[] {
  const faultsByRow = Map.groupBy(faults, ({ sheetName, rowNumber }: Fault) => `${rowNumber} ${sheetName}`);
  return sheetKeys
    .filter((key) => workbook.rows[key].length > 0)
    .map((key): Sheet => {
      const form = formOf(key);
      const columns = Object.entries(form.columns);
      const rowOf = (row: ReadRow): Cell[] => {
        const rowFaults = faultsByRow.get(`${row.rowNumber} ${row.sheetName}`) ?? [];
        // A row of a record that was in the system already has no ids of its own.
        const ids = assignedIds.joinedIds.has(row) ? [] : (assignedIds.ids.get(row) ?? []);
        const toMend = [
          ...rowFaults.map((fault) => {
            const column = fault.column === undefined ? undefined : form.columns[fault.column];
            return `${column === undefined ? '' : `${column.en} / ${column.te}: `}${explainFault(fault)}`;
          }),
          ...[outcomeTextOf(row)].filter((text) => text !== undefined),
        ];
        return [
          ...columns.map(([name]) =>
            cellOf(
              row.raw[name],
              rowFaults.some(({ column }) => column === name),
            ),
          ),
          {
            value: toMend.length === 0 ? null : toMend.join('\n'),
            format: toMend.length === 0 ? 'text' : 'fault',
          },
          { value: codeOf(row) ?? null, format: 'text' },
          ...form.ids.map((_, slot): Cell => ({ value: ids[slot] ?? null, format: 'text' })),
        ];
      };
      return {
        name: sheetTitle(form),
        // In characters: the columns, what to mend, the code, and the ids of 36 characters.
        widths: [...columns.map(() => 18), 60, 12, ...form.ids.map(() => 38)],
        rows: [
          [
            ...columns.map(([, column]) => columnTitle(column)),
            'To mend / సరిచేయాల్సినవి',
            'Code / కోడ్',
            ...form.ids.map((_, index) => idTitle(index)),
          ].map((value): Cell => ({ value, format: 'head' })),
          ...placeRows(workbook.rows[key], rowOf),
        ],
        frozen: { rows: 1, columns: 1 },
        hasLines: true,
        isList: true,
      };
    });
}
