import { idTitle } from '../template/workbook-titles.ts';
import { comparableText, type RawCell, textOfCell } from './cell-texts.ts';
import type { Column, SheetForm } from './forms/sheet-form.ts';

/** The row of headings on a sheet, and at which places in a row its columns are. Rows and places count from 0. */
export type Headings = {
  readonly rowIndex: number;
  /** The place of each column that the sheet has, by the column's key. */
  readonly columns: ReadonlyMap<string, number>;
  /** The places of the columns of ids, in their order; undefined for a missing column. */
  readonly idPlaces: readonly (number | undefined)[];
  /** Headings of columns that are not read. */
  readonly unknownTitles: readonly string[];
};

/** Columns that are not read: the program writes them for people, or they only number the rows. */
const ignoredTitles = new Set([
  'to mend',
  'సరిచేయాల్సినవి',
  'code',
  'కోడ్',
  'case code',
  's no',
  'sl no',
  'sno',
  'క్రమ సంఖ్య',
]);

/**
 * How well a heading fits a column: 0 for the column's own name, more for later ones in its list of names; undefined if it does not
 * fit. A heading may have both languages: `Name / పేరు`.
 */
function rankOf(heading: string, { en, te, also = [] }: Column): number | undefined {
  const parts = [heading, ...heading.split(/[/\n(]/)].map(comparableText).filter((part) => part !== '');
  const names = [en, te, ...also].map(comparableText);
  const ranks = parts.map((part) => names.indexOf(part)).filter((rank) => rank >= 0);
  return ranks.length === 0 ? undefined : Math.min(...ranks);
}

/** The headings are within the first rows, perhaps below a title. */
const maxRowsSearched = 15;
/** A row with fewer known columns is no row of headings. */
const minColumns = 2;

/** Finds the place of each column of a form in a row of a sheet, taken as a row of headings. */
function findColumns(form: SheetForm, cells: readonly RawCell[]): Map<string, number> {
  const fits = Object.entries(form.columns).flatMap(([key, column]) =>
    cells.flatMap((cell, place) => {
      const rank = cell === null ? undefined : rankOf(String(cell), column);
      return rank === undefined ? [] : [{ key, place, rank }];
    }),
  );
  const placeByKey = new Map<string, number>();
  const takenPlaces = new Set<number>();
  // Each column takes the heading that fits it best. No two columns take the same heading.
  for (const { key, place } of fits.toSorted((a, b) => a.rank - b.rank || a.place - b.place)) {
    if (placeByKey.has(key) || takenPlaces.has(place)) continue;
    placeByKey.set(key, place);
    takenPlaces.add(place);
  }
  return placeByKey;
}

/** Reads any row of a sheet as if it were the row of headings. In a row of data few cells are known headings, so it has few columns. */
function headingsIn(form: SheetForm, cells: readonly RawCell[], rowIndex: number): Headings {
  const columns = findColumns(form, cells);
  const titles = cells.map(textOfCell);
  const takenPlaces = new Set(columns.values());
  const idPlaces = form.ids.map((_, index) => {
    const place = titles.findIndex((title) => comparableText(title) === idTitle(index));
    return place < 0 ? undefined : place;
  });
  const isIgnored = (title: string): boolean =>
    [title, ...title.split('/')].some((part) => ignoredTitles.has(comparableText(part)));
  return {
    rowIndex,
    columns,
    idPlaces,
    unknownTitles: titles.filter(
      (title, place) =>
        title !== '' && !takenPlaces.has(place) && !idPlaces.includes(place) && !isIgnored(title),
    ),
  };
}

/**
 * Finds the row of headings on a sheet of an import: among the first rows, the one with the most known columns; undefined
 * if none has two.
 */
export function findHeadings(form: SheetForm, rows: readonly (readonly RawCell[])[]): Headings | undefined {
  const [best] = rows
    .slice(0, maxRowsSearched)
    .map((cells, rowIndex) => headingsIn(form, cells, rowIndex))
    .filter(({ columns }) => columns.size >= minColumns)
    .toSorted((a, b) => b.columns.size - a.columns.size || a.rowIndex - b.rowIndex);
  return best;
}

/** A row of data may have one or two cells that equal a heading; more make it a row of headings. */
const minFurtherColumns = 3;

/**
 * Finds further headings in a later row of an import's sheet: repeated for printing, or of another register that was
 * pasted below, perhaps with its columns in another order. Undefined if the row has data.
 */
export function findFurtherHeadings(
  form: SheetForm,
  cells: readonly RawCell[],
  rowIndex: number,
): Headings | undefined {
  const hasEnoughTexts = cells.filter((cell) => typeof cell === 'string').length >= minFurtherColumns;
  const headings = hasEnoughTexts ? headingsIn(form, cells, rowIndex) : undefined;
  if (headings === undefined || headings.columns.size < minFurtherColumns) return undefined;
  // In a row of headings, most cells are known columns.
  return headings.unknownTitles.length < headings.columns.size ? headings : undefined;
}
