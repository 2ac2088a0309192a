import { strToU8, zipSync } from 'fflate';
import { spreadsheetParts } from '../../../../functions/months/rendering/spreadsheet-parts.ts';
import type { Cell as SheetCell } from '../../../../functions/months/rendering/spreadsheet-sheet.ts';
import type { FileTable } from './table-rules.ts';

/** Widths in characters. */
const minWidth = 12;
const maxWidth = 48;
/** Room for a heading's filter button. */
const padding = 3;
/** Excel's limit for the name of a sheet. */
const maxNameLength = 31;

/**
 * The Excel workbook of a desk's table that somebody downloads. It has one sheet, whose heading row stays in sight and has
 * filters.
 */
export function workbookOf({ columns, rows }: FileTable, caption: string): Blob {
  const widthOf = (title: string, index: number): number => {
    const cells = [title, ...rows.map((row) => row[index])];
    const lengths = cells.map((cell) => String(cell ?? '').length + padding);
    return Math.min(maxWidth, Math.max(minWidth, ...lengths));
  };
  const parts = spreadsheetParts([
    {
      // Excel forbids these characters in the name of a sheet.
      name: caption.replaceAll(/[[\]*?:/\\']/g, ' ').slice(0, maxNameLength),
      widths: columns.map(({ title }, index) => widthOf(title, index)),
      rows: [
        columns.map(({ title }): SheetCell => ({ value: title, format: 'head' })),
        ...rows.map((row) =>
          row.map((cell, index): SheetCell => {
            const numberFormat = columns[index]?.isMoney ? 'money' : 'count';
            return { value: cell ?? null, format: typeof cell === 'number' ? numberFormat : 'text' };
          }),
        ),
      ],
      frozen: { rows: 1, columns: 1 },
      // Gives the heading row its filters.
      isList: true,
    },
  ]);
  const archive = zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])),
  );
  return new Blob([archive], {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
}
