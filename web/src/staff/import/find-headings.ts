import { comparable, type RawCell, textOfCell } from './cell-texts.ts';
import type { Column, SheetForm } from './sheet-forms.ts';
import { idTitle } from './workbook-titles.ts';

/** The row of headings on a sheet, and where its columns are. Rows and columns count from 0. */
export type Headings = {
  readonly row: number;
  /** The place of each column that was found, by its key. */
  readonly columns: ReadonlyMap<string, number>;
  /** The places of the columns of ids, in their order; undefined for a missing one. */
  readonly ids: readonly (number | undefined)[];
  /** Headings of columns that are not read. */
  readonly unknown: readonly string[];
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

/** How well a heading fits a column: 0 is best; undefined if it does not fit. A heading may have both languages: `Name / పేరు`. */
function rankOf(heading: string, { en, te, also = [] }: Column): number | undefined {
  const parts = [heading, ...heading.split(/[/\n(]/)].map(comparable).filter((part) => part !== '');
  const names = [en, te, ...also].map(comparable);
  const ranks = parts.map((part) => names.indexOf(part)).filter((rank) => rank >= 0);
  return ranks.length === 0 ? undefined : Math.min(...ranks);
}

/** The headings are within the first rows, perhaps below a title. */
const maxRowsSearched = 15;
const minColumns = 2;

function findColumns(form: SheetForm, cells: readonly RawCell[]): Map<string, number> {
  const fits = Object.entries(form.columns).flatMap(([key, column]) =>
    cells.flatMap((cell, place) => {
      const rank = cell === null ? undefined : rankOf(String(cell), column);
      return rank === undefined ? [] : [{ key, place, rank }];
    }),
  );
  const found = new Map<string, number>();
  const taken = new Set<number>();
  // Each column takes the heading that fits it best; a heading is taken once.
  for (const { key, place } of fits.toSorted((a, b) => a.rank - b.rank || a.place - b.place)) {
    if (found.has(key) || taken.has(place)) continue;
    found.set(key, place);
    taken.add(place);
  }
  return found;
}

function headingsIn(form: SheetForm, cells: readonly RawCell[], row: number): Headings {
  const columns = findColumns(form, cells);
  const titles = cells.map(textOfCell);
  const taken = new Set(columns.values());
  const ids = form.ids.map((_, index) => {
    const place = titles.findIndex((title) => comparable(title) === idTitle(index));
    return place < 0 ? undefined : place;
  });
  const isIgnored = (title: string): boolean =>
    [title, ...title.split('/')].some((part) => ignoredTitles.has(comparable(part)));
  return {
    row,
    columns,
    ids,
    unknown: titles.filter(
      (title, place) => title !== '' && !taken.has(place) && !ids.includes(place) && !isIgnored(title),
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
    .map((cells, row) => headingsIn(form, cells, row))
    .filter(({ columns }) => columns.size >= minColumns)
    .toSorted((a, b) => b.columns.size - a.columns.size || a.row - b.row);
  return best;
}

/** A row of data may have one or two cells that equal a heading; more make it a row of headings. */
const minRepeated = 3;

/**
 * Finds further headings in a later row of an import's sheet: repeated for printing, or of another register that was
 * pasted below, perhaps with its columns in another order. Undefined if the row has data.
 */
export function findFurtherHeadings(
  form: SheetForm,
  cells: readonly RawCell[],
  row: number,
): Headings | undefined {
  const hasEnoughTexts = cells.filter((cell) => typeof cell === 'string').length >= minRepeated;
  const headings = hasEnoughTexts ? headingsIn(form, cells, row) : undefined;
  // In a row of headings, most are known columns.
  return headings !== undefined &&
    headings.columns.size >= minRepeated &&
    headings.unknown.length < headings.columns.size
    ? headings
    : undefined;
}
