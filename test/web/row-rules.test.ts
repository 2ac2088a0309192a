import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRupees, writeRupees } from '../../web/src/i18n/rupee-input.ts';
import { withEntries } from '../../web/src/leader/meetings/balances.ts';
import type { EntryDraft, Member, SheetRow } from '../../web/src/leader/row-kinds.ts';
import { entriesFromDrafts } from '../../web/src/leader/sheet/convert-drafts.ts';
import { amountOf, outstandingPaiseOf } from '../../web/src/leader/sheet/row/entries-and-lines.ts';
import {
  duePaiseOf,
  interestToCollect,
  loansToAsk,
  planToCollect,
  repaymentToCollect,
  usualInterestPaise,
} from '../../web/src/leader/sheet/row/loan-rules.ts';
import {
  type Attendance,
  faultOfRow,
  markRow,
  questionsOfRow,
} from '../../web/src/leader/sheet/row/row-rules.ts';
import { amountInSlot, slotsOfLoan, withAmountInSlot } from '../../web/src/leader/sheet/row/row-slots.ts';
import { amountPaiseOf, parseRate, writeRate } from '../../web/src/leader/sheet/row/typed-numbers.ts';
import { markAllPresent } from '../../web/src/leader/sheet/sheet-rules.ts';
import { mayTakeOff } from '../../web/src/leader/sheet/take-off-rules.ts';
import { filled, heldOn, member, owing, rowFor, rowOf, sheetOf, typed } from './support/sheets.ts';

const paise = fc.integer({ min: 0, max: 99_999_999_99 });
const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);
const withRow = member.chain((her) => fc.record({ her: fc.constant(her), row: rowFor(her) }));
const group = { usualDepositPaise: 100_00, ratePerMonthBasisPoints: 200 };

describe('rupees as they are typed', () => {
  test('are read as they are written', () => {
    fc.assert(fc.property(paise, (amount) => parseRupees(writeRupees(amount)) === amount));
  });

  test.each([
    ['', 0],
    ['  ', 0],
    ['200', 200_00],
    ['1,23,456.5', 1_23_456_50],
    ['₹ 50', 50_00],
    ['999999999', 99_99_99_999_00],
    ['12.345', undefined],
    ['-5', undefined],
    ['1e3', undefined],
    ['౨౦౦', undefined],
    ['123456789012', undefined],
  ])('%j is %s paise', (text, expected) => {
    expect(parseRupees(text)).toBe(expected);
  });
});

describe('a rate as it is typed', () => {
  test('is read as it is written', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000 }), (rate) => parseRate(writeRate(rate)) === rate));
  });

  test.each([
    ['2', 200],
    ['1.5 %', 150],
    ['0.29', 29],
    ['10', 1_000],
    ['', undefined],
    ['two', undefined],
    ['-1', undefined],
    ['1.234', undefined],
  ])('%j is %s hundredths of a per cent', (text, expected) => {
    expect(parseRate(text)).toBe(expected);
  });
});

describe('a place on a row', () => {
  const slots = [
    { kind: 'deposit' },
    { kind: 'repayment', loanId: 'loan 0' },
    { kind: 'repayment', loanId: 'loan 1' },
    { kind: 'loan' },
  ] as const;

  test('says what was typed into it last, and leaves every other as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...slots), fc.constantFrom('', '5', '50'))), (steps) => {
        let row = rowOf(typed('deposit', '7', { account: 'bank' }));
        const expected = new Map<(typeof slots)[number], string>();
        for (const [slot, text] of steps) {
          row = withAmountInSlot(row, slot, text);
          expected.set(slot, text);
          for (const one of slots) expect(amountInSlot(row, one)).toBe(expected.get(one) ?? '');
        }
        // Through the bank: another entry, which no place on the row changes.
        expect(row.entries).toContainEqual(typed('deposit', '7', { account: 'bank' }));
      }),
    );
  });

  test('names its loan', () => {
    expect(withAmountInSlot(rowOf(), { kind: 'repayment', loanId: 'loan 1' }, '5').entries).toEqual([
      typed('repayment', '5', { loanId: 'loan 1' }),
    ]);
  });

  test('of the first loan takes the interest that a sheet recorded without a loan, and leaves it without one', () => {
    const [repayment, interest] = slotsOfLoan('loan 0', { isFirst: true });
    const row = rowOf(typed('repayment', '500', { loanId: 'loan 0' }), typed('interest', '30'));
    expect(amountInSlot(row, repayment)).toBe('500');
    expect(amountInSlot(row, interest)).toBe('30');
    expect(withAmountInSlot(row, interest, '40').entries).toContainEqual(typed('interest', '40'));
    expect(amountInSlot(row, slotsOfLoan('loan 1', { isFirst: false })[1])).toBe('');
    // What names the loan comes first, and what is new names it.
    const both = rowOf(typed('interest', '30'), typed('interest', '20', { loanId: 'loan 0' }));
    expect(amountInSlot(both, interest)).toBe('20');
    expect(withAmountInSlot(rowOf(), interest, '5').entries).toEqual([
      typed('interest', '5', { loanId: 'loan 0' }),
    ]);
  });
});

