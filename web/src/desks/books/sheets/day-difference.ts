import { sumOf } from '../../../../../functions/shared/kinds/book-entries.ts';
import type { DraftSheet, DraftVoucher } from '../drafts/draft.ts';
import { postingsWithAmount } from './balances-after.ts';

/** What was counted on the day that a draft corrects, in paise; undefined if nobody counted, or if the draft has another day. */
export const countOfDay = ({
  correction,
  on,
}: Pick<DraftVoucher, 'correction' | 'on'>): number | undefined =>
  correction?.recordedOn === on ? correction.countedThenPaise : undefined;

/**
 * For the draft of a correction: what was counted on that day less what the books of that day give with its entries and lines, in
 * paise. What was counted stays: the cash was in the box, whosever it was. So the correction changes no cash, and what differs
 * becomes a line of it.
 * @returns 0 if the draft corrects nothing, if nobody counted then, if the draft has another day, or if the cash is counted anew
 */
export function dayDifference(
  draft: Pick<DraftVoucher, 'on' | 'lines' | 'correction' | 'cashCountedPaise'> &
    Partial<Pick<DraftSheet, 'entries'>>,
): number {
  const { correction, cashCountedPaise, lines, entries = [] } = draft;
  if (correction === undefined || countOfDay(draft) === undefined || cashCountedPaise !== undefined) return 0;
  return (
    sumOf('cash', correction.recordedPostings) - sumOf('cash', postingsWithAmount([...entries, ...lines]))
  );
}
