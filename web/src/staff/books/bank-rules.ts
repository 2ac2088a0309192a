import { type Posting, sumOf } from '../../../../functions/domain/book-entries.ts';

/** The books' bank balance beside the passbook; pure. Amounts in paise. */

/** A sheet or voucher, as far as the bank is concerned. */
export type BankRecord = {
  readonly id: string;
  readonly type: 'meeting' | 'voucher';
  readonly on: string;
  readonly createdAt: string;
  readonly postings: readonly (Posting & { readonly head?: string | undefined })[];
  readonly bankBalancePaise?: number | undefined;
  /** When it was taken back. */
  readonly reversedAt?: string | undefined;
};

/** What went to the bank since its balance was last confirmed: positive if it came in. */
export type BankLine = {
  readonly id: string;
  readonly type: 'meeting' | 'voucher';
  readonly on: string;
  readonly kind: Posting['kind'];
  readonly head: string | undefined;
  readonly paise: number;
  /** Whether it stands there because a sheet of before was taken back since. */
  readonly isTakenBack: boolean;
};

export type SinceConfirmed = {
  readonly confirmed: { readonly on: string; readonly paise: number } | undefined;
  readonly lines: readonly BankLine[];
};

/**
 * The last balance of a group that a bank's passbook confirmed, by order of recording, and all that moved at the bank
 * since.
 */
export function sinceConfirmed(sheets: readonly BankRecord[]): SinceConfirmed {
  const inOrder = sheets.toSorted((a, b) =>
    a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1,
  );
  const at = inOrder.findLastIndex(
    ({ bankBalancePaise, reversedAt }) => bankBalancePaise !== undefined && reversedAt === undefined,
  );
  const last = inOrder[at];
  const linesOf = (sheet: BankRecord, sign: 1 | -1): BankLine[] =>
    sheet.postings.flatMap((posting) => {
      const paise = sign * sumOf('bank', [posting]);
      const { id, type, on } = sheet;
      return paise === 0
        ? []
        : [{ id, type, on, kind: posting.kind, head: posting.head, paise, isTakenBack: sign < 0 }];
    });
  return {
    confirmed:
      last?.bankBalancePaise === undefined ? undefined : { on: last.on, paise: last.bankBalancePaise },
    lines: inOrder.flatMap((sheet, index) => {
      if (index > at) return sheet.reversedAt === undefined ? linesOf(sheet, 1) : [];
      const isTakenBackSince =
        last !== undefined && sheet.reversedAt !== undefined && sheet.reversedAt > last.createdAt;
      return isTakenBackSince ? linesOf(sheet, -1) : [];
    }),
  };
}

/** What a line may have to do with a difference. */
export type DifferenceHint = 'not_in_passbook' | 'missing_once' | 'wrong_way';

/**
 * For comparing books and bank: what a line of the books may have to do with a difference between them and the bank's
 * passbook.
 * @param differencePaise the passbook's balance less the books'
 */
export function hintOf(
  differencePaise: number,
  { paise }: Pick<BankLine, 'paise'>,
): DifferenceHint | undefined {
  if (differencePaise === 0) return undefined;
  // The bank has not booked it yet.
  if (differencePaise === -paise) return 'not_in_passbook';
  // The bank has booked as much once more.
  if (differencePaise === paise) return 'missing_once';
  return differencePaise === -2 * paise ? 'wrong_way' : undefined;
}