describe('a row', () => {
  test('books every amount under the very word under which it was typed, in full', () => {
    fc.assert(
      fc.property(withRow, ({ her, row }) => {
        const entries = entriesFromDrafts(her.id, row.entries);
        for (const { kind } of row.entries) {
          const wrote = row.entries.filter((draft) => draft.kind === kind).map(amountPaiseOf);
          expect(amountOf(entries, kind)).toBe(sum(wrote));
        }
        expect(entries).toHaveLength(row.entries.length);
        expect(entries.every(({ amountPaise }) => amountPaise > 0)).toBe(true);
      }),
    );
  });

  test('without a fault leaves nothing below zero; with one of the two shortages it would', () => {
    fc.assert(
      fc.property(withRow, ({ her, row }) => {
        const fault = faultOfRow(her, row, heldOn);
        const after = withEntries(her, entriesFromDrafts(her.id, row.entries));
        const isBelow =
          after.savingsPaise < 0 || after.loans.some(({ outstandingPaise }) => outstandingPaise < 0);
        expect(fault !== undefined).toBe(isBelow);
        if (fault?.kind === 'loan' || fault?.kind === 'savings') {
          expect(fault.wrotePaise).toBeGreaterThan(fault.hasPaise);
        }
        // Of somebody who is no longer on the phone no balance is known.
        expect(faultOfRow({ ...her, isElsewhere: true }, row, heldOn)).toBeUndefined();
      }),
    );
  });

  const loan = (further: Partial<EntryDraft> = {}) => typed('loan', '600', { loanId: 'new', ...further });
  test.each<[string, EntryDraft[], ReturnType<typeof faultOfRow>]>([
    ['nothing', [], undefined],
    ['all that she owes of a loan', [typed('repayment', '750', { loanId: 'loan 1' })], undefined],
    [
      'more than she owes of it, though less than of both',
      [typed('repayment', '1000', { loanId: 'loan 1' })],
      { kind: 'loan', wrotePaise: 1_000_00, hasPaise: 750_00 },
    ],
    [
      'a paisa more',
      [typed('repayment', '750.01', { loanId: 'loan 1' })],
      { kind: 'loan', wrotePaise: 750_01, hasPaise: 750_00 },
    ],
    [
      'a repayment and a set-off that are too much together',
      [typed('repayment', '300', { loanId: 'loan 0' }), typed('set_off', '200', { loanId: 'loan 0' })],
      { kind: 'loan', wrotePaise: 500_00, hasPaise: 400_00 },
    ],
    [
      'a repayment of a loan that she has not',
      [typed('repayment', '5', { loanId: 'another' })],
      { kind: 'loan', wrotePaise: 5_00, hasPaise: 0 },
    ],
    [
      'a repayment of the loan that she gets',
      [loan(), typed('repayment', '600', { loanId: 'new' })],
      undefined,
    ],
    ['interest, however much', [typed('interest', '11500')], undefined],
    ['all her savings', [typed('withdrawal', '300')], undefined],
    [
      'more than her savings',
      [typed('withdrawal', '300.01')],
      { kind: 'savings', wrotePaise: 300_01, hasPaise: 300_00 },
    ],
    ['what she pays in tonight', [typed('withdrawal', '350'), typed('deposit', '50')], undefined],
    [
      'savings both taken out and set off',
      [typed('withdrawal', '200'), typed('set_off', '101', { loanId: 'loan 0' })],
      { kind: 'savings', wrotePaise: 301_00, hasPaise: 300_00 },
    ],
    ['what is no amount', [typed('fine', 'five')], { kind: 'no_amount' }],
    ['a deposit of nothing', [typed('deposit', '0')], { kind: 'zero' }],
    ['a fine of nothing', [typed('fine', '₹ 0.00')], { kind: 'zero' }],
    ['an entry without its amount', [typed('dividend', '')], { kind: 'no_amount' }],
    ['what is no interest', [typed('interest', '1e3')], { kind: 'no_amount' }],
    ['one crore', [typed('deposit', '10000000')], undefined],
    ['more than one crore', [typed('deposit', '10000000.01')], { kind: 'above_limit' }],
    ['a loan with a plan', [loan({ rate: '2', instalments: '10', firstDueOn: heldOn })], undefined],
    ['a rate of ten per cent', [loan({ rate: '10' })], undefined],
    ['a higher rate', [loan({ rate: '10.01' })], { kind: 'rate' }],
    ['what is no rate', [loan({ rate: 'two' })], { kind: 'rate' }],
    ['sixty-one instalments', [loan({ instalments: '61', firstDueOn: heldOn })], { kind: 'instalments' }],
    [
      'what is no number of instalments',
      [loan({ instalments: 'x', firstDueOn: heldOn })],
      { kind: 'instalments' },
    ],
    ['instalments without a date', [loan({ instalments: '10' })], { kind: 'plan' }],
    ['a date without instalments', [loan({ firstDueOn: heldOn })], { kind: 'plan' }],
    [
      'a first instalment before the loan',
      [loan({ instalments: '10', firstDueOn: '2026-11-01' })],
      { kind: 'due_before_loan' },
    ],
    [
      'a write-off without its reason',
      [typed('write_off', '5', { loanId: 'loan 0', reason: ' ' })],
      { kind: 'reason' },
    ],
    ['a write-off', [typed('write_off', '5', { loanId: 'loan 0', reason: 'She died' })], undefined],
    ['a repayment of no loan', [typed('repayment', '5')], { kind: 'loan_missing' }],
  ])('of somebody who owes 400 and 750 and has saved 300, with %s', (_, entries, fault) => {
    expect(faultOfRow(owing(400_00, 750_00), rowOf(...entries), heldOn)).toEqual(fault);
  });

  test('takes nothing of somebody who had left by then, and what she did before', () => {
    const left = { ...owing(), exitedOn: '2026-11-01' };
    expect(faultOfRow(left, rowOf(typed('deposit', '5')), heldOn)).toEqual({ kind: 'left' });
    expect(faultOfRow(left, rowOf(typed('deposit', '5')), '2026-11-01')).toBeUndefined();
    expect(faultOfRow(left, rowOf(), heldOn)).toBeUndefined();
  });
});

