import { Badge } from '../../design/badge.tsx';
import { formatRupees } from '../../i18n/format.ts';
import { t } from '../text.ts';

/** By how much a counted box differed from the books; nothing where it did not. @param of counted less expected, in paise */
export function CashDifference({ of }: { readonly of: number }) {
  if (of === 0) return null;
  return (
    <Badge tone="care">
      {t(of > 0 ? 'cash.tooMuch' : 'cash.tooLittle', { amount: formatRupees(Math.abs(of)) })}
    </Badge>
  );
}
