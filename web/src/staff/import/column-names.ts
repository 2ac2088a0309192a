import { language } from '../../i18n/language.ts';
import type { Fault } from './faults.ts';
import { formOf } from './workbook-sheets.ts';

/** The text of a column's or sheet's name as the import's workbook gives it: it has no Japanese. */
export const nameOf = ({ en, te }: { readonly en: string; readonly te: string }): string =>
  language() === 'te' ? te : en;

/** The text of a column's heading in an import; of a column of ids, `id`. */
export const columnName = (sheet: Fault['sheet'], key: string): string => {
  const column = formOf(sheet).columns[key];
  return column === undefined ? 'id' : nameOf(column);
};