describe('what is due', () => {
  // Ten instalments of 100 from 5 September, of which 150 are repaid.
  const plan = {
    loanId: 'loan 0',
    principalPaise: 1_000_00,
    outstandingPaise: 850_00,
    instalments: 10,
    firstDueOn: '2026-09-05',
  };

  test.each([
    ['2026-09-04', 0],
    ['2026-09-05', 0],
    ['2026-10-05', 50_00],
    ['2026-11-04', 50_00],
    ['2026-11-05', 150_00],
    ['2027-12-31', 850_00],
  ])('on %s, arrears included, is %i paise', (day, expected) => {
    expect(duePaiseOf(plan, day)).toBe(expected);
  });

  test('is nothing without a plan', () => {
    expect(duePaiseOf({ loanId: 'loan 0', outstandingPaise: 850_00, principalPaise: 1_000_00 }, heldOn)).toBe(
      0,
    );
    expect(duePaiseOf({ loanId: 'loan 0', outstandingPaise: 850_00 }, heldOn)).toBe(0);
  });

  const old = { loanId: 'old', outstandingPaise: 100_00 };
  const laterPlan = { ...plan, loanId: 'later', firstDueOn: '2027-06-05' };
  const ids = (loans: Member['loans'], row: SheetRow = rowOf()) =>
    loansToAsk({ loans }, row, '2026-11-05').map(({ loanId }) => loanId);
  test.each<[string, string[], string[]]>([
    ['of one loan, that one', ids([old]), ['old']],
    ['of two without anything due, the older one', ids([old, laterPlan]), ['old']],
    ['the one with something due before an older one', ids([old, plan]), ['loan 0']],
    [
      'every one with something due, the oldest first',
      ids([plan, { ...plan, loanId: 'second' }]),
      ['loan 0', 'second'],
    ],
    [
      'one on which she pays something all the same',
      ids([plan, old], rowOf(typed('interest', '2', { loanId: 'old' }))),
      ['loan 0', 'old'],
    ],
    ['none that is repaid', ids([{ ...old, outstandingPaise: 0 }]), []],
  ])('asks for %s', (_, asked, expected) => {
    expect(asked).toEqual(expected);
  });
});

