import { describe, test } from 'vitest';
import { idOf } from '../publishing/journal-builder.ts';
import { expectFigures, withMembers } from './figures.ts';

/** Money of the groups: it is nobody's, and needs no consent. */

const borrowing = idOf('borrowing');
const entry = (kind: 'deposit' | 'loan', amountPaise: number, account?: 'bank') => ({
  memberId: idOf('Silent'),
  kind,
  amountPaise,
  loanId: kind === 'loan' ? idOf('loan') : undefined,
  account,
});

describe('bank_balance', () => {
  test('is what entries and lines moved at the bank, by the dates of sheets and vouchers', () => {
    const journal = withMembers();
    journal.collective('collective');
    journal.meeting(
      '1',
      '2026-02-28',
      { Silent: 'present' },
      {
        entries: [entry('deposit', 1_000, 'bank'), entry('deposit', 70), entry('loan', 200, 'bank')],
        lines: [{ kind: 'bank_deposit', amountPaise: 50 }],
      },
    );
    const voucher = journal.voucher('v1', '2026-03-31', [
      { kind: 'bank_interest', amountPaise: 30 },
      { kind: 'expense', amountPaise: 5, account: 'bank', head: 'travel' },
      { kind: 'expense', amountPaise: 9, head: 'travel' },
    ]);
    expectFigures(journal, 'bank_balance', { '2026-02': [850, 850, 850], '2026-03': [875, 875, 875] });
    journal.reverseVoucher(voucher);
    expectFigures(journal, 'bank_balance', { '2026-03': [850, 850, 850] });
  });
});

describe('borrowings_outstanding and collectives_bank_linked', () => {
  test('from the first receipt to the last repayment', () => {
    const journal = withMembers();
    journal.collective('collective');
    journal.borrow('borrowing', 'bank_linkage');
    journal.voucher('v1', '2026-02-28', [
      { kind: 'borrowing_received', amountPaise: 500, account: 'bank', borrowingId: borrowing },
    ]);
    journal.voucher('v2', '2026-03-31', [
      { kind: 'borrowing_repaid', amountPaise: 200, borrowingId: borrowing },
      { kind: 'borrowing_interest', amountPaise: 20, borrowingId: borrowing },
    ]);
    expectFigures(journal, 'borrowings_outstanding', {
      '2026-02': [500, 500, 500],
      '2026-03': [300, 300, 300],
    });
    expectFigures(journal, 'collectives_bank_linked', { '2026-01': [0, 0, 0], '2026-03': [1, 1, 1] });
    journal.voucher('v3', '2026-04-01', [
      { kind: 'borrowing_repaid', amountPaise: 300, borrowingId: borrowing },
    ]);
    expectFigures(journal, 'collectives_bank_linked', { '2026-03': [1, 1, 1], '2026-04': [0, 0, 0] });
  });

  test('only linkage with a bank counts', () => {
    const journal = withMembers();
    journal.collective('collective');
    journal.borrow('borrowing', 'cif');
    journal.voucher('v1', '2026-02-28', [
      { kind: 'borrowing_received', amountPaise: 500, borrowingId: borrowing },
    ]);
    expectFigures(journal, 'collectives_bank_linked', { '2026-02': [0, 0, 0] });
    expectFigures(journal, 'borrowings_outstanding', { '2026-02': [500, 500, 500] });
  });
});

describe('openings', () => {
  test('count in stocks from their day on, never in what was deposited or disbursed', () => {
    const journal = withMembers();
    journal.collective('collective');
    journal.openBooks('2026-02-28', {
      bankPaise: 400,
      members: [
        {
          memberId: idOf('Padma'),
          savingsPaise: 1_000,
          loans: [
            {
              loanId: idOf('old loan'),
              disbursedOn: '2025-11-01',
              principalPaise: 900,
              outstandingPaise: 700,
              instalments: 3,
              firstDueOn: '2025-12-01',
            },
          ],
        },
      ],
      borrowings: [
        {
          borrowingId: borrowing,
          source: 'bank_linkage',
          sanctionedOn: '2025-01-01',
          principalPaise: 500,
          outstandingPaise: 90,
        },
      ],
    });
    const from = (value: number) => ({ '2026-01': [0, 0, 0], '2026-02': [value, value, value] });
    expectFigures(journal, 'savings_balance', from(1_000));
    expectFigures(journal, 'loans_outstanding', from(700));
    // Of 900, 300 were due by the end of January, and 200 are repaid.
    expectFigures(journal, 'loans_at_risk', from(700));
    expectFigures(journal, 'bank_balance', from(400));
    expectFigures(journal, 'borrowings_outstanding', from(90));
    expectFigures(journal, 'collectives_bank_linked', from(1));
    for (const code of ['savings_deposited', 'loans_disbursed', 'members_saving']) {
      expectFigures(journal, code, { '2026-02': [0, 0, 0] });
    }
  });
});
