import { escapeXml } from '../../shared/text/escape-xml.ts';
import { lastRowOfList, nameColumn, renderSheet, type Sheet } from './spreadsheet-sheet.ts';
import { spreadsheetNamespace, styles, xmlDeclaration } from './spreadsheet-styles.ts';

/**
 * Writes a workbook as Office Open XML (ECMA-376). It can do what the report and the import need: texts, numbers, a few formats, frozen headings, filters,
 * drop-down lists and A4 pages. The same content gives the same bytes. spreadsheet-sheet.ts writes each sheet, spreadsheet-styles.ts the formats.
 */

const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentTypes = 'http://schemas.openxmlformats.org/package/2006/content-types';
const contentTypeOf = (part: string) =>
  `application/vnd.openxmlformats-officedocument.spreadsheetml.${part}+xml`;

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
