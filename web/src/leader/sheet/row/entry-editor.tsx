import {
  entryKinds,
  givesLoan,
  hasField,
  namesLoan,
  needsField,
} from '../../../../../functions/shared/kinds/book-kinds.ts';
import type { EntryDraft } from '../../row-kinds.ts';
import { loanWords } from '../sheet-words.ts';
import type { SheetMember } from '../take-off-rules.ts';
import { t } from '../text.ts';
import { AmountField } from './amount-field.tsx';
import { LoanTerms } from './loan-terms.tsx';
import { SmallChoice, SmallText } from './small-field.tsx';

/** The kinds among which the leader chooses. An entry that gives a loan is not among them, since it has a field of its own. */
const choosableKinds = entryKinds.filter((kind) => hasField(kind, 'account') && !givesLoan({ kind }));

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
  /** Called with the changed draft; undefined removes the entry. */
  readonly onDraft: (draft: EntryDraft | undefined) => void;
}) {
  const { kind, loanId } = draft;
  const loans = member.loans.filter((loan) => loan.outstandingPaise > 0 || loan.loanId === loanId);
  // A woman without a loan has nothing to repay.
  const kinds = choosableKinds.filter((one) => loans.length > 0 || !needsField(one, 'loanId'));
  const chooseKind = (chosen: string) => {
    const newKind = kinds.find((one) => one === chosen);
    if (newKind === undefined) return;
    const { loanId: _, ...rest } = draft;
    // The woman's loans are sorted, the oldest first.
    const [oldestLoan] = loans;
    const isOnLoan = namesLoan(newKind) && oldestLoan !== undefined;
    onDraft({ ...rest, kind: newKind, ...(isOnLoan ? { loanId: oldestLoan.loanId } : {}) });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as these are
    <div class="amounts entry" role="group" aria-label={t(`sheet.${kind}`)}>
      {choosableKinds.includes(kind) ? (
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
        zeroWords={t('sheet.zero.remove')}
      />
      {hasField(kind, 'account') && (
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
      {namesLoan(kind) && loans.length > 1 && (
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
      {givesLoan(draft) && <LoanTerms draft={draft} heldOn={heldOn} onDraft={onDraft} />}
      {hasField(kind, 'reason') && (
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
