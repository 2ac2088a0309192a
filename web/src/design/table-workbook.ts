import { strToU8, zipSync } from 'fflate';
import { type Cell, spreadsheetParts } from '../../../functions/rendering/spreadsheet-parts.ts';
import type { FileTable } from './table-rules.ts';

const minWidth = 12;
const maxWidth = 48;
const maxNameLength = 31;

/** A table as a workbook with one sheet, whose head stays in sight and filters. Loaded where somebody asks for one. */
export function workbookOf({ columns, rows }: FileTable, caption: string): Blob {
  const widthOf = (title: string, at: number): number =>
    Math.min(
      maxWidth,
      Math.max(
        minWidth,
        ...[title, ...rows.map((row) => row[at])].map((cell) => String(cell ?? '').length + 3),
      ),
    );
  const parts = spreadsheetParts([
    {
      // Without what the name of a sheet may not contain.
      name: caption.replaceAll(/[[\]*?:/\\']/g, ' ').slice(0, maxNameLength),
      widths: columns.map(({ title }, at) => widthOf(title, at)),
      rows: [
        columns.map(({ title }): Cell => ({ value: title, format: 'head' })),
        ...rows.map((row) =>
          row.map(
            (cell, at): Cell => ({
              value: cell ?? null,
              format: typeof cell !== 'number' ? 'text' : columns[at]?.isMoney ? 'money' : 'count',
            }),
          ),
        ),
      ],
      frozen: { rows: 1, columns: 1 },
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
