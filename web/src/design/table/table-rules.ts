/** The cells of a table, and how its rows are sorted and filtered; pure. */

export type Cell = string | number | undefined;

/** The part of a table that its downloaded file contains. */
export type FileTable = {
  /** A column with `isMoney` has amounts in rupees, not paise. */
  readonly columns: readonly { readonly title: string; readonly isMoney: boolean }[];
  readonly rows: readonly (readonly Cell[])[];
};

export type Direction = 'ascending' | 'descending';

/**
 * The rows of a table, sorted by one column. Rows without a value come last in both directions, and equal rows keep
 * their order.
 * @param compareTexts compares two texts by the rules of the page's language
 */
export function sortRows<Row>(
  rows: readonly Row[],
  cellOf: (row: Row) => Cell,
  direction: Direction,
  compareTexts: (a: string, b: string) => number,
): Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, value: cellOf(row) }))
    .toSorted(({ value: a }, { value: b }) => {
      if (a === undefined && b === undefined) return 0;
      if (a === undefined) return 1;
      if (b === undefined) return -1;
      const order =
        typeof a === 'number' && typeof b === 'number' ? a - b : compareTexts(String(a), String(b));
      return sign * order;
    })
    .map(({ row }) => row);
}

/** The sum of the numbers in a column. Other cells add nothing. */
export const sumOf = <Row>(rows: readonly Row[], cellOf: (row: Row) => Cell): number =>
  rows.reduce((sum, row) => {
    const value = cellOf(row);
    return typeof value === 'number' ? sum + value : sum;
  }, 0);

/** A text without regard to case, width and other forms of a letter: `Ｍ－２` is `m-2`. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/**
 * The rows of a table that contain every word typed into its filter, in any column and order.
 * @param textsOf the texts of a row that a word may stand in
 */
export function filterRows<Row>(
  rows: readonly Row[],
  typed: string,
  textsOf: (row: Row) => readonly string[],
): readonly Row[] {
  const words = fold(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const rowText = fold(textsOf(row).join('\n'));
    return words.every((word) => rowText.includes(word));
  });
}
