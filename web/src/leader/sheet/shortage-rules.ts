import { sumOf } from '../../../../functions/domain/book-entries.ts';
import type { Borrowing, Collective } from '../row-kinds.ts';
import type { SheetEntry, SheetLine } from './entries-and-lines.ts';

/** A shortage of the group's money: what a sheet takes of it, and what there is. */
export type Shortage = {
  readonly of: 'cash' | 'bank' | 'surplus' | 'borrowing';
  readonly neededPaise: number;
  readonly availablePaise: number;
};

type Money = Pick<Collective, 'cashPaise' | 'bankPaise' | 'surplusPaise' | 'borrowings'>;

function findShortagesOfBorrowings(
  lines: readonly SheetLine[],
  borrowings: readonly Borrowing[],
): Shortage[] {
  return borrowings.flatMap(({ id, principalPaise, receivedPaise, outstandingPaise }): Shortage[] => {
    const itsLines = lines.filter(({ borrowingId }) => borrowingId === id);
    const received = sumOf(
      'borrowings',
      itsLines.filter(({ kind }) => kind === 'borrowing_received'),
    );
    const unreceived = principalPaise - receivedPaise;
    if (received > unreceived)
      return [{ of: 'borrowing', neededPaise: received, availablePaise: unreceived }];
    const change = sumOf('borrowings', itsLines);
    return outstandingPaise + change < 0
      ? [{ of: 'borrowing', neededPaise: -change, availablePaise: outstandingPaise }]
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
  const all = [...entries, ...lines];
  const hasDividend = entries.some(({ kind }) => kind === 'dividend');
  const balances = [
    { of: 'cash', availablePaise: money.cashPaise },
    { of: 'bank', availablePaise: money.bankPaise },
    ...(hasDividend ? [{ of: 'surplus', availablePaise: money.surplusPaise } as const] : []),
  ] as const;
  return [
    ...findShortagesOfBorrowings(lines, money.borrowings),
    ...balances.flatMap(({ of, availablePaise }): Shortage[] => {
      const change = sumOf(of, all);
      return availablePaise + change < 0 ? [{ of, neededPaise: -change, availablePaise }] : [];
    }),
  ];
}
