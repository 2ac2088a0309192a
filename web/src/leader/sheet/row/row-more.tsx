import { v7 } from 'uuid';
import { writeRupees } from '../../../i18n/rupee-input.ts';
import type { Collective, EntryDraft, Member, SheetRow } from '../../row-kinds.ts';
import type { SheetMember } from '../take-off-rules.ts';
import { t } from '../text.ts';
import { AmountField } from './amount-field.tsx';
import { outstandingPaiseOf } from './entries-and-lines.ts';
import { EntryEditor } from './entry-editor.tsx';
import { LoanTerms } from './loan-terms.tsx';
import { amountInSlot, findSlotIndex, replaceEntry, type Slot, withAmountInSlot } from './row-slots.ts';
import { writeRate } from './typed-numbers.ts';

type Loan = Member['loans'][number];

/** The draft of an entry that sets a loan off against the woman's savings: as much of the loan as the savings cover. */
const setOffDraft = ({ savingsPaise }: SheetMember, { loanId, outstandingPaise }: Loan) => ({
  kind: 'set_off' as const,
  loanId,
  amount: writeRupees(Math.min(savingsPaise, outstandingPaise)),
  label: t('sheet.set_off'),
});

/** The draft of an entry that gives up a loan; the leader types how much of it. */
const writeOffDraft = ({ loanId }: Loan) => ({
  kind: 'write_off' as const,
  loanId,
  amount: '',
  label: t('sheet.write_off'),
});

type RowMoreProps = {
  readonly member: SheetMember;
  readonly row: SheetRow;
  /** The indexes of the entries that have a field on the row itself; -1 is among them if such a field is empty. */
  readonly indexesOnRow: ReadonlySet<number>;
  readonly group: Collective;
  readonly heldOn: string;
  readonly onRow: (row: SheetRow) => void;
  /** Makes the ref through which the input of the entry at an index gets the focus; -1 for no entry. */
  readonly inputRef: (index: number) => (input: HTMLInputElement | null) => void;
};

/**
 * The part "More" of a woman's row on a sheet, for the entries that have no field on the row itself: savings taken out, a new loan with its
 * plan, a fine, and rare entries.
 */
export function RowMore({ member, row, indexesOnRow, group, heldOn, onRow, inputRef }: RowMoreProps) {
  const owedPaise = outstandingPaiseOf(member);
  const slots: readonly Slot[] = [
    // While the woman owes, interest has its field on the row, beside each loan.
    ...(owedPaise > 0 ? [] : [{ kind: 'interest' } as const]),
    { kind: 'withdrawal' },
    { kind: 'loan' },
    { kind: 'fine' },
  ];
  /** The index of a slot's entry; -1 if the slot is empty, or if its entry has a field on the row itself. */
  const indexOf = (slot: Slot): number => {
    const index = findSlotIndex(row, slot);
    return indexesOnRow.has(index) ? -1 : index;
  };
  const indexesInSlots = new Set(slots.map(indexOf));
  // Entries without a slot are the rare ones, which the leader added below.
  const rareEntries = row.entries
    .map((draft, index) => ({ draft, index }))
    .filter(({ index }) => !indexesOnRow.has(index) && !indexesInSlots.has(index));
  // -1 if no new loan is typed: then `newLoan` is undefined.
  const newLoanIndex = indexOf({ kind: 'loan' });
  const newLoan = row.entries[newLoanIndex];
  /** The function that makes the further fields of a slot's new entry. A loan gets its id with its first amount. */
  const makeFields =
    ({ kind }: Slot) =>
    (): Omit<EntryDraft, 'kind' | 'amount'> => {
      if (kind !== 'loan') return {};
      const { ratePerMonthBasisPoints: rate } = group;
      return { loanId: v7(), ...(rate === undefined ? {} : { rate: writeRate(rate) }) };
    };
  const add = (draft: EntryDraft) => onRow({ ...row, entries: [...row.entries, draft] });
  // The woman's loans are sorted, the oldest first.
  const oldestLoan = member.loans.find(({ outstandingPaise }) => outstandingPaise > 0);
  // A press on a button below adds one of these drafts, which then stands in an editor of its own.
  const rareDrafts: readonly (EntryDraft & { readonly label: string })[] = [
    { kind: 'deposit', amount: '', account: 'bank', label: t('more.atBank') },
    { kind: 'dividend', amount: '', label: t('sheet.dividend') },
    ...(oldestLoan === undefined ? [] : [setOffDraft(member, oldestLoan), writeOffDraft(oldestLoan)]),
  ];
  return (
    <>
      <div class="amounts">
        {slots.map((slot) => (
          <AmountField
            key={slot.kind}
            label={t(`sheet.${slot.kind}`)}
            value={indexOf(slot) === -1 ? '' : amountInSlot(row, slot)}
            onValue={(typed) => onRow(withAmountInSlot(row, slot, typed, makeFields(slot)))}
            field={inputRef(indexOf(slot))}
            zeroWords={t(
              slot.kind === 'withdrawal' || slot.kind === 'loan' ? 'sheet.zero.out' : 'sheet.zero.in',
            )}
          />
        ))}
      </div>
      {newLoan !== undefined && (
        <LoanTerms
          draft={newLoan}
          heldOn={heldOn}
          onDraft={(changed) => onRow(replaceEntry(row, newLoanIndex, changed))}
        />
      )}
      {rareEntries.map(({ draft, index }) => (
        <EntryEditor
          key={index}
          draft={draft}
          member={member}
          heldOn={heldOn}
          field={inputRef(index)}
          onDraft={(changed) => onRow(replaceEntry(row, index, changed))}
        />
      ))}
      <div class="amounts">
        {rareDrafts.map(({ label, ...draft }) => (
          <button type="button" class="quiet" key={label} onClick={() => add(draft)}>
            + {label}
          </button>
        ))}
      </div>
    </>
  );
}
