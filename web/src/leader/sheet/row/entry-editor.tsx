import type { EntryKind } from '../../../../../functions/shared/kinds/book-kinds.ts';
import type { EntryDraft } from '../../workspace/row-kinds.ts';
import { loanWords } from '../sheet-words.ts';
import type { SheetMember } from '../take-off-rules.ts';
import { t } from '../text.ts';
import { AmountField } from './amount-field.tsx';
import { LoanTerms } from './loan-terms.tsx';
import { SmallChoice, SmallText } from './small-field.tsx';

/** The kinds of entries that are paid in cash or at the bank. */
const kindsWithAccount = [
  'deposit',
  'repayment',
  'interest',
  'withdrawal',
  'loan',
  'fine',
  'dividend',
] as const satisfies readonly EntryKind[];
/** The kinds of entries that name a loan of hers. */
const kindsWithLoan: readonly EntryKind[] = ['repayment', 'interest', 'set_off', 'write_off'];

/** The editor of one entry on a woman's row with all its fields, for entries that have no field of their own on the row. */
export function EntryEditor({
  draft,
  member,
  heldOn,
  field,
  onDraft,
}: {
  readonly draft: EntryDraft;
  readonly member: SheetMember;
  readonly heldOn: string;
  /** The ref of the amount's input. */
  readonly field: (input: HTMLInputElement | null) => void;
  /** Undefined removes the entry. */
  readonly onDraft: (draft: EntryDraft | undefined) => void;
}) {
  const { kind, loanId } = draft;
  const hasAccount = kindsWithAccount.some((one) => one === kind);
  const loans = member.loans.filter((loan) => loan.outstandingPaise > 0 || loan.loanId === loanId);
  // No entry becomes a loan: that is given in its own field. Without a loan there is nothing to repay.
  const kinds = kindsWithAccount.filter((one) => one !== 'loan' && (loans.length > 0 || one !== 'repayment'));
  const chooseKind = (chosen: string) => {
    const newKind = kinds.find((one) => one === chosen);
    if (newKind === undefined) return;
    const { loanId: _, ...rest } = draft;
    // Her loans are sorted, the oldest first.
    const [oldestLoan] = loans;
    const namesLoan = kindsWithLoan.includes(newKind) && oldestLoan !== undefined;
    onDraft({ ...rest, kind: newKind, ...(namesLoan ? { loanId: oldestLoan.loanId } : {}) });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as these are
    <div class="amounts entry" role="group" aria-label={t(`sheet.${kind}`)}>
      {hasAccount && kind !== 'loan' ? (
        <SmallChoice
          label={t('more.kind')}
          value={kind}
          options={kinds.map((one) => [one, t(`sheet.${one}`)] as const)}
          onChoose={chooseKind}
        />
      ) : (
        <strong class="wide">{t(`sheet.${kind}`)}</strong>
      )}
      <AmountField
        label={t('more.amount')}
        value={draft.amount}
        onValue={(amount) => onDraft({ ...draft, amount })}
        field={field}
      />
      {hasAccount && (
        <SmallChoice
          label={t('more.account')}
          value={draft.account ?? 'cash'}
          options={[
            ['cash', t('more.cash')],
            ['bank', t('more.bank')],
          ]}
          onChoose={(account) => onDraft({ ...draft, account: account === 'bank' ? 'bank' : 'cash' })}
        />
      )}
      {kindsWithLoan.includes(kind) && loans.length > 1 && (
        <SmallChoice
          label={t('more.loan')}
          value={loanId ?? ''}
          options={[
            ...(loanId === undefined ? [['', t('group.choose')] as const] : []),
            ...loans.map((loan) => [loan.loanId, loanWords(loan)] as const),
          ]}
          onChoose={(chosen) => onDraft({ ...draft, loanId: chosen })}
        />
      )}
      {kind === 'loan' && <LoanTerms draft={draft} heldOn={heldOn} onDraft={onDraft} />}
      {kind === 'write_off' && (
        <SmallText
          label={t('more.reason')}
          value={draft.reason ?? ''}
          onValue={(reason) => onDraft({ ...draft, reason })}
        />
      )}
      <button type="button" class="quiet" onClick={() => onDraft(undefined)}>
        {t('more.remove')}
      </button>
    </div>
  );
}
