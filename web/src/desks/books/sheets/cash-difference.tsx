import { Badge } from '../../../design/badge.tsx';
import { formatRupees } from '../../../i18n/format.ts';
import { t } from '../../text.ts';
import { type CountedSheet, cashDifference, countedCash } from './expected-cash.ts';

/** How much cash was missing from a group's box, or too much in it, as a red badge at the desk. */
export const CashAmount = ({ differencePaise }: { readonly differencePaise: number }) => (
  <Badge tone="bad">
    {t(differencePaise > 0 ? 'cash.tooMuch' : 'cash.tooLittle', {
      amount: formatRupees(Math.abs(differencePaise)),
    })}
  </Badge>
);

/** The difference of a group's counted cash from the books on a sheet; nothing if it is 0. */
export function CashDifference({ sheet }: { readonly sheet: CountedSheet }) {
  const differencePaise = cashDifference(sheet);
  return differencePaise === 0 ? null : <CashAmount differencePaise={differencePaise} />;
}

/** A group's counted cash on a sheet with its difference, if there is one; says so if nobody counted, or if it was counted on the day. */
export function CountedCash({ sheet }: { readonly sheet: CountedSheet }) {
  const countedPaise = countedCash(sheet);
  return (
    <>
      {countedPaise === undefined
        ? // Whoever wrote a difference has counted: only the sum is not written.
          t(cashDifference(sheet) === 0 ? 'sheet.uncounted' : 'sheet.noSum')
        : formatRupees(countedPaise)}{' '}
      {sheet.cashCountedThenPaise !== undefined && <small>({t('cash.countedThen')})</small>}{' '}
      <CashDifference sheet={sheet} />
    </>
  );
}
