/** The content of a workbook's cell as it was read from the file; `null` is empty. */
export type RawCell = string | number | boolean | Date | null;

/** The code point of the Telugu digit 0; the others follow it. */
const teluguZero = 0x0c66;

/** Zero-width spaces and joiners, the byte-order mark, and the soft hyphen. */
const invisible = /[\u200b-\u200d\ufeff\u00ad]/g;

/** The plain text of an import's cell: Western digits, single spaces, no invisible characters, letters of normal width. */
export const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[౦-౯]/g, (digit) => String((digit.codePointAt(0) ?? teluguZero) - teluguZero))
    .replace(invisible, '')
    .replace(/\s+/g, ' ')
    .trim();

/** The text of an import's cell for comparison: lower case, letters and digits only; empty if there are none. */
export const comparableText = (text: string): string =>
  plainText(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

/** The content of an import's cell as a plain text; empty for an empty cell. */
export const textOfCell = (raw: RawCell): string => {
  if (raw === null) return '';
  if (raw instanceof Date) return raw.toISOString().slice(0, 10);
  if (typeof raw === 'boolean') return raw ? 'yes' : 'no';
  return plainText(String(raw));
};

/** The text of an import's cell as a register's number, for comparison: `12`, `12.` and `012` are one. */
export const comparableNumber = (text: string): string => {
  const bare = comparableText(text).replaceAll(' ', '');
  return /^\d+$/.test(bare) ? bare.replace(/^0+(?=\d)/, '') : bare;
};
