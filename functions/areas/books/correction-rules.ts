import type { AppError } from '../../shared/errors/errors.ts';
import { cashDifferenceOf } from '../../shared/kinds/book-entries.ts';
import type { Entry, Line, ListedMeeting } from './listed-sheet-schema.ts';
import { netGroupChange } from './net-changes.ts';
import { refusedAt } from './refusal-paths.ts';

/**
 * The rules of a sheet or voucher that corrects another one, which is reversed first.
 *
 * A correction keeps the cash count of the corrected sheet: it says whose money was in the box, and cannot change how much was in the box. So, unless
 * the cash is counted again, the correction must change the cash by the same amount. For example: ₹500 was counted, and a deposit of ₹50 is corrected
 * to ₹40. Then the ₹10 that are over need a line of their own (`cash_over`). On another day nobody counted, so a correction with another day has no count.
 */

/** What the rules need of a sheet or voucher; a voucher has no entries. */
export type CountedSheet = Pick<ListedMeeting, 'cashCountedPaise'> & {
  /** The day of a sheet, or of a voucher. */
  readonly heldOn?: string | undefined;
  readonly on?: string | undefined;
  readonly entries?: readonly Entry[] | undefined;
  readonly lines?: readonly Line[] | undefined;
};

/** A recorded sheet or voucher that another one corrects. */
export type CorrectedSheet = CountedSheet & {
  /** The count that the corrected sheet keeps, if it is a correction itself. */
  readonly cashCountedThenPaise?: number | undefined;
  readonly reversed?: object | undefined;
  /** The id of the sheet or voucher that it corrects. */
  readonly corrects?: string | undefined;
  /** The id of the sheet or voucher that corrects it already. */
  readonly correctedBy?: string | undefined;
};

const cashChangeOf = ({ entries = [], lines = [] }: CountedSheet): number =>
  netGroupChange(entries, lines).cashPaise;

const dayOf = ({ heldOn, on }: CountedSheet): string | undefined => heldOn ?? on;

/**
 * The cash count of the corrected sheet that the correction keeps, in paise. Undefined if nobody counted, or if the correction has a count of its own
 * or another day.
 */
export const countedThen = (sheet: CountedSheet, corrected: CorrectedSheet): number | undefined => {
  const stillHolds = sheet.cashCountedPaise === undefined && dayOf(sheet) === dayOf(corrected);
  return stillHolds ? (corrected.cashCountedPaise ?? corrected.cashCountedThenPaise) : undefined;
};

/**
 * Whether the correction of a sheet stands in the list of cash differences although it may have none: so a chain of corrections is whole there, and a
 * difference in it is told once.
 */
export const linksDifferences = ({ lines = [], corrects }: CorrectedSheet): boolean =>
  cashDifferenceOf(lines) !== 0 || corrects !== undefined;

export const alreadyCorrected = (): AppError => refuse('already_corrected', 'It was corrected before.');

/** Refuses, in this order: `not_reversed`, `already_corrected`, and `cash_mismatch` with the count and with the cash that the books would have. */
export const validateCorrection = (sheet: CountedSheet, corrected: CorrectedSheet): AppError | undefined => {
  if (corrected.reversed === undefined) {
    return refuse('not_reversed', 'Reverse what it corrects first.');
  }
  if (corrected.correctedBy !== undefined) {
    return alreadyCorrected();
  }
  const cashCountedPaise = countedThen(sheet, corrected);
  const morePaise = cashChangeOf(sheet) - cashChangeOf(corrected);
  if (cashCountedPaise === undefined || morePaise === 0) {
    return undefined;
  }
  const message =
    'With it the books of that day are not what was counted then: add a line with the difference.';
  return refuse('cash_mismatch', message, { cashCountedPaise, cashPaise: cashCountedPaise + morePaise });
};

const refuse = (code: string, message: string, figures: Readonly<Record<string, number>> = {}): AppError =>
  refusedAt(code, message, [{ path: 'corrects', message }], figures);

/** The error that a sheet or voucher corrects one that the collective doesn't have. */
export const unknownCorrected = (record: 'meeting' | 'voucher'): AppError =>
  refuse(
    record === 'meeting' ? 'unknown_meeting' : 'unknown_voucher',
    `The collective has no such ${record}.`,
  );