describe('what is collected', () => {
  const months = ['2026-09-05', '2026-10-05', '2026-11-05', '2026-12-05', '2027-01-05', '2027-02-05'];
  const loanOf = (principalPaise: number, instalments: number) => ({
    loanId: 'loan 0',
    principalPaise,
    outstandingPaise: principalPaise,
    instalments,
    firstDueOn: '2026-09-05',
  });

  test('of 2,000 in six months is whole rupees, though 333.33 is due each month', () => {
    let her = loanOf(2_000_00, 6);
    const paid = months.map((day) => {
      const paise = repaymentToCollect(her, day);
      her = { ...her, outstandingPaise: her.outstandingPaise - paise };
      expect(duePaiseOf(her, day)).toBe(0);
      return paise;
    });
    expect(paid).toEqual([334_00, 333_00, 333_00, 334_00, 333_00, 333_00]);
    expect(planToCollect(loanOf(2_000_00, 6)).map(({ collectPaise }) => collectPaise)).toEqual(paid);
    expect(planToCollect(loanOf(2_000_00, 6)).map(({ amountPaise }) => amountPaise)).toEqual([
      ...Array.from({ length: 5 }, () => 333_33),
      333_35,
    ]);
  });

  test('of any loan is all of it and no more, in whole rupees but for what is last', () => {
    for (const [principalPaise, instalments] of [
      [2_000_00, 6],
      [1_000_00, 3],
      [100, 7],
      [5_000_50, 11],
      [99_999_99, 60],
      [1_200_00, 12],
    ] as const) {
      const collected = planToCollect(loanOf(principalPaise, instalments)).map(
        ({ collectPaise }) => collectPaise,
      );
      expect(collected.reduce((sum, paise) => sum + paise, 0)).toBe(principalPaise);
      expect(Math.min(...collected)).toBeGreaterThanOrEqual(0);
      const last = collected.findLastIndex((paise) => paise > 0);
      expect(collected.filter((paise, at) => at !== last && paise % 100 !== 0)).toEqual([]);
    }
  });

  test('of interest is the nearest whole rupee', () => {
    const collected = (outstandingPaise: number) =>
      interestToCollect({ outstandingPaise }, { ratePerMonthBasisPoints: 200 });
    expect([500_00, 1_234_00, 1_216_00, 1_225_00, 20_00].map(collected)).toEqual([
      10_00, 25_00, 24_00, 25_00, 0,
    ]);
  });

  test('is nothing without a plan, and no more than she owes', () => {
    expect(repaymentToCollect({ loanId: 'loan 0', outstandingPaise: 850_00 }, '2026-09-05')).toBe(0);
    expect(repaymentToCollect({ ...loanOf(2_000_50, 1), outstandingPaise: 2_000_50 }, '2026-09-05')).toBe(
      2_000_50,
    );
  });
});

describe('the usual interest', () => {
  test.each([
    [500_00, undefined, 200, 10_00],
    [176_00, undefined, 200, 3_52],
    // Half a paisa is one.
    [25, undefined, 200, 1],
    [24, undefined, 200, 0],
    [33_33, undefined, 150, 50],
    [500_00, undefined, 0, 0],
    [500_00, undefined, undefined, 0],
    [1_000_000_000, undefined, 1_000, 100_000_000],
    // At the loan's own rate, also if that is none.
    [500_00, 100, 200, 5_00],
    [500_00, 0, 200, 0],
    [500_00, 100, undefined, 5_00],
  ])(
    'on %i paise at its own rate of %s and the group’s of %s is %i paise',
    (outstandingPaise, own, usual, expected) => {
      const rate = (value: number | undefined) =>
        value === undefined ? {} : { ratePerMonthBasisPoints: value };
      expect(usualInterestPaise({ outstandingPaise, ...rate(own) }, rate(usual))).toBe(expected);
    },
  );

  test('leaves the debt as it is: three payments of 100 and interest leave 200 of 500', () => {
    let her = owing(500_00);
    const paid: number[] = [];
    for (let meeting = 0; meeting < 3; meeting += 1) {
      const [loan] = her.loans;
      const interest = usualInterestPaise(loan ?? { outstandingPaise: 0 }, group);
      paid.push(interest);
      const row = rowOf(
        typed('repayment', '100', { loanId: 'loan 0' }),
        typed('interest', writeRupees(interest), { loanId: 'loan 0' }),
      );
      her = withEntries(her, entriesFromDrafts(her.id, row.entries));
    }
    expect(paid).toEqual([10_00, 8_00, 6_00]);
    expect(outstandingPaiseOf(her)).toBe(200_00);
  });

  test('is never booked by itself', () => {
    fc.assert(
      fc.property(withRow, ({ her, row }) => {
        const entries = row.entries.filter(({ kind }) => kind !== 'interest');
        expect(amountOf(entriesFromDrafts(her.id, entries), 'interest')).toBe(0);
      }),
    );
  });
});

