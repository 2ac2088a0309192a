import { escapeXml } from '../../shared/text/escape-xml.ts';

/**
 * Writes a workbook as Office Open XML (ECMA-376). It can do what the report and the import need: texts, numbers, a few formats, frozen headings, filters,
 * drop-down lists and A4 pages. The same content gives the same bytes.
 */

/** The formats of cells, in the order of the style sheet below. */
const formats = [
  'plain',
  'title',
  'head',
  'count',
  'money',
  'share',
  'text',
  'note',
  'change',
  'moneyChange',
  'pointsChange', // percentage points
  'headOfNumbers',
  'textAmongNumbers',
  'day',
  'fault',
] as const;
type Format = (typeof formats)[number];

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

const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const spreadsheetNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentTypes = 'http://schemas.openxmlformats.org/package/2006/content-types';
const contentTypeOf = (part: string) =>
  `application/vnd.openxmlformats-officedocument.spreadsheetml.${part}+xml`;

/** Groups digits by lakh and crore, as India writes rupees (₹12,34,567.00), in Japanese sheets too. Its `>` is already escaped for XML. */
const rupees = '[&gt;=10000000]"₹"##\\,##\\,##\\,##0.00;[&gt;=100000]"₹"##\\,##\\,##0.00;"₹"##,##0.00';
const styles =
  `${xmlDeclaration}<styleSheet xmlns="${spreadsheetNamespace}">` +
  '<numFmts count="7">' +
  `<numFmt numFmtId="164" formatCode="${rupees.replaceAll('"', '&quot;')}"/>` +
  '<numFmt numFmtId="165" formatCode="0.0%"/>' +
  '<numFmt numFmtId="166" formatCode="+#,##0;-#,##0;0"/>' +
  '<numFmt numFmtId="167" formatCode="+#,##0.00;-#,##0.00;0.00"/>' +
  '<numFmt numFmtId="168" formatCode="#,##0"/>' +
  '<numFmt numFmtId="169" formatCode="+0.0&quot; pt&quot;;-0.0&quot; pt&quot;;0.0&quot; pt&quot;"/>' +
  '<numFmt numFmtId="170" formatCode="dd\\-mm\\-yyyy"/>' +
  '</numFmts>' +
  '<fonts count="4">' +
  '<font><sz val="10"/><name val="Noto Sans"/></font>' +
  '<font><b/><sz val="15"/><color rgb="FF16324F"/><name val="Noto Sans"/></font>' +
  '<font><b/><sz val="10"/><color rgb="FFFFFFFF"/><name val="Noto Sans"/></font>' +
  '<font><sz val="9"/><color rgb="FF4A5663"/><name val="Noto Sans"/></font>' +
  '</fonts>' +
  // Excel reserves the first two fills.
  '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FF16324F"/></patternFill></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFFBE3D6"/></patternFill></fill></fills>' +
  '<borders count="2"><border/><border><left/><right/><top/><bottom style="thin"><color rgb="FFC9D1DA"/></bottom></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${formats.length}">` +
  // Number format, font, fill, border and alignment of each of `formats`. The first four are ids or indices in the lists above.
  [
    [0, 0, 0, 0, ''], // plain
    [0, 1, 0, 0, ''], // title
    [0, 2, 2, 0, '<alignment vertical="center" wrapText="1"/>'], // head
    [168, 0, 0, 1, '<alignment vertical="top"/>'], // count
    [164, 0, 0, 1, '<alignment vertical="top"/>'], // money
    [165, 0, 0, 1, '<alignment vertical="top"/>'], // share
    [0, 0, 0, 1, '<alignment horizontal="left" vertical="top" wrapText="1" indent="1"/>'], // text
    [0, 3, 0, 0, ''], // note
    [166, 0, 0, 1, '<alignment vertical="top"/>'], // change
    [167, 0, 0, 1, '<alignment vertical="top"/>'], // moneyChange
    [169, 0, 0, 1, '<alignment vertical="top"/>'], // pointsChange
    [0, 2, 2, 0, '<alignment horizontal="right" vertical="center" wrapText="1"/>'], // headOfNumbers
    [0, 0, 0, 1, '<alignment horizontal="right" vertical="top"/>'], // textAmongNumbers
    [170, 0, 0, 1, '<alignment horizontal="left" vertical="top" indent="1"/>'], // day
    [0, 0, 3, 1, '<alignment horizontal="left" vertical="top" wrapText="1" indent="1"/>'], // fault
  ]
    .map(
      ([format, font, fill, border, alignment]) =>
        `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"${alignment === '' ? '/>' : ` applyAlignment="1">${alignment}</xf>`}`,
    )
    .join('') +
  '</cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

/** The name of a column from its index: A (0), B, …, Z (25), AA, …. */
const nameColumn = (index: number): string =>
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
const lastRowOfList = ({ rows, frozen }: Pick<Sheet, 'rows' | 'frozen'>): number =>
  Math.max(rows.length, frozen.rows);

/** @param index the sheet's place in the workbook, from 0 */
const renderSheet = (
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

/** The files of a workbook, by their names in its archive. */
export const spreadsheetParts = (sheets: readonly Sheet[]): Readonly<Record<string, string>> => {
  // Excel needs a hidden name for each filtered range too.
  const filters = sheets.flatMap(({ name, widths, rows, frozen, isList }, index) =>
    isList === true
      ? `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">'${escapeXml(name)}'!$A$${frozen.rows}:$${nameColumn(widths.length - 1)}$${lastRowOfList({ rows, frozen })}</definedName>`
      : [],
  );
  // Frozen rows are repeated on every printed page.
  const titles = sheets.map(
    ({ name, frozen }, index) =>
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${escapeXml(name)}'!$1:$${frozen.rows}</definedName>`,
  );
  return {
    '[Content_Types].xml':
      `${xmlDeclaration}<Types xmlns="${contentTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${contentTypeOf('sheet.main')}"/><Override PartName="/xl/styles.xml" ContentType="${contentTypeOf('styles')}"/>` +
      sheets
        .map(
          (_, index) =>
            `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${contentTypeOf('worksheet')}"/>`,
        )
        .join('') +
      '</Types>',
    '_rels/.rels': `${xmlDeclaration}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${officeRelations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml':
      `${xmlDeclaration}<workbook xmlns="${spreadsheetNamespace}" xmlns:r="${officeRelations}"><bookViews><workbookView/></bookViews><sheets>` +
      sheets
        .map(
          ({ name }, index) =>
            `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
        )
        .join('') +
      `</sheets><definedNames>${[...filters, ...titles].join('')}</definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `${xmlDeclaration}<Relationships xmlns="${packageRelations}">` +
      sheets
        .map(
          (_, index) =>
            `<Relationship Id="rId${index + 1}" Type="${officeRelations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
        )
        .join('') +
      `<Relationship Id="rId${sheets.length + 1}" Type="${officeRelations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': styles,
    ...Object.fromEntries(
      sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, renderSheet(sheet, index)]),
    ),
  };
};
