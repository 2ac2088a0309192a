import { Badge } from '../../design/badge.tsx';
import { formatRupees } from '../../i18n/format.ts';
import { t } from '../text.ts';

/**
 * The difference of a group's counted cash from the books, as a badge at the desk; nothing if there is none.
 * @param differencePaise counted less expected
 */
export function CashDifference({ differencePaise }: { readonly differencePaise: number }) {
  if (differencePaise === 0) return null;
  return (
    <Badge tone="care">
      {t(differencePaise > 0 ? 'cash.tooMuch' : 'cash.tooLittle', {
        amount: formatRupees(Math.abs(differencePaise)),
      })}
    </Badge>
  );
}
