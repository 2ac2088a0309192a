import { isDate } from '../../../../../functions/shared/calendar/calendar.ts';
import { nameDistrict } from '../../../districts/text.ts';
import { formatDate, formatRupees } from '../../../i18n/format.ts';
import type { Language } from '../../../i18n/language.ts';
import { nameOf } from '../read/column-names.ts';
import { choices } from '../read/forms/choices.ts';
import type { Column } from '../read/forms/sheet-form.ts';

const moneyKinds = new Set(['amount', 'balance']);

/** The shown text for the value of an import's cell, as it was understood, in the reader's language; `–` without a value. */
export function shownValue(column: Column, value: string | number | undefined, lang: Language): string {
  if (value === undefined) return '–';
  if (typeof value === 'number') {
    if (moneyKinds.has(column.kind)) return formatRupees(value);
    // A rate is in basis points: 200 is 2%.
    return column.kind === 'rate' ? `${value / 100}%` : String(value);
  }
  if (column.choice !== undefined) {
    const word = Object.entries(choices[column.choice]).find(([one]) => one === value)?.[1];
    return word === undefined ? value : nameOf(word);
  }
  if (column.kind === 'district') return nameDistrict(value);
  return isDate(value) ? formatDate(value, lang) : value;
}
