import { accounts, borrowings, openings } from './forms/money-sheets.ts';
import { outreach } from './forms/outreach-sheet.ts';
import { collectives, members } from './forms/register-sheets.ts';
import type { SheetForm, ValueOf } from './forms/sheet-form.ts';
import { children, consents, entitlements } from './forms/woman-sheets.ts';

/**
 * All sheets of an import's workbook, in their order. The template, the reading and the written workbooks follow them.
 */
export const sheetForms = {
  collectives,
  members,
  consents,
  children,
  openings,
  accounts,
  borrowings,
  entitlements,
  outreach,
} as const satisfies Readonly<Record<string, SheetForm>>;

export type SheetKey = keyof typeof sheetForms;
/** The keys of the sheets of the import's workbook, in their order. The filter keeps all; it is for the type alone. */
export const sheetKeys = Object.keys(sheetForms).filter((key): key is SheetKey => key in sheetForms);

export type ColumnKey<Key extends SheetKey> = keyof (typeof sheetForms)[Key]['columns'] & string;

/** The values of a row, as far as its cells can be read. */
export type RowValues<Key extends SheetKey> = {
  readonly [C in ColumnKey<Key>]?: ValueOf<(typeof sheetForms)[Key]['columns'][C]>;
};

/** The form of a sheet of the import's workbook. Its type is the same for all sheets: it doesn't name the sheet's own columns. */
export const formOf = (key: SheetKey): SheetForm => sheetForms[key];
