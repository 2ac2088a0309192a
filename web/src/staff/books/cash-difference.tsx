import { Badge } from '../../design/badge.tsx';
import { formatRupees } from '../../i18n/format.ts';
import { t } from '../text.ts';
import { type CountedSheet, cashDifference } from './expected-cash.ts';

/** The difference of a group's counted cash from the books, as a badge at the desk; nothing if it is 0 or nobody counted. */
export function CashDifference({ sheet }: { readonly sheet: CountedSheet }) {
  const differencePaise = cashDifference(sheet) ?? 0;
  if (differencePaise === 0) return null;
  return (
    <Badge tone="care">
      {t(differencePaise > 0 ? 'cash.tooMuch' : 'cash.tooLittle', {
        amount: formatRupees(Math.abs(differencePaise)),
      })}
    </Badge>
  );
}
