import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { InternalError } from '../domain/errors.ts';

/**
 * The fonts of the report, from the packages that lie beside the function. They come as WOFF, which is an OpenType font whose
 * tables are packed one by one (W3C, WOFF File Format 1.0); Typst reads OpenType.
 */

/** Paths inside the packages, in no particular order; lib/areas.ts ships these files with the function. */
export const fontFiles = [
  '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff',
  '@fontsource/noto-sans/files/noto-sans-latin-700-normal.woff',
  '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff',
  '@fontsource/noto-sans/files/noto-sans-latin-ext-700-normal.woff',
  '@fontsource/noto-sans-jp/files/noto-sans-jp-japanese-400-normal.woff',
  '@fontsource/noto-sans-jp/files/noto-sans-jp-japanese-700-normal.woff',
  '@fontsource/noto-sans-telugu/files/noto-sans-telugu-telugu-400-normal.woff',
  '@fontsource/noto-sans-telugu/files/noto-sans-telugu-telugu-700-normal.woff',
] as const;

const woffHeaderLength = 44;
const woffEntryLength = 20;
const headerLength = 12;
const entryLength = 16;

/** @throws where the bytes are no WOFF file */
export const unpackWoff = (woff: Buffer): Buffer => {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') {
    throw new InternalError('This is no WOFF file.');
  }
  const count = woff.readUInt16BE(12);
  const selector = Math.floor(Math.log2(count));
  const range = 16 * 2 ** selector;
  const header = Buffer.alloc(headerLength + entryLength * count);
  woff.copy(header, 0, 4, 8);
  header.writeUInt16BE(count, 4);
  header.writeUInt16BE(range, 6);
  header.writeUInt16BE(selector, 8);
  header.writeUInt16BE(16 * count - range, 10);
  const parts: Buffer[] = [header];
  let offset = header.length;
  for (let index = 0; index < count; index += 1) {
    const from = woffHeaderLength + woffEntryLength * index;
    const start = woff.readUInt32BE(from + 4);
    const packedLength = woff.readUInt32BE(from + 8);
    const length = woff.readUInt32BE(from + 12);
    const packed = woff.subarray(start, start + packedLength);
    const to = headerLength + entryLength * index;
    woff.copy(header, to, from, from + 4);
    woff.copy(header, to + 4, from + 16, from + 20);
    header.writeUInt32BE(offset, to + 8);
    header.writeUInt32BE(length, to + 12);
    const padding = (4 - (length % 4)) % 4;
    parts.push(packedLength < length ? inflateSync(packed) : packed, Buffer.alloc(padding));
    offset += length + padding;
  }
  return Buffer.concat(parts);
};

/**
 * Typst takes one file of a family and weight, and Noto Sans comes in two. The second, which has the rupee sign and the rarer
 * Latin letters, therefore goes by a family name of its own; without it they would be set in another font.
 */
export const extendedFamily = 'Noto More';
const family = 'Noto Sans';

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

const nameExtended = (font: Buffer): Buffer => {
  const from = utf16(family);
  const to = utf16(extendedFamily);
  for (let at = font.indexOf(from); at >= 0; at = font.indexOf(from, at + to.length)) {
    to.copy(font, at);
  }
  return font;
};

export const loadFonts = (): Buffer[] => {
  const { resolve } = createRequire(import.meta.url);
  return fontFiles.map((path) => {
    const font = unpackWoff(readFileSync(resolve(path)));
    return path.includes('-latin-ext-') ? nameExtended(font) : font;
  });
};
