import { parseRupees, writeRupees } from '../../i18n/rupee-input.ts';
import type { EntryDraft, LineDraft, SheetRow } from '../row-kinds.ts';
import { type SheetEntry, type SheetLine, toEntry, toLine } from './entries-and-lines.ts';

/** Entries and lines as they are typed, and as they are sent. */

/**
 * Parses the interest rate that a leader typed into a sheet's draft, in per cent a month.
 * @returns hundredths of a per cent; undefined if it is none
 */
export function parseRate(text: string): number | undefined {
  const digits = text.replaceAll(/[%\s]/g, '');
  if (!/^\d{1,2}(\.\d{1,2})?$/.test(digits)) return undefined;
  return Math.round(Number(digits) * 100);
}
export const writeRate = (basisPoints: number): string => String(basisPoints / 100);

/**
 * Parses the number of instalments that a leader typed into a sheet's draft.
 * @returns undefined if it is no whole number
 */
export const parseCount = (text: string): number | undefined =>
  /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : undefined;

export const amountPaiseOf = ({ amount }: Pick<EntryDraft | LineDraft, 'amount'>): number =>
  parseRupees(amount) ?? 0;

const isWritten = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

/** The entries to send of a woman's row on a sheet, from its drafts: those with an amount. */
export const entriesOf = (memberId: string, drafts: readonly EntryDraft[]): SheetEntry[] =>
  drafts.flatMap((draft) => {
    const amountPaise = amountPaiseOf(draft);
    if (amountPaise <= 0) return [];
    const { kind, account, loanId, purpose, firstDueOn, reason, rate, instalments } = draft;
    return [
      toEntry({
        memberId,
        kind,
        amountPaise,
        account,
        loanId,
        purpose,
        ratePerMonthBasisPoints: isWritten(rate) ? parseRate(rate) : undefined,
        instalments: isWritten(instalments) ? parseCount(instalments) : undefined,
        firstDueOn: isWritten(firstDueOn) ? firstDueOn : undefined,
        reason: isWritten(reason) ? reason.trim() : undefined,
      }),
    ];
  });

/** A recorded entry of a sheet as a draft, to be typed over; its amount counts as confirmed. */
export const entryDraftOf = ({
  kind,
  amountPaise,
  account,
  loanId,
  purpose,
  ratePerMonthBasisPoints,
  instalments,
  firstDueOn,
  reason,
}: SheetEntry): EntryDraft => ({
  kind,
  amount: writeRupees(amountPaise),
  confirmedPaise: amountPaise,
  ...(account === undefined ? {} : { account }),
  ...(loanId === undefined ? {} : { loanId }),
  ...(purpose === undefined ? {} : { purpose }),
  ...(ratePerMonthBasisPoints === undefined ? {} : { rate: writeRate(ratePerMonthBasisPoints) }),
  ...(instalments === undefined ? {} : { instalments: String(instalments) }),
  ...(firstDueOn === undefined ? {} : { firstDueOn }),
  ...(reason === undefined ? {} : { reason }),
});

/** The group's lines to send of a sheet, from their drafts: those with an amount. */
export const linesOf = (drafts: readonly LineDraft[]): SheetLine[] =>
  drafts.flatMap((draft) => {
    const amountPaise = amountPaiseOf(draft);
    if (amountPaise <= 0) return [];
    const { kind, account, head, borrowingId, reason } = draft;
    return [
      toLine({
        kind,
        amountPaise,
        account,
        head,
        borrowingId,
        reason: isWritten(reason) ? reason.trim() : undefined,
      }),
    ];
  });

export const lineDraftOf = ({
  kind,
  amountPaise,
  account,
  head,
  borrowingId,
  reason,
}: SheetLine): LineDraft => ({
  kind,
  amount: writeRupees(amountPaise),
  confirmedPaise: amountPaise,
  ...(account === undefined ? {} : { account }),
  ...(head === undefined ? {} : { head }),
  ...(borrowingId === undefined ? {} : { borrowingId }),
  ...(reason === undefined ? {} : { reason }),
});

/** A place to type on a row: the first cash entry of a kind, and of a loan if it names one. */
export type Slot = { readonly kind: EntryDraft['kind']; readonly loanId?: string | undefined };

/** The place of a draft among the entries of a woman's row; -1 if nothing is typed there. */
export const findSlot = ({ entries }: SheetRow, { kind, loanId }: Slot): number =>
  entries.findIndex(
    (draft) =>
      draft.kind === kind && draft.account !== 'bank' && (loanId === undefined || draft.loanId === loanId),
  );

export const typedIn = (row: SheetRow, slot: Slot): string => row.entries[findSlot(row, slot)]?.amount ?? '';

/**
 * A woman's row on a sheet with a text in a slot. Emptying a slot takes its entry away.
 * @param made what a new entry begins with
 */
export function typeIn(
  row: SheetRow,
  slot: Slot,
  amount: string,
  made: () => Omit<EntryDraft, 'kind' | 'amount'> = () =>
    slot.loanId === undefined ? {} : { loanId: slot.loanId },
): SheetRow {
  const at = findSlot(row, slot);
  const draft = row.entries[at];
  if (draft !== undefined) return changeEntry(row, at, amount === '' ? undefined : { ...draft, amount });
  return amount === '' ? row : { ...row, entries: [...row.entries, { kind: slot.kind, amount, ...made() }] };
}

/** A woman's row on a sheet with an entry changed, or taken away. */
export const changeEntry = (row: SheetRow, at: number, changed: EntryDraft | undefined): SheetRow => ({
  ...row,
  entries: row.entries.toSpliced(at, 1, ...(changed === undefined ? [] : [changed])),
});
