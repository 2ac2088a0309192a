import { strFromU8, unzipSync, zipSync } from 'fflate';
import readWorkbook from 'read-excel-file/universal';
import type { RawCell } from './cell-texts.ts';
import { maxRows } from './read-sheets.ts';
import type { MergedRange, RawSheet } from './workbook-rows.ts';

/** Why an import's file can't be read at all: a message `file.<code>` each. */
export const fileFaults = [
  'old',
  'locked',
  'csv',
  'notWorkbook',
  'damaged',
  'tooLarge',
  'tooManyRows',
  'empty',
] as const;
export type FileFault = (typeof fileFaults)[number];

export type FileReading = { readonly sheets: readonly RawSheet[] } | { readonly fault: FileFault };

/** Room for headings and a title above the rows. */
const maxRowsAboveData = 20;

const maxFileBytes = 20_000_000;
/** The maximum size of one part of the archive, unpacked: a small file could unpack to gigabytes. */
const maxPartBytes = 100_000_000;

/** Whether a file is text: its beginning has no zero byte, as binary files have. */
const isText = (bytes: Uint8Array): boolean => !bytes.subarray(0, 2_000).includes(0);

/** The fault of a file whose first bytes are not those of a ZIP archive (`PK`), which a workbook is. */
function faultOfFirstBytes(bytes: Uint8Array): FileFault | undefined {
  const [first, second] = bytes;
  if (bytes.length === 0) return 'empty';
  if (first === 0x50 && second === 0x4b) return undefined;
  if (first === 0xd0 && second === 0xcf) {
    // Old workbooks (.xls) and encrypted new ones both have the format of Microsoft's compound files.
    const names = new TextDecoder('utf-16le').decode(
      // UTF-16 has two bytes to a unit: `& ~1` makes the length even.
      bytes.subarray(0, Math.min(bytes.length, 1_000_000) & ~1),
    );
    return names.includes('EncryptedPackage') ? 'locked' : 'old';
  }
  // The byte-order mark of UTF-16.
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  // A file of text is most likely a CSV file.
  return isUtf16 || isText(bytes) ? 'csv' : 'notWorkbook';
}

/** The value of an attribute in an XML tag, with or without a namespace. */
const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s(?:\\w+:)?${name}="([^"]*)"`).exec(tag)?.[1];

/** Row and column, from 0, of a cell's name: `AB12` is row 11, column 27. An unreadable name counts as `A1`. */
function placeOf(name: string): readonly [row: number, column: number] {
  const [, letters = 'A', digits = '1'] = /^\$?([A-Z]+)\$?(\d+)$/.exec(name) ?? [];
  // The letters count from A, which is 1, in base 26; 64 is the character before `A`.
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return [Number(digits) - 1, column];
}

/** The ranges of merged cells of a sheet: `<mergeCell ref="A1:B3"/>`. */
function mergesIn(xml: string): MergedRange[] {
  return [...xml.matchAll(/<(?:\w+:)?mergeCell\s[^>]*>/g)].flatMap(([tag]) => {
    // A range such as `A1:B3`, or one cell alone.
    const [first, last = first] = (attribute(tag, 'ref') ?? '').split(':');
    if (first === undefined || last === undefined) return [];
    const [top, left] = placeOf(first);
    const [bottom, right] = placeOf(last);
    return [{ top, left, bottom, right }];
  });
}

/** The cells with an error such as `#REF!`, which the package read-excel-file reads as empty: `<c r="B2" t="e">`. */
const errorCellsIn = (xml: string): (readonly [row: number, column: number])[] =>
  [...xml.matchAll(/<(?:\w+:)?c\s[^>]*\st="e"[^>]*>/g)].map(([tag]) => placeOf(attribute(tag, 'r') ?? 'A1'));

/** The path of each sheet's part in the archive, in the order of the workbook. */
function sheetPaths(parts: Readonly<Record<string, Uint8Array>>): string[] {
  const textOf = (path: string): string => strFromU8(parts[path] ?? new Uint8Array());
  // `<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>`, to which `<sheet name="Members" r:id="rId1"/>` refers.
  const targets = new Map(
    [...textOf('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  );
  return [...textOf('xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].map(([tag]) => {
    // The attribute is mostly `r:id`; some programs write another prefix.
    const target = targets.get(/\sr:id="([^"]*)"/.exec(tag)?.[1] ?? attribute(tag, 'id')) ?? '';
    return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  });
}

/**
 * Reads an import's file, a workbook (.xlsx), as raw cells. Decides nothing about the content.
 * The archive is unpacked here and handed on uncompressed, for two reasons. Its size is checked before memory is taken. And the
 * package read-excel-file would unpack large parts in workers made of text, which the pages' security policy forbids.
 */
export async function readFile(file: ArrayBuffer): Promise<FileReading> {
  const bytes = new Uint8Array(file);
  const fault = faultOfFirstBytes(bytes);
  if (fault !== undefined) return { fault };
  if (bytes.length > maxFileBytes) return { fault: 'tooLarge' };
  let isTooLarge = false;
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/\.(?:xml|rels)$/.test(name)) return false;
        if (originalSize > maxPartBytes) isTooLarge = true;
        return !isTooLarge;
      },
    });
  } catch {
    return { fault: 'damaged' };
  }
  if (isTooLarge) return { fault: 'tooLarge' };
  if (parts['xl/workbook.xml'] === undefined) return { fault: 'notWorkbook' };
  try {
    const paths = sheetPaths(parts);
    // Level 0 packs without compression.
    const packed = zipSync(parts, { level: 0 });
    // The bytes may be a part of a larger buffer, and the package takes a buffer as a whole.
    const sheets = await readWorkbook(
      packed.buffer.slice(packed.byteOffset, packed.byteOffset + packed.byteLength),
    );
    if (sheets.some(({ data }) => data.length > maxRows + maxRowsAboveData)) return { fault: 'tooManyRows' };
    return {
      sheets: sheets.map(({ sheet, data }, index): RawSheet => {
        const xml = strFromU8(parts[paths[index] ?? ''] ?? new Uint8Array());
        return {
          name: sheet,
          // The package types a date's cell as the class Date instead of an instance of it.
          rows: data as unknown as RawCell[][],
          merges: mergesIn(xml),
          errorCells: errorCellsIn(xml),
        };
      }),
    };
  } catch {
    return { fault: 'damaged' };
  }
}