describe('an amount far from the usual', () => {
  const ask = (entries: EntryDraft[], rate: number | null = 200, ...outstanding: number[]) =>
    questionsOfRow(
      { usualDepositPaise: 100_00, ...(rate === null ? {} : { ratePerMonthBasisPoints: rate }) },
      owing(...outstanding),
      rowOf(...entries),
    ).map(({ kind, comparedWith, figurePaise }) => [kind, comparedWith, figurePaise]);

  test.each<[string, ReturnType<typeof ask>, ReturnType<typeof ask>]>([
    ['a deposit of five times', ask([typed('deposit', '500')]), []],
    ['a deposit of more', ask([typed('deposit', '10050')]), [['deposit', 'usual', 100_00]]],
    ['a large fine', ask([typed('fine', '501')]), [['fine', 'usual', 100_00]]],
    ['a large withdrawal, which her savings limit', ask([typed('withdrawal', '501')]), []],
    ['interest of five months', ask([typed('interest', '50')], 200, 500_00), []],
    ['interest of more', ask([typed('interest', '50.01')], 200, 500_00), [['interest', 'usual', 10_00]]],
    [
      'interest of more on one of two loans',
      ask([typed('interest', '50.01', { loanId: 'loan 0' })], 200, 500_00, 900_00),
      [['interest', 'usual', 10_00]],
    ],
    ['interest as high as the debt, without a rate', ask([typed('interest', '500')], null, 500_00), []],
    [
      'interest above the debt, without a rate',
      ask([typed('interest', '501')], null, 500_00),
      [['interest', 'owed', 500_00]],
    ],
    ['interest of somebody who owes nothing', ask([typed('interest', '1')]), [['interest', 'owed', 0]]],
    ['a loan of five times what she saved', ask([typed('loan', '1500')]), []],
    ['a larger loan', ask([typed('loan', '1501')]), [['loan', 'saved', 300_00]]],
    ['a repayment of all', ask([typed('repayment', '5000', { loanId: 'loan 0' })], 200, 5_000_00), []],
    [
      'a write-off, however small',
      ask([typed('write_off', '1')], 200, 500_00),
      [['write_off', 'given_up', 0]],
    ],
    [
      'two of them',
      ask([typed('deposit', '501'), typed('fine', '600')]),
      [
        ['deposit', 'usual', 100_00],
        ['fine', 'usual', 100_00],
      ],
    ],
    ['what is no amount', ask([typed('deposit', '10 thousand')]), []],
  ])('%s', (_, asked, expected) => {
    expect(asked).toEqual(expected);
  });

  test('asks nothing of deposits if the group has no usual one', () => {
    expect(questionsOfRow({ usualDepositPaise: 0 }, owing(), rowOf(typed('deposit', '5000')))).toEqual([]);
  });

  test('is asked about once, and again if it becomes another one', () => {
    fc.assert(
      fc.property(withRow, ({ her, row }) => {
        const questions = questionsOfRow(group, her, row);
        const confirmed = row.entries.map((draft, index) => {
          const question = questions.find((asked) => asked.index === index);
          return question === undefined ? draft : { ...draft, confirmedPaise: question.amountPaise };
        });
        expect(questionsOfRow(group, her, rowOf(...confirmed))).toEqual([]);
        for (const { index, amountPaise } of questions) {
          const more = confirmed.map((draft, other) =>
            other === index ? { ...draft, amount: writeRupees(amountPaise + 1) } : draft,
          );
          expect(questionsOfRow(group, her, rowOf(...more)).map((asked) => asked.index)).toEqual([index]);
        }
      }),
    );
  });
});

