/** How the texts of cells are compared: whatever the case, the marks, the width of letters and the script of digits. */

/** What a cell of a workbook holds; `null` is empty. */
export type RawCell = string | number | boolean | Date | null;

const teluguZero = 0x0c66;

/** The text of an import's cell, prepared: Telugu digits as Western ones, spaces as one, compatible letters alike. */
export const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[౦-౯]/g, (digit) => String((digit.codePointAt(0) ?? teluguZero) - teluguZero))
    .replace(/[\u200b-\u200d\ufeff\u00ad]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** The text of an import's cell for comparison: letters and digits only. Empty if there are none. */
export const comparable = (text: string): string =>
  plainText(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

/** The content of an import's cell as a text; empty if there is none. */
export const textOfCell = (raw: RawCell): string => {
  if (raw === null) return '';
  if (raw instanceof Date) return raw.toISOString().slice(0, 10);
  if (typeof raw === 'boolean') return raw ? 'yes' : 'no';
  return plainText(String(raw));
};

/** The text of an import's cell as a register's number, for comparison: `12`, `12.` and `012` are one. */
export const comparableNumber = (text: string): string => {
  const bare = comparable(text).replaceAll(' ', '');
  return /^\d+$/.test(bare) ? bare.replace(/^0+(?=\d)/, '') : bare;
};
