import { differenceLineOf, type Posting } from '../../../../functions/shared/kinds/book-entries.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { Badge } from '../../design/badge.tsx';
import { formatRupees } from '../../i18n/format.ts';
import { t } from '../text.ts';
import type { DraftSheet, DraftVoucher } from './drafts/draft.ts';
import { balancesAfter, postingsWithAmount } from './sheets/balances-after.ts';
import { CashAmount } from './sheets/cash-difference.tsx';
import { dayDifference } from './sheets/day-difference.ts';

type BalancesAfterDraftProps = {
  readonly ledger: AnswerOf<'GET /api/collectives/{id}/ledger'>;
  /** The postings of the sheet or voucher that this draft corrects, which is reversed first. */
  readonly reversedPostings?: readonly Posting[];
  readonly draft: DraftVoucher & Partial<Pick<DraftSheet, 'entries'>>;
};

/**
 * Below the desk's form of a sheet or voucher: the group's balances after the typed rows, with a warning for each balance that
 * would be negative.
 */
export function BalancesAfterDraft({ ledger, reversedPostings = [], draft }: BalancesAfterDraftProps) {
  const differencePaise = dayDifference(draft);
  const { cashPaise, bankPaise, shortfalls } = balancesAfter(
    ledger,
    [
      ...postingsWithAmount([...(draft.entries ?? []), ...draft.lines]),
      // A correction gets a line for the difference from the cash that was counted on its day.
      differenceLineOf(differencePaise),
    ],
    reversedPostings,
  );
  return (
    <div class="wide" role="status">
      <p>
        {t('books.after', { cash: formatRupees(cashPaise), bank: formatRupees(bankPaise) })}
        {draft.cashCountedPaise !== undefined && (
          <>
            {' '}
            {t('books.youCounted', { amount: formatRupees(draft.cashCountedPaise) })}{' '}
            {draft.cashCountedPaise === cashPaise ? (
              <Badge tone="good">{t('books.countAgrees')}</Badge>
            ) : (
              <CashAmount differencePaise={draft.cashCountedPaise - cashPaise} />
            )}
          </>
        )}
      </p>
      {shortfalls.map(({ balance, paise }) => (
        <p class="warning" key={balance}>
          {t(`books.missing.${balance}`, { amount: formatRupees(paise) })}
        </p>
      ))}
    </div>
  );
}
