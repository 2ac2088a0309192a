import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seriesOf } from '../../functions/months/indicators/totals.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { countLines, idOf } from '../publishing/journal-builder.ts';
import { randomJournal } from '../publishing/random-journal.ts';
import { searchRuns } from '../support/search.ts';
import { expectFigures, withMembers } from './figures.ts';

/** A move is no deposit, loan, enrolment or meeting: no figure changes by it, but of the groups that owe a bank. */

const borrowing = idOf('borrowing');

test('a bank’s loan counts where it is: from the month of the move on in the other group, and taken back as before', () => {
  const journal = withMembers();
  journal.collective('collective');
  journal.collective('other');
  journal.borrow('borrowing', 'bank_linkage');
  journal.borrow('second', 'bank_linkage');
  journal.voucher('v1', '2026-02-10', [
    { kind: 'borrowing_received', amountPaise: 500, account: 'bank', borrowingId: borrowing },
    { kind: 'borrowing_received', amountPaise: 70, account: 'bank', borrowingId: idOf('second') },
  ]);
  const bankMoney = { '2026-02': [570, 570, 570], '2026-03': [570, 570, 570] };
  const undo = journal.move({
    bankPaise: 500,
    borrowings: [{ borrowingId: borrowing, source: 'bank_linkage', outstandingPaise: 500 }],
  });
  // The first group owes on its second loan, the other on the first.
  expectFigures(journal, 'collectives_bank_linked', { '2026-02': [1, 1, 1], '2026-03': [2, 2, 2] });
  expectFigures(journal, 'bank_balance', bankMoney);
  expectFigures(journal, 'borrowings_outstanding', bankMoney);
  journal.undoMove(undo);
  expectFigures(journal, 'collectives_bank_linked', { '2026-02': [1, 1, 1], '2026-03': [1, 1, 1] });
  expectFigures(journal, 'bank_balance', bankMoney);
});

/** The series of a journal's counts but for those that a move may change, as text. */
const countsOf = (lines: readonly JournalLine[]): string => {
  const { totals } = countLines(lines);
  const linked = Object.values(seriesOf('collectives_bank_linked'));
  const others = [...totals]
    .filter(([name]) => !linked.includes(name) && !name.startsWith('because.'))
    .map(
      ([name, months]) =>
        [name, [...months].filter(([, amount]) => amount !== 0).sort(([a], [b]) => a - b)] as const,
    )
    .filter(([, months]) => months.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(others);
};

test('any journal counts the same with its moves and without', () => {
  let moves = 0;
  fc.assert(
    fc.property(randomJournal, (lines) => {
      const all = [...lines].sort(compareLines);
      const isMove = ({ type }: JournalLine) => type === 'move_recorded' || type === 'move_reversed';
      moves += all.filter(isMove).length;
      expect(countsOf(all)).toBe(countsOf(all.filter((line) => !isMove(line))));
    }),
    searchRuns(60),
  );
  // What never happened was not tested.
  expect(moves).toBeGreaterThan(50);
});
