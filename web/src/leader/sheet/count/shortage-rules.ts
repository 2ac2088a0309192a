import { sharesSurplus, sumOf, turnoverOf } from '../../../../../functions/shared/kinds/book-entries.ts';
import type { Borrowing, Collective } from '../../row-kinds.ts';
import type { SheetEntry, SheetLine } from '../row/entries-and-lines.ts';

/** A shortage of the group's money: what a sheet takes of it, and what there is. */
export type Shortage = {
  readonly balance: 'cash' | 'bank' | 'surplus' | 'borrowing';
  readonly neededPaise: number;
  readonly availablePaise: number;
};

type Money = Pick<Collective, 'cashPaise' | 'bankPaise' | 'surplusPaise' | 'borrowings'>;

/**
 * A borrowing is short if more of it is received than its principal leaves to receive, or if more is repaid than the group
 * owes.
 */
function findShortagesOfBorrowings(
  lines: readonly SheetLine[],
  borrowings: readonly Borrowing[],
): Shortage[] {
  return borrowings.flatMap(({ id, principalPaise, receivedPaise, outstandingPaise }): Shortage[] => {
    const itsLines = lines.filter(({ borrowingId }) => borrowingId === id);
    const newlyReceivedPaise = turnoverOf('borrowings', itsLines).addedPaise;
    const unreceivedPaise = principalPaise - receivedPaise;
    if (newlyReceivedPaise > unreceivedPaise)
      return [{ balance: 'borrowing', neededPaise: newlyReceivedPaise, availablePaise: unreceivedPaise }];
    // What is received, less what is repaid.
    const changePaise = sumOf('borrowings', itsLines);
    return outstandingPaise + changePaise < 0
      ? [{ balance: 'borrowing', neededPaise: -changePaise, availablePaise: outstandingPaise }]
      : [];
  });
}

/**
 * The shortages of the group's money that a sheet would cause: balances below zero, as far as this phone knows them. The
 * surplus may fall below zero, except on a sheet with a dividend.
 */
export function findShortages(
  entries: readonly SheetEntry[],
  lines: readonly SheetLine[],
  money: Money,
): Shortage[] {
  const postings = [...entries, ...lines];
  const balances = [
    { balance: 'cash', availablePaise: money.cashPaise },
    { balance: 'bank', availablePaise: money.bankPaise },
    ...(entries.some(sharesSurplus)
      ? [{ balance: 'surplus', availablePaise: money.surplusPaise } as const]
      : []),
  ] as const;
  return [
    ...findShortagesOfBorrowings(lines, money.borrowings),
    ...balances.flatMap(({ balance, availablePaise }): Shortage[] => {
      const changePaise = sumOf(balance, postings);
      return availablePaise + changePaise < 0 ? [{ balance, neededPaise: -changePaise, availablePaise }] : [];
    }),
  ];
}
