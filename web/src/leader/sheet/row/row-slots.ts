import type { EntryDraft, SheetRow } from '../../row-kinds.ts';

/**
 * A slot: a field on a woman's row for one kind of entry. It holds the row's first cash entry of that kind; a slot that
 * names a loan, the first of that kind and loan.
 */
export type Slot = {
  readonly kind: EntryDraft['kind'];
  readonly loanId?: string | undefined;
  /** Whether an entry without a loan belongs here, if none names this loan: older sheets recorded interest without it. */
  readonly takesWithoutLoan?: boolean;
};

/** The slots of a loan on a woman's row, its repayment and its interest. @param isFirst whether it is the row's first loan */
export const slotsOfLoan = (loanId: string, { isFirst }: { readonly isFirst: boolean }): [Slot, Slot] => [
  { kind: 'repayment', loanId },
  { kind: 'interest', loanId, takesWithoutLoan: isFirst },
];

/** The index of a slot's entry among the entries of a woman's row; -1 if nothing is typed in the slot. */
export function findSlotIndex({ entries }: SheetRow, { kind, loanId, takesWithoutLoan }: Slot): number {
  const findCash = (isOfLoan: (draft: EntryDraft) => boolean): number =>
    entries.findIndex((draft) => draft.kind === kind && draft.account !== 'bank' && isOfLoan(draft));
  const index = findCash((draft) => loanId === undefined || draft.loanId === loanId);
  return index === -1 && takesWithoutLoan ? findCash((draft) => draft.loanId === undefined) : index;
}

/** The amount in a slot of a woman's row, as typed; empty if nothing is typed in it. */
export const amountInSlot = (row: SheetRow, slot: Slot): string =>
  row.entries[findSlotIndex(row, slot)]?.amount ?? '';

/**
 * A woman's row with another amount in a slot. An empty amount removes the slot's entry.
 * @param amount as typed
 * @param makeFields makes the other fields of an entry that is not on the row yet
 */
export function withAmountInSlot(
  row: SheetRow,
  slot: Slot,
  amount: string,
  makeFields: () => Omit<EntryDraft, 'kind' | 'amount'> = () =>
    slot.loanId === undefined ? {} : { loanId: slot.loanId },
): SheetRow {
  const index = findSlotIndex(row, slot);
  const entry = row.entries[index];
  if (entry !== undefined) return replaceEntry(row, index, amount === '' ? undefined : { ...entry, amount });
  if (amount === '') return row;
  return { ...row, entries: [...row.entries, { kind: slot.kind, amount, ...makeFields() }] };
}

/** A woman's row with another entry in place of the one at an index; undefined removes it and so empties its slot. */
export const replaceEntry = (
  row: SheetRow,
  index: number,
  replacement: EntryDraft | undefined,
): SheetRow => ({
  ...row,
  entries: row.entries.toSpliced(index, 1, ...(replacement === undefined ? [] : [replacement])),
});
