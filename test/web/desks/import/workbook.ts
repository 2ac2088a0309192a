import { renderSpreadsheet } from '../../../../functions/months/rendering/spreadsheet.ts';
import type { Cell } from '../../../../functions/months/rendering/spreadsheet-sheet.ts';
import { formOf, type SheetKey, sheetKeys } from '../../../../web/src/desks/import/read/sheet-forms.ts';
import { columnTitle, sheetTitle } from '../../../../web/src/desks/import/template/workbook-titles.ts';

/** What somebody writes into a row, by the keys of its columns. */
export type Written = Readonly<Record<string, string | number | undefined>>;
export type WrittenBook = Partial<Readonly<Record<SheetKey, readonly Written[]>>>;

const cellOf = (value: string | number | undefined): Cell => ({ value: value ?? null });

/** The template, filled in. */
export const fillTemplate = (book: WrittenBook): Buffer =>
  renderSpreadsheet(
    sheetKeys.map((key) => {
      const columns = Object.entries(formOf(key).columns);
      return {
        name: sheetTitle(formOf(key)),
        widths: columns.map(() => 16),
        rows: [
          columns.map(([, column]) => cellOf(columnTitle(column))),
          ...(book[key] ?? []).map((row) => columns.map(([name]) => cellOf(row[name]))),
        ],
        frozen: { rows: 1, columns: 1 },
      };
    }),
  );
