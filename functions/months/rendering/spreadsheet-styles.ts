/** The style sheet of a workbook, with the formats that its cells may have (spreadsheet-parts.ts). */

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const spreadsheetNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The formats of cells, in the order of the style sheet below. */
export const formats = [
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
export type Format = (typeof formats)[number];

/** Groups digits by lakh and crore, as India writes rupees (₹12,34,567.00), in Japanese sheets too. Its `>` is already escaped for XML. */
const rupees = '[&gt;=10000000]"₹"##\\,##\\,##\\,##0.00;[&gt;=100000]"₹"##\\,##\\,##0.00;"₹"##,##0.00';
export const styles =
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
