import type { EntryField, LineField } from '../../../../functions/shared/kinds/book-kinds.ts';
import type { AnyEntry, AnyLine } from '../../../../functions/shared/kinds/entry-types.ts';
import { writeRupees } from '../../i18n/rupee-input.ts';
import type { EntryDraft, LineDraft } from '../row-kinds.ts';
import { type SheetEntry, type SheetLine, toEntry, toLine } from './row/entries-and-lines.ts';
import { amountPaiseOf, parseCount, parseRate, writeRate } from './row/typed-numbers.ts';

/** Converts the drafts of entries and lines, as they are typed, to what is sent, and back. */

/** Whether a field has more than spaces. */
const isWritten = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

/**
 * Converts a woman's drafts to entries of a sheet that can be sent; drafts without an amount are left out. A rate or number
 * of instalments that cannot be read is left out too: `faultOfRow` finds it before the sheet is sent.
 */
export const entriesFromDrafts = (memberId: string, drafts: readonly EntryDraft[]): SheetEntry[] =>
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
      } satisfies Record<EntryField, unknown> & AnyEntry),
    ];
  });

/**
 * Converts a recorded entry of a sheet back to a draft, to be typed over. The entry's amount counts as confirmed: the leader is not asked again about an
 * unusual one.
 */
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

/** Converts drafts of the group's lines to lines that can be sent; drafts without an amount are left out. */
export const linesFromDrafts = (drafts: readonly LineDraft[]): SheetLine[] =>
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
      } satisfies Record<LineField, unknown> & AnyLine),
    ];
  });

/** Converts a recorded line of the group back to a draft; its amount counts as confirmed. */
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
