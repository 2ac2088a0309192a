import { createHmac } from 'node:crypto';
import { v7 } from 'uuid';
import type { Fault } from '../../../../web/src/desks/import/check/faults.ts';
import { createLeftOutCheck, faultsToMend } from '../../../../web/src/desks/import/check/leave-out-rules.ts';
import { linkRows } from '../../../../web/src/desks/import/check/link-rows.ts';
import type { KnownGroup, LinkedWorkbook } from '../../../../web/src/desks/import/check/linked-workbook.ts';
import { readFile } from '../../../../web/src/desks/import/read/read-file.ts';
import { readSheets } from '../../../../web/src/desks/import/read/read-sheets.ts';
import { type SheetKey, sheetKeys } from '../../../../web/src/desks/import/read/sheet-forms.ts';
import { allRows } from '../../../../web/src/desks/import/read/workbook-rows.ts';
import { type AssignedIds, assignIds } from '../../../../web/src/desks/import/send/assign-ids.ts';
import type { KeptIds } from '../../../../web/src/desks/import/send/assigning.ts';
import type { Plan } from '../../../../web/src/desks/import/send/operation.ts';
import { planOf } from '../../../../web/src/desks/import/send/plan.ts';
import { fillTemplate, type WrittenBook } from './workbook.ts';

export const today = '2026-11-26';

export const nothingKept: KeptIds = { ids: new Map(), joinedIds: new Map(), leftOutHashes: new Set() };

type Planned = {
  readonly book: LinkedWorkbook;
  readonly assignedIds: AssignedIds;
  readonly plan: Plan;
  readonly faults: readonly Fault[];
};
type Options = {
  readonly kept?: KeptIds;
  /** The ids of what was recorded. */
  readonly recorded?: ReadonlySet<string>;
  readonly known?: readonly KnownGroup[];
  /** Those of an area coordinator. */
  readonly districts?: readonly string[];
  /** What stands in the columns `id`, by the rows of a sheet. */
  readonly ids?: Partial<Readonly<Record<SheetKey, readonly (string | undefined)[]>>>;
};

/** Reads a file as the page does, and plans it. */
export async function planFile(
  file: Uint8Array,
  { kept = nothingKept, recorded = new Set(), known = [], districts = [], ids = {} }: Options = {},
): Promise<Planned> {
  const reading = await readFile(Uint8Array.from(file).buffer);
  if ('fault' in reading) throw new Error(`The file could not be read: ${reading.fault}.`);
  const read = readSheets(reading.sheets, today);
  for (const key of sheetKeys) {
    for (const [at, id] of (ids[key] ?? []).entries()) Object.assign(read.rows[key][at] ?? {}, { ids: [id] });
  }
  const book = linkRows(read, known, districts);
  const hash = (text: string) => createHmac('sha256', 'a key').update(text).digest('base64url');
  const assignedIds = assignIds(book, kept, { hash, newId: v7, isRecorded: (id) => recorded.has(id) });
  const faults = faultsToMend(book.faults, allRows(book), createLeftOutCheck(book, assignedIds.leftOutRows));
  return { book, assignedIds, faults, plan: planOf(book, assignedIds, faults) };
}

export const planWritten = (book: WrittenBook, options: Options = {}): Promise<Planned> =>
  planFile(fillTemplate(book), options);

/** The faults of a book, each as `sheet row column code`. */
export const faultsIn = ({ book }: Pick<Planned, 'book'>): string[] =>
  [...new Set(book.faults)]
    .map(({ sheet, rowNumber: row, column = '-', code }) => `${sheet} ${row} ${column} ${code}`)
    .sort();
