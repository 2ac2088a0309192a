import { escapeXml } from '../../shared/text/escape-xml.ts';
import { type Format, formats, spreadsheetNamespace, xmlDeclaration } from './spreadsheet-styles.ts';

/** One sheet of a workbook, as XML (spreadsheet-parts.ts). */

export type Cell = { readonly value: string | number | null; readonly format?: Format };
export type Sheet = {
  /** Excel allows at most 31 characters. */
  readonly name: string;
  /** The width of each column, in characters. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
  /** How many rows (at least one) and columns stay visible while scrolling. */
  readonly frozen: { readonly rows: number; readonly columns: number };
  /** Whether the last frozen row is the heading of a list with filters. */
  readonly isList?: boolean;
  /** Whether the screen shows grid lines between the cells, for a sheet that somebody fills in. */
  readonly hasLines?: boolean;
  /** Help for filling in the cells below the head. */
  readonly help?: readonly ColumnHelp[];
};

/** Help for filling in a column. Excel shows it beside a cell of the column that is selected. */
type ColumnHelp = {
  /** From 0. */
  readonly column: number;
  /** The last row with this help, from 1. */
  readonly lastRow: number;
  readonly title: string;
  readonly text: string;
  /** The cells whose values a drop-down list offers: `'Lists'!$A$2:$A$5`. Excel asks before it accepts another value. */
  readonly list?: string;
};

/** The name of a column from its index: A (0), B, …, Z (25), AA, …. */
export const nameColumn = (index: number): string =>
  (index >= 26 ? nameColumn(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));

/** @param reference such as `B7` */
const renderCell = ({ value, format = 'plain' }: Cell, reference: string): string => {
  const attributes = `r="${reference}" s="${formats.indexOf(format)}"`;
  if (value === null) {
    return `<c ${attributes}/>`;
  }
  return typeof value === 'number'
    ? `<c ${attributes}><v>${value}</v></c>`
    : `<c ${attributes} t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
};

/** Excel's limits for the help of a cell, in characters. */
const maxHelp = { title: 32, text: 255 };

/** The help for columns, from the first row below the head on; Excel calls it data validation. */
const renderHelp = (help: readonly ColumnHelp[], firstRow: number): string =>
  help.length === 0
    ? ''
    : `<dataValidations count="${help.length}">${help
        .map(({ column, lastRow, title, text, list }) => {
          const cells = `${nameColumn(column)}${firstRow}:${nameColumn(column)}${lastRow}`;
          const attributes = `allowBlank="1" showInputMessage="1" promptTitle="${escapeXml(title.slice(0, maxHelp.title))}" prompt="${escapeXml(text.slice(0, maxHelp.text))}" sqref="${cells}"`;
          return list === undefined
            ? `<dataValidation ${attributes}/>`
            : `<dataValidation type="list" errorStyle="warning" showErrorMessage="1" ${attributes}><formula1>${escapeXml(list)}</formula1></dataValidation>`;
        })
        .join('')}</dataValidations>`;

/** The last row of a list, from 1. If the list has no entries, it is the heading. */
export const lastRowOfList = ({ rows, frozen }: Pick<Sheet, 'rows' | 'frozen'>): number =>
  Math.max(rows.length, frozen.rows);

/** @param index the sheet's place in the workbook, from 0 */
export const renderSheet = (
  { widths, rows, frozen, isList = false, hasLines = false, help = [] }: Sheet,
  index: number,
): string => {
  /** The first cell that scrolls. */
  const corner = `${nameColumn(frozen.columns)}${frozen.rows + 1}`;
  const lastColumn = nameColumn(widths.length - 1);
  // The workbook opens at its first sheet.
  const selected = index === 0 ? ' tabSelected="1"' : '';
  const withoutGrid = hasLines ? '' : ' showGridLines="0"';
  const hasFrozenColumns = frozen.columns > 0;
  const frozenColumns = hasFrozenColumns ? ` xSplit="${frozen.columns}"` : '';
  const activePane = hasFrozenColumns ? 'bottomRight' : 'bottomLeft';
  return (
    `${xmlDeclaration}<worksheet xmlns="${spreadsheetNamespace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<sheetViews><sheetView workbookViewId="0"${selected}${withoutGrid}>` +
    `<pane${frozenColumns} ySplit="${frozen.rows}" topLeftCell="${corner}" activePane="${activePane}" state="frozen"/>` +
    '</sheetView></sheetViews><cols>' +
    widths
      .map(
        (width, column) => `<col min="${column + 1}" max="${column + 1}" width="${width}" customWidth="1"/>`,
      )
      .join('') +
    '</cols><sheetData>' +
    rows
      .map(
        (row, rowIndex) =>
          `<row r="${rowIndex + 1}">${row.map((cell, column) => renderCell(cell, `${nameColumn(column)}${rowIndex + 1}`)).join('')}</row>`,
      )
      .join('') +
    '</sheetData>' +
    (isList ? `<autoFilter ref="A${frozen.rows}:${lastColumn}${lastRowOfList({ rows, frozen })}"/>` : '') +
    renderHelp(help, frozen.rows + 1) +
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>' +
    // Paper 9 is A4. The foot has the sheet's name on the left (&A), the page and their number on the right (&P / &N).
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
    '<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>'
  );
};
