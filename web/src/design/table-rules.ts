/** What stands in a table, and how it is sorted, filtered and written into a file; pure. */

export type Cell = string | number | undefined;

/** What of a table goes into a file. */
export type FileTable = {
  /** `isMoney`: in rupees. */
  readonly columns: readonly { readonly title: string; readonly isMoney: boolean }[];
  readonly rows: readonly (readonly Cell[])[];
};

export type Direction = 'ascending' | 'descending';

/**
 * The rows of a table in the order of one column. What has no value comes last in both directions, and equal ones keep
 * their order.
 * @param compare two texts, as the language sorts them
 */
export function sortRows<Row>(
  rows: readonly Row[],
  cellOf: (row: Row) => Cell,
  direction: Direction,
  compare: (a: string, b: string) => number,
): Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, value: cellOf(row) }))
    .toSorted(({ value: a }, { value: b }) => {
      if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
      return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b)));
    })
    .map(({ row }) => row);
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The rows of a table in which every word of a text stands somewhere. */
export function filterRows<Row>(
  rows: readonly Row[],
  text: string,
  textsOf: (row: Row) => readonly string[],
): readonly Row[] {
  const words = plain(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const all = plain(textsOf(row).join('\n'));
    return words.every((word) => all.includes(word));
  });
}

/** What a spreadsheet would take for a formula becomes a text. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const csvCell = (cell: Cell): string => {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const text = harmless(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A table as CSV (RFC 4180). */
export const csvOf = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
