import { comparable, type RawCell, textOfCell } from './cell-texts.ts';
import type { Column, SheetForm } from './sheet-forms.ts';
import { idTitle } from './workbook-titles.ts';

/** Where a sheet's columns stand. Rows and columns count from 0. */
export type Headings = {
  readonly row: number;
  /** By the column's key. */
  readonly columns: ReadonlyMap<string, number>;
  /** Of the columns of ids, in their order; undefined where one is missing. */
  readonly ids: readonly (number | undefined)[];
  /** Headings of columns that are not read. */
  readonly unknown: readonly string[];
};

/** Columns that the program writes for people, or that only count rows. */
const forPeople = new Set([
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

/** How well a heading fits a column: 0 is best; undefined if not at all. */
function rankOf(heading: string, { en, te, also = [] }: Column): number | undefined {
  const parts = [heading, ...heading.split(/[/\n(]/)].map(comparable).filter((part) => part !== '');
  const names = [en, te, ...also].map(comparable);
  const ranks = parts.map((part) => names.indexOf(part)).filter((rank) => rank >= 0);
  return ranks.length === 0 ? undefined : Math.min(...ranks);
}

/** Headings stand among the first rows, below a title perhaps. */
const maxRowsAbove = 15;
const minKnown = 2;

function findColumns(form: SheetForm, cells: readonly RawCell[]): Map<string, number> {
  const fits = Object.entries(form.columns).flatMap(([key, column]) =>
    cells.flatMap((cell, place) => {
      const rank = cell === null ? undefined : rankOf(String(cell), column);
      return rank === undefined ? [] : [{ key, place, rank }];
    }),
  );
  const found = new Map<string, number>();
  const taken = new Set<number>();
  // Each column takes the heading that fits best, and each heading is one column's.
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
  const isForPeople = (title: string): boolean =>
    [title, ...title.split('/')].some((part) => forPeople.has(comparable(part)));
  return {
    row,
    columns,
    ids,
    unknown: titles.filter(
      (title, place) => title !== '' && !taken.has(place) && !ids.includes(place) && !isForPeople(title),
    ),
  };
}

/**
 * Finds the row of headings on a sheet of an import: the one with the most that are known. Undefined if there is
 * none.
 */
export function findHeadings(form: SheetForm, rows: readonly (readonly RawCell[])[]): Headings | undefined {
  const [best] = rows
    .slice(0, maxRowsAbove)
    .map((cells, row) => headingsIn(form, cells, row))
    .filter(({ columns }) => columns.size >= minKnown)
    .toSorted((a, b) => b.columns.size - a.columns.size || a.row - b.row);
  return best;
}

/** A row of data may have a word or two that are headings elsewhere. */
const minRepeated = 3;

/**
 * Further headings in a later row of an import's sheet, if it has some: those of a printed page, or of another
 * register that was pasted below, perhaps in another order.
 */
export function findFurtherHeadings(
  form: SheetForm,
  cells: readonly RawCell[],
  row: number,
): Headings | undefined {
  const isLikely = cells.filter((cell) => typeof cell === 'string').length >= minRepeated;
  const headings = isLikely ? headingsIn(form, cells, row) : undefined;
  return headings !== undefined &&
    headings.columns.size >= minRepeated &&
    headings.unknown.length < headings.columns.size
    ? headings
    : undefined;
}
