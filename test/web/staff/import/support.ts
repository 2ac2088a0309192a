import { createHmac } from 'node:crypto';
import { v7 } from 'uuid';
import { type Assigned, assignIds, type Kept } from '../../../../web/src/staff/import/ids-rules.ts';
import { linkRows } from '../../../../web/src/staff/import/link-rules.ts';
import type { KnownGroup, LinkedBook } from '../../../../web/src/staff/import/links.ts';
import { type Plan, planOf } from '../../../../web/src/staff/import/plan-rules.ts';
import { readFile } from '../../../../web/src/staff/import/read-file.ts';
import { readBook } from '../../../../web/src/staff/import/read-rows.ts';
import { fillTemplate, type WrittenBook } from './workbook.ts';

export const today = '2026-11-26';

const nothingKept: Kept = { ids: new Map(), same: new Map() };

type Planned = { readonly book: LinkedBook; readonly assigned: Assigned; readonly plan: Plan };

/** Reads a file as the page does, and plans it. */
export async function planFile(
  file: Uint8Array,
  { kept = nothingKept, known = [] }: { kept?: Kept; known?: readonly KnownGroup[] } = {},
): Promise<Planned> {
  const reading = await readFile(Uint8Array.from(file).buffer);
  if ('fault' in reading) throw new Error(`The file could not be read: ${reading.fault}.`);
  const book = linkRows(readBook(reading.sheets, today), known);
  const hash = (text: string) => createHmac('sha256', 'a key').update(text).digest('base64url');
  const assigned = assignIds(book, kept, { hash, newId: v7 });
  return { book, assigned, plan: planOf(book, assigned) };
}

export const planWritten = (
  book: WrittenBook,
  options: Parameters<typeof planFile>[1] = {},
): Promise<Planned> => planFile(fillTemplate(book), options);

/** The faults of a book, each as `sheet row column code`. */
export const faultsIn = ({ book }: Pick<Planned, 'book'>): string[] =>
  [...new Set(book.faults)]
    .map(({ sheet, row, column = '-', code }) => `${sheet} ${row} ${column} ${code}`)
    .sort();
