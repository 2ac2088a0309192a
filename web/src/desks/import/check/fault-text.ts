import { nameDistrict } from '../../../districts/text.ts';
import { formatDate, formatRupees } from '../../../i18n/format.ts';
import { language } from '../../../i18n/language.ts';
import { t } from '../text.ts';
import type { Fault } from './faults.ts';

/** The text for a fault of an import's cell or row: what is wrong, and what to do. ../send/outcome-text.ts says why nothing is made of a row without faults. */
export function explainFault({ code, values = {} }: Fault): string {
  const { difference, date, district } = values;
  if (typeof district === 'string') return t(`fault.${code}`, { district: nameDistrict(district) });
  if (typeof date === 'string') return t(`fault.${code}`, { ...values, date: formatDate(date, language()) });
  if (typeof difference !== 'number') return t(`fault.${code}`, values);
  // Only `openingMismatch` has a difference, in paise: what the group has, less what it owes and its surplus.
  const amount = formatRupees(Math.abs(difference));
  return t(difference > 0 ? 'fault.openingMismatch.over' : 'fault.openingMismatch.under', { amount });
}
