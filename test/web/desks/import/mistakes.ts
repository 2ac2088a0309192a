import type { FaultCode } from '../../../../web/src/desks/import/check/faults.ts';
import type { SheetKey } from '../../../../web/src/desks/import/read/sheet-forms.ts';
import type { ExcelCell, ExcelSheet } from './excel-file.ts';
import { type Registers, writeRegisters } from './registers.ts';

/** Forty mistakes as people make them: what stands in the cell, and what they should be told, where. */

type Mistake = {
  readonly sheet: SheetKey;
  /** Whose row it is, as `writeRegisters` names it. */
  readonly who: string;
  /** From 0. */
  readonly column: number;
  readonly written: ExcelCell;
  readonly code: FaultCode;
  /** Where it is told, if not in that cell. */
  readonly told?: { readonly sheet: SheetKey; readonly who: string };
};

const at = (
  sheet: SheetKey,
  who: string,
  column: number,
  written: ExcelCell,
  code: FaultCode,
  told?: Mistake['told'],
): Mistake =>
  told === undefined ? { sheet, who, column, written, code } : { sheet, who, column, written, code, told };

export const mistakes: readonly Mistake[] = [
  at('collectives', 'Podduna', 1, 'Hyderabad', 'district'),
  at('collectives', 'Alala', 5, 'a hundred', 'amount'),
  at('members', '3', 1, null, 'required'),
  at('members', '7', 3, 38, 'age'),
  at('members', '10', 2, '94400 1234', 'phone'),
  at('members', '13', 2, '9440012345 / 9440012346', 'phone'),
  at('members', 'P-4', 9, 'March 2021', 'dateWithoutDay'),
  at('members', '204', 9, '31-2-2021', 'date'),
  at('members', '16', 9, { day: '2027-01-05' }, 'dateInFuture'),
  at('members', 'P-8', 7, 'Khammam', 'district'),
  at('members', 'P-10', 6, 'Rainbow SHG', 'unknownGroup'),
  at('members', '20', 0, 19, 'numberRepeated'),
  at('members', '23', 1, 'Mallika Vaana 2341 2341 2346', 'aadhaar'),
  at('members', '209', 1, 'à°µà±†à°¨à±à°¨à±†à°²', 'encoding'),
  at('members', 'P-13', 4, 'Lady', 'choice'),
  at('members', '30', 8, '@Tenali', 'formula'),
  at('members', '33', 3, { formula: 'YEAR(Z99)' }, 'formulaError'),
  at('consents', '40', 2, 'no / కాదు', 'consentMissing', { sheet: 'members', who: '40' }),
  at('consents', '215', 1, null, 'required'),
  at('consents', 'P-20', 5, null, 'required'),
  at('members', '47', 3, 2008, 'guardianNeeded', { sheet: 'consents', who: '47' }),
  at('consents', 'P-23', 3, 'ask her', 'choiceOrEmpty'),
  at('consents', '52', 0, 900, 'unknownMember'),
  at('children', '218', 1, 2030, 'birthYear'),
  at('children', 'P-3', 3, 'sometimes', 'choice'),
  at('children', '54', 0, 'x', 'unknownMember'),
  at('children', '57', 1, 12, 'age'),
  at('openings', 'Udayam', 2, 520, 'openingMismatch'),
  at('openings', 'Gaali', 5, 'loss', 'amount'),
  at('accounts', '62', 4, 9_000, 'outstandingAbove'),
  at('accounts', '222', 2, null, 'loanIncomplete'),
  at('accounts', 'P-30', 1, 'fifteen hundred', 'amount'),
  at('accounts', 'P-50', 1, -200, 'amountNegative'),
  at('accounts', '226', 2, '5-11-2026', 'afterOpening'),
  at('borrowings', 'Mabbu', 1, 'Moneylender', 'choice'),
  at('borrowings', 'Ningi', 5, 10, 'planIncomplete'),
  at('entitlements', '205', 1, 'Gas connection', 'choice'),
  at('entitlements', '10', 3, '2015', 'dateWithoutDay'),
  at('entitlements', 'P-5', 0, 'P-500', 'unknownMember'),
  at('outreach', 'second', 5, 'Call 98480 22338', 'phoneInText'),
];

const order: readonly SheetKey[] = [
  'collectives',
  'members',
  'consents',
  'children',
  'openings',
  'accounts',
  'borrowings',
  'entitlements',
  'outreach',
];

/** The row of somebody on a sheet, as the spreadsheet numbers it. */
export function rowOf({ places }: Registers, sheet: SheetKey, who: string): number {
  const row = places.get(`${sheet} ${who}`);
  if (row === undefined) throw new Error(`There is no row ${sheet} ${who}.`);
  return row;
}

/** The registers with all the mistakes. */
export function writeWithMistakes(): readonly ExcelSheet[] {
  const registers = writeRegisters();
  const sheets = registers.sheets.map(({ name, rows, merged = [] }) => ({
    name,
    merged,
    rows: rows.map((row) => [...row]),
  }));
  for (const { sheet, who, column, written } of mistakes) {
    const row = sheets[order.indexOf(sheet)]?.rows[rowOf(registers, sheet, who) - 1];
    if (row === undefined) throw new Error(`There is no sheet ${sheet}.`);
    while (row.length < column) row.push(null);
    row[column] = written;
  }
  return sheets;
}
