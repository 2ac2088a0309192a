import { language } from '../../../i18n/language.ts';
import type { Fault } from '../check/faults.ts';
import { formOf } from './sheet-forms.ts';

/** The name of an import's column or sheet in the reader's language. */
export const nameOf = ({ en, te }: { readonly en: string; readonly te: string }): string =>
  language() === 'te' ? te : en;

/** The name of an import's column in the reader's language; `id` for a column of ids. */
export const columnName = (sheet: Fault['sheet'], key: string): string => {
  const column = formOf(sheet).columns[key];
  return column === undefined ? 'id' : nameOf(column);
};
