import { type Posting, sumOf } from '../../../../../functions/shared/kinds/book-entries.ts';

/** The comparison of a group's books with its bank's passbook; pure. Amounts in paise. */

/** A meeting's sheet or a voucher, with what the comparison needs. */
export type BankRecord = {
  readonly id: string;
  readonly type: 'meeting' | 'voucher';
  /** The day of the meeting or of the voucher. */
  readonly on: string;
  readonly createdAt: string;
  /** The members' entries and the group's lines; a line of expenses or grants has a `head`. */
  readonly postings: readonly (Posting & { readonly head?: string | undefined })[];
  /** The balance that the bank's passbook showed, if somebody entered it. */
  readonly bankBalancePaise?: number | undefined;
  /** When the sheet or voucher was reversed, if it was. A reversal makes no record of its own. */
  readonly reversedAt?: string | undefined;
};

/** A movement at the bank since its balance was last confirmed: positive if money came in. */
export type BankLine = {
  readonly id: string;
  readonly type: 'meeting' | 'voucher';
  readonly on: string;
  readonly kind: Posting['kind'];
  readonly head: string | undefined;
  readonly paise: number;
  /** Whether the line reverses a movement from before the confirmation. */
  readonly isReversal: boolean;
};

export type LinesSinceConfirmed = {
  /** Undefined if no sheet or voucher has the passbook's balance. */
  readonly confirmed: { readonly on: string; readonly paise: number } | undefined;
  readonly lines: readonly BankLine[];
};

const compareTexts = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/**
 * The last balance that a group's bank confirmed by its passbook, and all movements at the bank since, in the order of
 * recording.
 */
export function linesSinceConfirmed(records: readonly BankRecord[]): LinesSinceConfirmed {
  const sortedRecords = records.toSorted(
    (a, b) => compareTexts(a.createdAt, b.createdAt) || compareTexts(a.id, b.id),
  );
  // -1 without a confirmed balance: then all movements are lines.
  const lastIndex = sortedRecords.findLastIndex(
    ({ bankBalancePaise, reversedAt }) => bankBalancePaise !== undefined && reversedAt === undefined,
  );
  /** Its balance holds its own movements and those of all records before it. */
  const lastConfirming = sortedRecords[lastIndex];
  const linesOf = (record: BankRecord, sign: 1 | -1): BankLine[] =>
    record.postings.flatMap((posting) => {
      // Positive if money comes into the bank, 0 if the posting does not touch the bank.
      const paise = sign * sumOf('bank', [posting]);
      const { id, type, on } = record;
      return paise === 0
        ? []
        : [{ id, type, on, kind: posting.kind, head: posting.head, paise, isReversal: sign < 0 }];
    });
  return {
    confirmed:
      lastConfirming?.bankBalancePaise === undefined
        ? undefined
        : { on: lastConfirming.on, paise: lastConfirming.bankBalancePaise },
    lines: sortedRecords.flatMap((record, index) => {
      if (index > lastIndex) return record.reversedAt === undefined ? linesOf(record, 1) : [];
      // Reversed after the confirmation: the confirmed balance holds its movements, the books no longer do. So they are subtracted.
      // Reversed before it: neither holds them.
      const isReversedSince =
        lastConfirming !== undefined &&
        record.reversedAt !== undefined &&
        record.reversedAt > lastConfirming.createdAt;
      return isReversedSince ? linesOf(record, -1) : [];
    }),
  };
}

/**
 * How a line of the books may explain a difference from the passbook:
 * - `not_in_passbook`: the bank has not booked it yet
 * - `twice_in_passbook`: the bank has this movement twice, the books once
 * - `wrong_way`: the books have it in the wrong direction, so they differ by twice its amount
 */
export type DifferenceHint = 'not_in_passbook' | 'twice_in_passbook' | 'wrong_way';

/**
 * The hint of how a line of the books may explain their difference from the bank's passbook; undefined if it can't.
 * @param differencePaise the passbook's balance minus that of the books
 */
export function hintOf(
  differencePaise: number,
  { paise }: Pick<BankLine, 'paise'>,
): DifferenceHint | undefined {
  if (differencePaise === 0) return undefined;
  if (differencePaise === -paise) return 'not_in_passbook';
  if (differencePaise === paise) return 'twice_in_passbook';
  return differencePaise === -2 * paise ? 'wrong_way' : undefined;
}
