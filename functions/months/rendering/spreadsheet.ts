import { spreadsheetParts } from './spreadsheet-parts.ts';
import type { Sheet } from './spreadsheet-sheet.ts';
import { renderZip } from './zip.ts';

/** Renders a workbook as an `.xlsx` file. The same sheets give the same bytes. */
export const renderSpreadsheet = (sheets: readonly Sheet[]): Buffer =>
  renderZip(
    Object.entries(spreadsheetParts(sheets)).map(([name, content]) => ({
      name,
      bytes: Buffer.from(content),
    })),
    'deflate',
  );
