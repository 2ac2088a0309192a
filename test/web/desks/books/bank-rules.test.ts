import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumOf } from '../../../../functions/shared/kinds/book-entries.ts';
import {
  type BankRecord,
  hintOf,
  linesSinceConfirmed,
} from '../../../../web/src/desks/books/accounts/bank-rules.ts';

const sheet = (at: number, more: Partial<BankRecord> = {}): BankRecord => ({
  id: `s${String(at).padStart(3, '0')}`,
  type: 'voucher',
  on: '2026-10-10',
  createdAt: new Date(Date.UTC(2026, 9, 10, 0, at)).toISOString(),
  postings: [{ kind: 'bank_deposit', amountPaise: 100 + at }],
  ...more,
});

describe('linesSinceConfirmed', () => {
  test('begins after the last balance that stands, by recording', () => {
    const { confirmed, lines } = linesSinceConfirmed([
      sheet(4),
      sheet(3, { bankBalancePaise: 9, reversedAt: '2026-10-11T00:00:00.000Z' }),
      sheet(2, { bankBalancePaise: 500, on: '2026-10-02' }),
      sheet(1),
    ]);
    expect(confirmed).toEqual({ on: '2026-10-02', paise: 500 });
    expect(lines.map(({ id, paise }) => [id, paise])).toEqual([['s004', 104]]);
  });

  test('shows what of before was taken back since, and nothing that only the box saw', () => {
    const { lines } = linesSinceConfirmed([
      sheet(1, { reversedAt: '2026-10-11T00:00:00.000Z' }),
      sheet(2, { bankBalancePaise: 500 }),
      sheet(3, { postings: [{ kind: 'deposit', amountPaise: 70 }] }),
    ]);
    expect(lines).toMatchObject([{ id: 's001', paise: -101, isReversal: true }]);
  });

  test('adds up: the confirmed balance and all since are what the books have at the bank', () => {
    const posting = fc.record({
      kind: fc.constantFrom('bank_deposit' as const, 'bank_charge' as const, 'expense' as const),
      amountPaise: fc.integer({ min: 1, max: 1_000 }),
      account: fc.constantFrom('cash' as const, 'bank' as const),
    });
    const step = fc.record({
      postings: fc.array(posting, { maxLength: 3 }),
      isConfirmed: fc.boolean(),
      /** A sheet of before that is taken back then. */
      reverses: fc.option(fc.nat(20), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const sheets: BankRecord[] = [];
        let balance = 0;
        steps.forEach(({ postings, isConfirmed, reverses }, index) => {
          balance += sumOf('bank', postings);
          sheets.push(sheet(2 * index, { postings, ...(isConfirmed ? { bankBalancePaise: balance } : {}) }));
          const at = sheets.findIndex((_, place) => place === reverses);
          const taken = sheets[at];
          if (taken === undefined || taken.reversedAt !== undefined) return;
          balance -= sumOf('bank', taken.postings);
          sheets[at] = { ...taken, reversedAt: sheet(2 * index + 1).createdAt };
        });
        const { confirmed, lines } = linesSinceConfirmed(sheets);
        expect((confirmed?.paise ?? 0) + lines.reduce((sum, { paise }) => sum + paise, 0)).toBe(balance);
      }),
    );
  });
});

test.each([
  [0, 500, undefined],
  [-500, 500, 'not_in_passbook'],
  [500, -500, 'not_in_passbook'],
  [500, 500, 'twice_in_passbook'],
  [-1_000, 500, 'wrong_way'],
  [499, 500, undefined],
] as const)('a difference of %i may come of a line of %i: %s', (difference, paise, hint) => {
  expect(hintOf(difference, { paise })).toBe(hint);
});
