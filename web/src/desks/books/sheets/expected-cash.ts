import { cashDifferenceOf, type Posting, sumOf } from '../../../../../functions/shared/kinds/book-entries.ts';

/** What a sheet says of the counted cash, and its lines. */
export type CountedSheet = {
  readonly cashCountedPaise?: number | undefined;
  /** What was counted on the day, if the sheet is a correction. */
  readonly cashCountedThenPaise?: number | undefined;
  readonly lines?: readonly Posting[] | undefined;
};

/** A group's cash as it was counted, with this sheet or on the day that it corrects, in paise; undefined if nobody counted. */
export const countedCash = ({ cashCountedPaise, cashCountedThenPaise }: CountedSheet): number | undefined =>
  cashCountedPaise ?? cashCountedThenPaise;

/**
 * The cash that a group should have had after a sheet, in paise: what the books said before a difference was recorded. The
 * API takes a sheet only if its count agrees with the books after its lines of cash over and short. So the expected cash is
 * the counted cash without these lines.
 * @param cashAfterPaise the cash after the sheet by the books, for a sheet that was not counted; see `cashAfter`
 * @returns undefined if the cash was not counted and `cashAfterPaise` is not known
 */
export function expectedCash(sheet: CountedSheet, cashAfterPaise?: number): number | undefined {
  const paise = countedCash(sheet) ?? cashAfterPaise;
  return paise === undefined ? undefined : paise - cashDifferenceOf(sheet.lines ?? []);
}

/** By how much a group's counted cash on a sheet differed from the expected cash, in paise: below zero if some was missing. */
export const cashDifference = ({ lines = [] }: CountedSheet): number => cashDifferenceOf(lines);

/** A sheet or voucher in the order of recording. */
export type Recorded = {
  readonly id: string;
  readonly createdAt: string;
  readonly entries?: readonly Posting[] | undefined;
  readonly lines?: readonly Posting[] | undefined;
  readonly reversed?: { readonly at: string } | undefined;
};

/**
 * The cash of a group right after a sheet was recorded, by the books, in paise: counted back from today's by everything that was
 * recorded or reversed since.
 * @param all all sheets and vouchers of the group that were recorded since, in any order; earlier ones do no harm
 */
export function cashAfter(sheet: Recorded, cashNowPaise: number, all: readonly Recorded[]): number {
  const recordedAt = Date.parse(sheet.createdAt);
  return all.reduce((paise, other) => {
    const otherAt = Date.parse(other.createdAt);
    // Ids are UUIDv7: of two of one instant, the later made is the later.
    const isLater = otherAt > recordedAt || (otherAt === recordedAt && other.id > sheet.id);
    const reversedAt = other.reversed === undefined ? undefined : Date.parse(other.reversed.at);
    const counts = sumOf('cash', [...(other.entries ?? []), ...(other.lines ?? [])]);
    if (isLater) return reversedAt === undefined ? paise - counts : paise;
    return reversedAt !== undefined && reversedAt > recordedAt ? paise + counts : paise;
  }, cashNowPaise);
}