describe('marking who is there', () => {
  const rowWith = (deposit: string): SheetRow => withAmountInSlot(rowOf(), { kind: 'deposit' }, deposit);
  const marked = (from: Attendance['status'] | undefined, to: Attendance['status'], deposit: string) =>
    amountInSlot(markRow({ ...rowWith(deposit), status: from }, to, '100'), { kind: 'deposit' });

  test.each<[Attendance['status'] | undefined, string, Attendance['status'], string]>([
    [undefined, '', 'present', '100'],
    [undefined, '50', 'present', '50'],
    ['absent', '', 'present', '100'],
    ['present', '100', 'absent', ''],
    ['present', '100', 'excused', ''],
    ['present', '50', 'absent', '50'],
    // Sent along with somebody: typed, and not proposed.
    [undefined, '100', 'absent', '100'],
    ['absent', '100', 'excused', '100'],
    // The mark is undone.
    ['present', '100', 'present', ''],
    ['present', '50', 'present', '50'],
    ['absent', '20', 'absent', '20'],
  ])('from %s with a deposit of %j to %s leaves %j', (from, deposit, to, expected) => {
    expect(marked(from, to, deposit)).toBe(expected);
  });

  test('a second tap undoes a mark, and nothing else that is written', () => {
    fc.assert(
      fc.property(withRow, fc.constantFrom('present', 'absent', 'excused'), ({ row }, to) => {
        const { status: _, ...unmarked } = row;
        const once = markRow(unmarked, to, '100');
        expect(once.status).toBe(to);
        const twice = markRow(once, to, '100');
        expect('status' in twice).toBe(false);
        const written = amountInSlot(unmarked, { kind: 'deposit' });
        const kept = to === 'present' && written === '100' ? '' : written;
        expect(twice).toEqual(withAmountInSlot(unmarked, { kind: 'deposit' }, kept));
      }),
    );
  });

  test('all present marks nobody who had left before the day', () => {
    const women = [{ id: 'a', exitedOn: '2026-11-01' }, { id: 'b', exitedOn: heldOn }, { id: 'c' }];
    const rows = markAllPresent(sheetOf({ a: rowOf(typed('deposit', '50')) }), women, '100');
    expect(rows.a).toEqual(rowOf(typed('deposit', '50')));
    expect([rows.b?.status, rows.c?.status]).toEqual(['present', 'present']);
  });

  test.each<[Parameters<typeof mayTakeOff>[0], boolean]>([
    [{}, false],
    [{ exitedOn: '2026-11-01' }, true],
    [{ exitedOn: heldOn }, false],
    [{ isElsewhere: true }, true],
    [{ isRefused: true }, true],
  ])('%j may be taken off a sheet: %s', (woman, expected) => {
    expect(mayTakeOff(woman, heldOn)).toBe(expected);
  });

  test('all present leaves those as they are who are marked, and changes nothing the second time', () => {
    fc.assert(
      fc.property(filled, fc.array(fc.uuid(), { maxLength: 3 }), ({ members, sheet }, further) => {
        const women = [...members, ...further.map((id) => ({ id }))];
        const rows = markAllPresent(sheet, women, '100');
        for (const { id } of women) {
          const before = sheet.rows[id];
          if (before?.status !== undefined) expect(rows[id]).toBe(before);
          else expect(rows[id]?.status).toBe('present');
        }
        expect(markAllPresent({ ...sheet, rows }, women, '100')).toEqual(rows);
      }),
    );
  });
});

describe('what waits', () => {
  test('counts interest for nothing that she owes or has saved', () => {
    fc.assert(
      fc.property(withRow, ({ her, row }) => {
        const entries = entriesFromDrafts(her.id, row.entries);
        const after = withEntries(her, entries);
        const of = (kind: EntryDraft['kind']) => amountOf(entries, kind);
        expect(after.savingsPaise).toBe(her.savingsPaise + of('deposit') - of('withdrawal') - of('set_off'));
        expect(outstandingPaiseOf(after)).toBe(outstandingPaiseOf(her) - of('repayment') - of('set_off'));
        // Loans that the phone does not have one by one count too, before and after.
        const loansLeftOut = { count: 3, outstandingPaise: 50_00 };
        expect(outstandingPaiseOf(withEntries({ ...her, loansLeftOut }, entries))).toBe(
          outstandingPaiseOf(after) + 50_00,
        );
      }),
    );
  });
});
