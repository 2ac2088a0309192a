import { useEffect } from 'preact/hooks';
import { needsField } from '../../../../../functions/shared/kinds/book-kinds.ts';
import type { Api } from '../../../api/client.ts';
import { Choice } from '../../../design/fields/field.tsx';
import { formatRupees } from '../../../i18n/format.ts';
import { useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import type { DraftEntry } from '../drafts/draft.ts';

type LoanChoiceProps = {
  readonly api: Api;
  readonly namePrefix: string;
  readonly entry: DraftEntry;
  /** The ids of the loans that this sheet gives the entry's member. */
  readonly newLoanIds: readonly string[];
  readonly onChange: (part: Pick<DraftEntry, 'loanId'>) => void;
};

/**
 * The choice of one of the member's loans: the outstanding ones, the one that is already chosen, and those that this sheet gives her.
 * Interest is the only kind that may be without a loan: for it, repaid loans are offered too, and the choice may stay empty.
 */
export function LoanChoice({
  api,
  namePrefix,
  entry: { memberId, kind, loanId },
  newLoanIds,
  onChange,
}: LoanChoiceProps) {
  const isLoanOptional = !needsField(kind, 'loanId');
  // While the loans of a newly chosen member are being read, `data` is undefined.
  const savings = useRead(['savings of', memberId], () =>
    api.request('GET /api/members/{id}/savings', { path: { id: memberId } }),
  );
  const offeredLoans = savings.data?.loans.filter(
    (loan) => loan.outstandingPaise > 0 || loan.loanId === loanId || isLoanOptional,
  );
  // If only one loan is offered, it is chosen at once, unless the choice may stay empty.
  const isOnlyOne = offeredLoans?.length === 1 && newLoanIds.length === 0;
  const onlyLoanId = isOnlyOne ? offeredLoans[0]?.loanId : undefined;
  useEffect(() => {
    if (onlyLoanId !== undefined && loanId === '' && !isLoanOptional) onChange({ loanId: onlyLoanId });
    // `kind` is here, since an entry that gets another kind loses its loan: the only loan is then chosen again. `loanId` is not: a choice
    // that somebody empties stays empty.
  }, [onlyLoanId, kind]);
  const options: [string, string][] = [
    ['', t(isLoanOptional ? 'books.noLoan' : 'books.chooseLoan')],
    ...(offeredLoans ?? []).map((loan): [string, string] => [
      loan.loanId,
      t('books.loanOf', {
        principal: formatRupees(loan.principalPaise),
        rest: formatRupees(loan.outstandingPaise),
      }),
    ]),
    ...newLoanIds.map((id): [string, string] => [id, t('books.loanOfSheet')]),
  ];
  return (
    <Choice
      name={`${namePrefix}.loanId`}
      label={t('books.whichLoan')}
      value={loanId}
      options={options}
      onChoose={(chosen) => onChange({ loanId: chosen })}
    />
  );
}
