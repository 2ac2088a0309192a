import { Badge } from '../../design/badge.tsx';
import { formatRupees } from '../../i18n/format.ts';
import { t } from '../text.ts';

/** By how much a counted box differed from the books; nothing where it did not. @param of counted less expected, in paise */
export function CashDifference({ of: differencePaise }: { readonly of: number }) {
  if (differencePaise === 0) return null;
  return (
    <Badge tone="care">
      {t(differencePaise > 0 ? 'cash.tooMuch' : 'cash.tooLittle', {
        amount: formatRupees(Math.abs(differencePaise)),
      })}
    </Badge>
  );
}
