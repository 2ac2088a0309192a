import { strToU8, zipSync } from 'fflate';
import { escapeXml } from '../../../../functions/shared/text/escape-xml.ts';

/**
 * A workbook as Excel writes it: shared strings, dates as days with a format, formulas with their last values, merged cells. It shares nothing with
 * the writer of the product.
 */

export type ExcelCell =
  | string
  | number
  | null
  | { readonly day: string }
  | { readonly formula: string; readonly value?: number };
export type ExcelSheet = {
  readonly name: string;
  readonly rows: readonly (readonly ExcelCell[])[];
  /** `B3:B8` */
  readonly merged?: readonly string[];
};

const columnOf = (index: number): string =>
  (index >= 26 ? columnOf(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const dayMs = 86_400_000;

export function writeExcel(sheets: readonly ExcelSheet[]): Uint8Array {
  const strings = new Map<string, number>();
  const indexOf = (text: string): number => {
    const known = strings.get(text) ?? strings.size;
    strings.set(text, known);
    return known;
  };
  const cell = (value: ExcelCell, place: string): string => {
    if (value === null || value === '') return '';
    if (typeof value === 'string') return `<c r="${place}" t="s"><v>${indexOf(value)}</v></c>`;
    if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
    if ('day' in value) {
      return `<c r="${place}" s="1"><v>${Date.parse(`${value.day}T00:00:00Z`) / dayMs + 25_569}</v></c>`;
    }
    return value.value === undefined
      ? `<c r="${place}" t="e"><f>${escapeXml(value.formula)}</f><v>#REF!</v></c>`
      : `<c r="${place}"><f>${escapeXml(value.formula)}</f><v>${value.value}</v></c>`;
  };
  const sheetXml = ({ rows, merged = [] }: ExcelSheet): string => {
    const data = rows
      .map((row, at) => {
        const cells = row.map((value, column) => cell(value, `${columnOf(column)}${at + 1}`)).join('');
        return cells === '' ? '' : `<row r="${at + 1}" spans="1:20">${cells}</row>`;
      })
      .join('');
    const merges =
      merged.length === 0
        ? ''
        : `<mergeCells count="${merged.length}">${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
    return `${xml}<worksheet ${main}><sheetData>${data}</sheetData>${merges}</worksheet>`;
  };
  const sheetParts = sheets.map(
    (sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet)] as const,
  );
  const relation = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/></Types>`,
    '_rels/.rels': `${xml}<Relationships ${relations}>${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${xml}<workbook ${main} xmlns:r="${office}"><sheets>${sheets.map(({ name }, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 7}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships ${relations}>${sheets.map((_, at) => relation(at + 1, 'worksheet', `worksheets/sheet${at + 1}.xml`)).join('')}${relation(98, 'sharedStrings', 'sharedStrings.xml')}${relation(99, 'styles', 'styles.xml')}</Relationships>`,
    'xl/styles.xml': `${xml}<styleSheet ${main}><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(sheetParts),
    'xl/sharedStrings.xml': `${xml}<sst ${main}>${[...strings.keys()].map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('')}</sst>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}
