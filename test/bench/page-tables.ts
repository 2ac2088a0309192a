import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A table of a page in docs, as a reader sees it: headings, and cells by row. */
export type PageTable = {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

export const readPage = (name: string): string =>
  readFileSync(join(import.meta.dirname, '..', '..', 'docs', name), 'utf8');

const cellsOf = (line: string): string[] =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim().replaceAll('**', ''));

/** All tables of a page. */
export const tablesOf = (page: string): PageTable[] =>
  page
    .split('\n\n')
    .map((block) => block.split('\n').filter((line) => line.startsWith('|')))
    .filter((lines) => lines.length > 2)
    .map(([headings = '', , ...rows]) => ({ headings: cellsOf(headings), rows: rows.map(cellsOf) }));

/** The only table whose headings begin with these. */
export const tableOf = (tables: readonly PageTable[], ...headings: readonly string[]): PageTable => {
  const found = tables.filter((table) =>
    headings.every((heading, index) => table.headings[index] === heading),
  );
  const [table] = found;
  if (table === undefined || found.length > 1)
    throw new Error(`${found.length} tables begin with ${headings.join(', ')}.`);
  return table;
};

export const numberOf = (cell: string | undefined): number => {
  const number = Number((cell ?? '').replaceAll(',', ''));
  if (cell === undefined || cell === '' || Number.isNaN(number)) throw new Error(`Not a number: ${cell}`);
  return number;
};
