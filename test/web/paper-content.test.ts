import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesOf } from '../../functions/shared/kinds/book-entries.ts';
import { entryKinds } from '../../functions/shared/kinds/book-kinds.ts';
import { loanCardOf } from '../../web/src/papers/loan-card-content.ts';
import {
  interestByYear,
  isBrought,
  type MemberAccount,
  meetingsOf,
  type PaperLine,
  pagesOf,
  passbookOf,
  receiptOf,
} from '../../web/src/papers/paper-content.ts';

const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0);
const days = ['2026-04-01', '2026-05-01', '2026-05-31', '2026-06-30'];

/** Any lines of one loan and of savings, and what they leave: as the ledger would say it. */
const account = fc
  .array(
    fc.record({
      sheetId: fc.constantFrom('one', 'two', 'three'),
      kind: fc.constantFrom(...entryKinds),
      amountPaise: fc.integer({ min: 1, max: 1_000_00 }),
    }),
    { maxLength: 20, size: 'medium' },
  )
  .map((drawn) => {
    const isOfLoan = (kind: PaperLine['kind']) =>
      ['loan', 'repayment', 'set_off', 'write_off'].includes(kind);
    const lines = drawn.map(
      (line): PaperLine => ({
        ...line,
        on: days[['one', 'two', 'three'].indexOf(line.sheetId)] ?? '',
        loanId: isOfLoan(line.kind) ? 'loan' : undefined,
      }),
    );
    const changes = lines.map(({ kind, amountPaise }) =>
      isBrought(kind) ? { savings: 0, loans: 0 } : changesOf({ kind, amountPaise }),
    );
    const given = sum(lines.filter(({ kind }) => kind === 'loan').map(({ amountPaise }) => amountPaise));
    return {
      lines,
      savingsPaise: sum(changes.map(({ savings }) => savings)),
      outstandingPaise: sum(changes.map(({ loans }) => loans)),
      given,
    };
  });
const accountOf = (
  {
    lines,
    savingsPaise,
    outstandingPaise,
    given,
  }: { lines: PaperLine[]; savingsPaise: number; outstandingPaise: number; given: number },
  part: Partial<MemberAccount> = {},
): MemberAccount => ({
  lines,
  savingsPaise,
  owedPaise: outstandingPaise,
  loans: [{ loanId: 'loan', principalPaise: given, outstandingPaise }],
  ...part,
});

describe('a passbook', () => {
  test('of all that was written begins with nothing and ends with what she has and owes', () => {
    fc.assert(
      fc.property(account, (drawn) => {
        const { before, rows } = passbookOf(accountOf(drawn));
        expect(before).toEqual({ savingsPaise: 0, owedPaise: 0 });
        const last = rows.at(-1) ?? before;
        expect([last.savingsPaise, last.owedPaise]).toEqual([drawn.savingsPaise, drawn.outstandingPaise]);
        expect(rows.map(({ on }) => on)).toEqual(rows.map(({ on }) => on).toSorted());
      }),
    );
  });

  test('of the latest sheets alone says the same on them, and before them what was brought forward', () => {
    fc.assert(
      fc.property(account, (drawn) => {
        const whole = passbookOf(accountOf(drawn)).rows;
        const latest = drawn.lines.filter(({ sheetId }) => sheetId === 'three');
        const part = passbookOf(accountOf(drawn, { lines: latest }));
        expect(part.rows).toEqual(whole.slice(whole.length - latest.length));
        const forward = whole[whole.length - latest.length - 1];
        expect(part.before).toEqual({
          savingsPaise: forward?.savingsPaise ?? 0,
          owedPaise: forward?.owedPaise ?? 0,
        });
      }),
    );
  });

  test('begins with the old book: savings without a loan, and what she owed of one', () => {
    const opening = { sheetId: 'opening', on: '2026-03-31', kind: 'opening' } as const;
    const lines: PaperLine[] = [
      { ...opening, amountPaise: 500_00 },
      { ...opening, amountPaise: 300_00, loanId: 'loan' },
    ];
    const { before, rows } = passbookOf({ lines, savingsPaise: 500_00, owedPaise: 300_00 });
    expect(before).toEqual({ savingsPaise: 0, owedPaise: 0 });
    expect(rows.map(({ savingsPaise, owedPaise }) => [savingsPaise, owedPaise])).toEqual([
      [500_00, 0],
      [500_00, 300_00],
    ]);
    expect(meetingsOf({ lines })).toEqual([]);
  });
});

