import { type Sheet, spreadsheetParts } from './spreadsheet-parts.ts';
import { renderZip } from './zip.ts';

/** A workbook whose bytes follow from its content alone. */
export const renderSpreadsheet = (sheets: readonly Sheet[]): Buffer =>
  renderZip(
    Object.entries(spreadsheetParts(sheets)).map(([name, content]) => ({
      name,
      bytes: Buffer.from(content),
    })),
    'deflate',
  );
