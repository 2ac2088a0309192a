import { strToU8, zipSync } from 'fflate';
import { spreadsheetParts } from '../../../../../functions/months/rendering/spreadsheet-parts.ts';
import type { Sheet } from '../../../../../functions/months/rendering/spreadsheet-sheet.ts';

/** Writes a workbook of the import (template or result) as a file for the coordinator to keep. */
export function writeWorkbook(sheets: readonly Sheet[]): Blob {
  const parts = Object.entries(spreadsheetParts(sheets)).map(
    ([name, text]) => [name, strToU8(text)] as const,
  );
  return new Blob([zipSync(Object.fromEntries(parts))], {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
}