describe('a loan card', () => {
  test('ends with what she owes of the loan, whatever paid it, and covers its instalments in order by what was repaid', () => {
    fc.assert(
      fc.property(account, fc.integer({ min: 1, max: 12 }), ({ lines, outstandingPaise, given }, count) => {
        fc.pre(given > 0 && outstandingPaise >= 0);
        const loan = {
          loanId: 'loan',
          principalPaise: given,
          outstandingPaise,
          instalments: count,
          firstDueOn: '2026-05-31',
        };
        const { instalments, rows, paidBeforePaise } = loanCardOf(loan, lines);
        expect(paidBeforePaise).toBe(0);
        expect(rows.at(-1)?.leftPaise ?? given).toBe(outstandingPaise);
        expect(sum(instalments.map(({ amountPaise }) => amountPaise))).toBe(given);
        expect(sum(instalments.map(({ paidPaise }) => paidPaise))).toBe(given - outstandingPaise);
        const firstOpen = instalments.findIndex(({ amountPaise, paidPaise }) => paidPaise < amountPaise);
        const after = firstOpen === -1 ? [] : instalments.slice(firstOpen + 1);
        expect(after.every(({ paidPaise }) => paidPaise === 0)).toBe(true);
      }),
    );
  });

  test('shows interest on the loan without changing it, and what was paid before the sheets on the phone', () => {
    const loan = { loanId: 'loan', principalPaise: 1_000_00, outstandingPaise: 600_00 };
    const lines: PaperLine[] = [
      { sheetId: 'a', on: '2026-06-01', kind: 'interest', amountPaise: 10_00, loanId: 'loan' },
      { sheetId: 'a', on: '2026-06-01', kind: 'repayment', amountPaise: 100_00, loanId: 'loan' },
      { sheetId: 'a', on: '2026-06-01', kind: 'repayment', amountPaise: 5_00, loanId: 'another' },
    ];
    const card = loanCardOf(loan, lines);
    expect(card.paidBeforePaise).toBe(300_00);
    expect(card.rows.map(({ leftPaise }) => leftPaise)).toEqual([700_00, 600_00]);
    expect(card.instalments).toEqual([]);
  });
});

describe('a receipt', () => {
  test('adds up what she paid and got at that meeting, and says what the passbook says after it', () => {
    fc.assert(
      fc.property(account, (drawn) => {
        const whole = accountOf(drawn);
        expect(meetingsOf(whole).map(({ on }) => on)).toEqual(
          meetingsOf(whole)
            .map(({ on }) => on)
            .toSorted()
            .reverse(),
        );
        for (const { sheetId } of meetingsOf(whole)) {
          const receipt = receiptOf(whole, sheetId);
          const rows = passbookOf(whole).rows.filter((row) => row.sheetId === sheetId);
          expect([receipt?.savingsPaise, receipt?.owedPaise]).toEqual([
            rows.at(-1)?.savingsPaise,
            rows.at(-1)?.owedPaise,
          ]);
          const cash = rows.map(({ kind, amountPaise }) =>
            isBrought(kind) ? 0 : changesOf({ kind, amountPaise }).cash,
          );
          expect((receipt?.paidPaise ?? 0) - (receipt?.gotPaise ?? 0)).toBe(sum(cash));
        }
        expect(receiptOf(whole, 'another')).toBeUndefined();
      }),
    );
  });
});

test.each([
  [0, [0]],
  [1, [1]],
  [26, [26]],
  [27, [26, 1]],
])('%i rows make pages of %j', (count, expected) => {
  const pages = pagesOf(Array.from({ length: count }), 26);
  expect(pages.map(({ length }) => length)).toEqual(expected);
});

test('the interest that she paid is summed by financial year, from the first to the last day written of her', () => {
  const line = (on: string, kind: PaperLine['kind'], rupees: number): PaperLine => ({
    sheetId: on,
    on,
    kind,
    amountPaise: rupees * 100,
  });
  const lines = [
    line('2026-04-10', 'interest', 30),
    line('2025-04-10', 'deposit', 200),
    line('2025-05-10', 'interest', 20),
    line('2026-03-10', 'interest', 12),
    line('2026-03-31', 'fine', 5),
    line('2024-06-10', 'repayment', 500),
    line('2026-05-10', 'withdrawal', 100),
  ];
  expect(interestByYear(lines)).toEqual([
    { firstOn: '2026-04-10', lastOn: '2026-05-10', paise: 3_000 },
    { firstOn: '2025-04-10', lastOn: '2026-03-31', paise: 3_200 },
  ]);
});
