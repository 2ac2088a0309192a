import { isDate } from '../../../../functions/domain/calendar.ts';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { type Language, language } from '../../i18n/language.ts';
import { choices } from './choices.ts';
import type { Fault } from './faults.ts';
import type { ReadRow } from './read-rows.ts';
import { t } from './text.ts';
import { type Column, formOf } from './workbook-sheets.ts';

/** The text of a column's or sheet's name as the import's workbook gives it: it has no Japanese. */
export const nameOf = ({ en, te }: { readonly en: string; readonly te: string }): string =>
  language() === 'te' ? te : en;

/** The text of a column's heading in an import; of a column of ids, `id`. */
export const columnName = (sheet: Fault['sheet'], key: string): string => {
  const column = formOf(sheet).columns[key];
  return column === undefined ? 'id' : nameOf(column);
};

/** The text for a fault of an import's cell or row: what is wrong, and what to do. */
export function explainFault({ code, values = {} }: Fault): string {
  const { difference, date, district } = values;
  if (typeof district === 'string') return t(`fault.${code}`, { district: nameDistrict(district) });
  if (typeof date === 'string') return t(`fault.${code}`, { ...values, date: formatDate(date, language()) });
  if (typeof difference !== 'number') return t(`fault.${code}`, values);
  const amount = formatRupees(Math.abs(difference));
  return t(difference > 0 ? 'fault.openingMismatch.over' : 'fault.openingMismatch.under', { amount });
}

const moneyKinds = new Set(['amount', 'balance']);

/** The text of an import's cell as it was understood. */
export function shownValue(column: Column, value: string | number | undefined, lang: Language): string {
  if (value === undefined) return '–';
  if (typeof value === 'number') {
    if (moneyKinds.has(column.kind)) return formatRupees(value);
    return column.kind === 'rate' ? `${value / 100}%` : String(value);
  }
  if (column.of !== undefined) {
    const word = Object.entries(choices[column.of]).find(([one]) => one === value)?.[1];
    return word === undefined ? value : nameOf(word);
  }
  if (column.kind === 'district') return nameDistrict(value);
  return isDate(value) ? formatDate(value, lang) : value;
}

/** The value of an import's cell; undefined if it is empty or can't be read. */
export const valueIn = (row: ReadRow, key: string): string | number | undefined => {
  const values: Readonly<Record<string, string | number | undefined>> = row.values;
  return values[key];
};
