import { isCashDifference, sumOf } from '../../../../functions/shared/kinds/book-entries.ts';
import { givesLoan } from '../../../../functions/shared/kinds/book-kinds.ts';
import { maxLineCharacters } from '../../../../functions/shared/text/lengths.ts';
import { writeRupees } from '../../i18n/rupee-input.ts';
import type { Correction } from '../../outbox/operation.ts';
import type { Collective, EntryDraft, Sheet } from '../row-kinds.ts';
import { withoutDifference } from '../sheet/line-rules.ts';
import type { RecordedSheet } from '../sheet/recorded/recorded-sheets.ts';
import { redraftSheet } from '../sheet/redraft-sheet.ts';
import { toEntry, toLine } from '../sheet/row/entries-and-lines.ts';

/** What a correction takes from the past sheet: the cash count of its day, and the reason of a difference. */
function correctionOf(recorded: RecordedSheet, reason: string): Correction {
  const { id, heldOn, cashCountedPaise = recorded.cashCountedThenPaise, entries, lines = [] } = recorded;
  const differenceReason = lines
    .filter(isCashDifference)
    .map((line) => line.reason ?? '')
    .join(' · ')
    .slice(0, maxLineCharacters);
  return {
    corrects: id,
    reason,
    ...(cashCountedPaise === undefined
      ? {}
      : {
          countedThen: {
            heldOn,
            cashCountedPaise,
            cashChangePaise: sumOf('cash', [...entries.map(toEntry), ...lines.map(toLine)]),
          },
        }),
    // The phone does not store the reason of a difference, so it is empty without a network.
    ...(differenceReason === '' ? {} : { differenceReason }),
  };
}

/**
 * The correction of a past sheet: a new draft with the content of the sheet that is taken back. The sheet and the loans
 * that it gave get new ids, since the server accepts each id once. A repayment of such a loan on the same sheet names
 * the new id too. The count of the day stays; a difference follows from the count and from what the leader corrects.
 */
export function draftCorrection(
  recorded: RecordedSheet,
  collectiveId: string,
  reason: string,
  makeId: () => string,
): Sheet {
  const { state: _state, isOwn: _isOwn, ...body } = recorded;
  const draft = redraftSheet({ id: makeId(), body }, collectiveId);
  const newLoanIds = new Map<string, string>();
  for (const entry of Object.values(draft.rows).flatMap(({ entries }) => entries)) {
    if (givesLoan(entry) && entry.loanId !== undefined) newLoanIds.set(entry.loanId, makeId());
  }
  /** The draft without the confirmation of its amount, so that the leader is asked about an unusual amount again. */
  const correct = ({ confirmedPaise: _, ...entry }: EntryDraft): EntryDraft => {
    const newLoanId = entry.loanId === undefined ? undefined : newLoanIds.get(entry.loanId);
    return newLoanId === undefined ? entry : { ...entry, loanId: newLoanId };
  };
  const correction = correctionOf(recorded, reason);
  return {
    ...draft,
    correction,
    lines: correction.countedThen === undefined ? draft.lines : withoutDifference(draft.lines),
    // These are typed only if the leader counts the box anew, or has the bank's passbook in hand: neither need be of the sheet's day.
    cashCounted: '',
    bankBalance: '',
    rows: Object.fromEntries(
      Object.entries(draft.rows).map(([memberId, row]) => [
        memberId,
        { ...row, entries: row.entries.map(correct) },
      ]),
    ),
  };
}

/**
 * Where an amount stands on a past sheet: the entry of a member or the line of the group, by its position in its list; or where a woman's deposit is
 * missing.
 */
export type Place =
  | { readonly list: 'entries' | 'lines'; readonly index: number }
  | { readonly list: 'deposits'; readonly memberId: string };

/** A past sheet as it should have been: with another amount at a place, or with the deposit that is missing. */
function withAmount(recorded: RecordedSheet, place: Place, amountPaise: number): RecordedSheet {
  const { lines = [], entries } = recorded;
  if (place.list === 'deposits') {
    return {
      ...recorded,
      entries: [...entries, { memberId: place.memberId, kind: 'deposit', amountPaise }],
    };
  }
  const replaced = <Posting extends { readonly amountPaise: number }>(postings: readonly Posting[]) =>
    postings.map((posting, at) => (at === place.index ? { ...posting, amountPaise } : posting));
  return place.list === 'entries'
    ? { ...recorded, entries: replaced(entries) }
    : { ...recorded, lines: replaced(lines) };
}

/**
 * The correction of one amount of a past sheet. An amount of 0 takes the entry or line out. If the count of that day now differs from the books and did
 * not before, the difference gets the reason of the correction.
 */
export function correctAmount(
  recorded: RecordedSheet,
  place: Place,
  amountPaise: number,
  collectiveId: string,
  { reason, makeId }: { readonly reason: string; readonly makeId: () => string },
): Sheet {
  const draft = draftCorrection(withAmount(recorded, place, amountPaise), collectiveId, reason, makeId);
  // The count belongs to what was recorded, not to the corrected amounts.
  const correction = correctionOf(recorded, reason);
  return { ...draft, correction: { ...correction, differenceReason: correction.differenceReason ?? reason } };
}

/** The amount at a place of a past sheet, as the field shows it. */
export const amountAt = ({ entries, lines = [] }: RecordedSheet, place: Place): string => {
  if (place.list === 'deposits') return '';
  const posting = place.list === 'entries' ? entries[place.index] : lines[place.index];
  return posting === undefined ? '' : writeRupees(posting.amountPaise);
};

/**
 * Whether the group has less today than a past sheet brought it, in the box or at the bank. Then the server would not take the sheet back,
 * not even for a moment.
 */
export function fallsShortWithout(
  { entries, lines = [] }: RecordedSheet,
  { cashPaise, bankPaise }: Pick<Collective, 'cashPaise' | 'bankPaise'>,
): boolean {
  const postings = [...entries.map(toEntry), ...lines.map(toLine)];
  return cashPaise < sumOf('cash', postings) || bankPaise < sumOf('bank', postings);
}
