import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredAccount } from '../../functions/areas/accounts/account.ts';
import {
  combineSavings,
  maxStatementLines,
  maxToldLoans,
} from '../../functions/areas/books/combine-savings.ts';
import { validateNewLoans } from '../../functions/areas/books/loan-rules.ts';
import { validateAttendance, validateMember } from '../../functions/areas/books/member-account-rules.ts';
import { deriveSavings } from '../../functions/areas/books/member-statement.ts';
import {
  type MemberChange,
  netGroupChange,
  netMemberChanges,
} from '../../functions/areas/books/net-changes.ts';
import { undoGroupChange, undoMemberChange } from '../../functions/areas/books/undo-changes.ts';
import { maxLoansInAccount } from '../../functions/shared/kinds/book-limits.ts';
import { readRefusal } from '../support/refusal.ts';
import { Model, modelMeeting } from './model.ts';
import {
  atBank,
  deposit,
  type Entry,
  fine,
  id,
  interest,
  line,
  loan,
  repayment,
  sheetOf as sentSheetOf,
  setOff,
  withdrawal,
  writeOff,
} from './sheets.ts';

const [a, b, first, second] = [id(), id(), id(), id()];
const her = { own: [a], isHers: () => true, others: { changes: new Map(), moves: [] } };
const on = '2026-10-10';
const today = '2026-10-15';

/** A sheet without lines of the group. */
const sheetOf = (entries: readonly Entry[], more: Parameters<typeof sentSheetOf>[1] = {}) => ({
  ...sentSheetOf(entries, more),
  lines: [],
});

describe('netting', () => {
  test.each<[string, Entry[], Partial<MemberChange>]>([
    ['a deposit', [deposit(a, 5)], { savingsPaise: 5, loansOutstandingPaise: 0, loans: [] }],
    ['a withdrawal', [withdrawal(a, 5)], { savingsPaise: -5 }],
    ['both', [withdrawal(a, 5), deposit(a, 8)], { savingsPaise: 3 }],
    [
      'interest and fines',
      [interest(a, 5), fine(a, 8)],
      { savingsPaise: 0, loansOutstandingPaise: 0, loans: [] },
    ],
    [
      'interest on a loan',
      [interest(a, 5, first)],
      { savingsPaise: 0, loansOutstandingPaise: 0, loans: [{ loanId: first, step: 'interest_only' }] },
    ],
    [
      'interest and a repayment of one loan',
      [interest(a, 5, first), repayment(a, 20, first)],
      { loansOutstandingPaise: -20, loans: [{ loanId: first, step: 'changed', changePaise: -20 }] },
    ],
    [
      'a loan',
      [loan(a, 50, first)],
      {
        loansOutstandingPaise: 50,
        loans: [{ loanId: first, step: 'given', principalPaise: 50, outstandingPaise: 50, terms: {} }],
      },
    ],
    [
      'a loan, partly repaid before it is written',
      [repayment(a, 20, first), loan(a, 50, first)],
      {
        loansOutstandingPaise: 30,
        loans: [{ loanId: first, step: 'given', principalPaise: 50, outstandingPaise: 30, terms: {} }],
      },
    ],
    [
      'two repayments of one loan, and one of another',
      [repayment(a, 20, first), repayment(a, 1, second), repayment(a, 5, first)],
      {
        loansOutstandingPaise: -26,
        loans: [
          { loanId: first, step: 'changed', changePaise: -25 },
          { loanId: second, step: 'changed', changePaise: -1 },
        ],
      },
    ],
  ])('%s', (_, entries, movement) => {
    expect(netMemberChanges(entries)).toMatchObject([{ memberId: a, ...movement }]);
  });

  test('the change of the group is what the design says', () => {
    const entries = [
      deposit(a, 1),
      withdrawal(a, 20),
      loan(a, 300, first),
      repayment(a, 4_000, second),
      interest(b, 50_000),
      fine(b, 600_000),
    ];
    const change = netGroupChange(entries, []);
    expect(change).toEqual({
      cashPaise: 1 - 20 - 300 + 4_000 + 50_000 + 600_000,
      bankPaise: 0,
      savingsPaise: 1 - 20,
      grantsPaise: 0,
      surplusPaise: 650_000,
      borrowings: [],
      accountChanges: 2,
      turnoverPaise: 654_321,
    });
    expect(undoGroupChange(change)).toMatchObject({
      cashPaise: -653_681,
      surplusPaise: -650_000,
      turnoverPaise: -654_321,
      // Its reversal changes the same accounts again.
      accountChanges: 2,
    });
    expect(netGroupChange([], [])).toMatchObject({ cashPaise: 0, turnoverPaise: 0 });
  });

  test('a loan keeps its purpose and its plan, and nothing else of its entry', () => {
    const terms = { purpose: 'health', instalments: 10, firstDueOn: '2026-11-10' } as const;
    expect(netMemberChanges([atBank(loan(a, 50, first, terms))])).toEqual([
      {
        memberId: a,
        savingsPaise: 0,
        loansOutstandingPaise: 50,
        loans: [{ loanId: first, step: 'given', principalPaise: 50, outstandingPaise: 50, terms }],
      },
    ]);
  });

  test('each woman has a change of her own, in the order of her first entry', () => {
    const changes = netMemberChanges([deposit(b, 1), deposit(a, 2), withdrawal(b, 3)]);
    expect(changes.map(({ memberId, savingsPaise }) => [memberId, savingsPaise])).toEqual([
      [b, -2],
      [a, 2],
    ]);
  });

  test('a borrowing is received, repaid, or only its interest is paid', () => {
    const of = (
      kind: 'borrowing_received' | 'borrowing_repaid' | 'borrowing_interest',
      paise: number,
      borrowingId = first,
    ) => ({ kind, amountPaise: paise, borrowingId }) as const;
    const lines = [
      of('borrowing_received', 100),
      line('bank_interest', 7),
      of('borrowing_repaid', 30),
      of('borrowing_interest', 5, second),
    ];
    const change = netGroupChange([], lines);
    expect(change).toEqual({
      cashPaise: 100 - 30 - 5,
      bankPaise: 7,
      grantsPaise: 0,
      surplusPaise: 7 - 5,
      savingsPaise: 0,
      borrowings: [
        { borrowingId: first, receivedPaise: 100, outstandingPaise: 70 },
        { borrowingId: second, receivedPaise: 0, outstandingPaise: 0 },
      ],
      accountChanges: 0,
      turnoverPaise: 142,
    });
    expect(undoGroupChange(change)).toEqual({
      cashPaise: -65,
      bankPaise: -7,
      grantsPaise: 0,
      surplusPaise: -2,
      savingsPaise: 0,
      borrowings: [
        { borrowingId: first, receivedPaise: -100, outstandingPaise: -70 },
        { borrowingId: second, receivedPaise: 0, outstandingPaise: 0 },
      ],
      accountChanges: 0,
      turnoverPaise: -142,
    });
    const granted = netGroupChange([deposit(a, 5)], [{ kind: 'grant', amountPaise: 9, head: 'donation' }]);
    expect(undoGroupChange(granted)).toMatchObject({ grantsPaise: -9, savingsPaise: -5 });
  });

  test('what is taken back changes every loan the other way, and a loan that was given goes', () => {
    const entries = [
      deposit(a, 5),
      loan(a, 50, first),
      repayment(a, 20, first),
      repayment(a, 4, second),
      interest(a, 1, id()),
    ];
    expect(netMemberChanges(entries).map(undoMemberChange)).toEqual([
      {
        memberId: a,
        savingsPaise: -5,
        loansOutstandingPaise: -26,
        loans: [
          { loanId: first, step: 'removed', outstandingPaise: 30 },
          { loanId: second, step: 'changed', changePaise: 4 },
        ],
      },
    ]);
    expect(netMemberChanges([fine(a, 5)]).map(undoMemberChange)).toEqual([
      { memberId: a, savingsPaise: 0, loansOutstandingPaise: 0, loans: [] },
    ]);
    const twice = () => netMemberChanges(entries).map(undoMemberChange).map(undoMemberChange);
    expect(twice).toThrow('A reversal is not reversed.');
  });
});

const lent = { disbursedOn: '2026-01-01', principalPaise: 80, outstandingPaise: 50 };
const account = (more: Partial<StoredAccount> = {}): StoredAccount => ({
  memberId: a,
  collectiveId: id(),
  savingsPaise: 100,
  loansOutstandingPaise: 50,
  loans: { [first]: lent },
  sheets: 2,
  ...more,
});

const gone = (closedOn: string) =>
  account({ closedOn, savingsPaise: 0, loansOutstandingPaise: 0, loans: {} });

const full = account({
  loans: Object.fromEntries(
    Array.from({ length: maxLoansInAccount }, (_, index) => [
      String(index),
      { disbursedOn: '2026-01-01', principalPaise: 1, outstandingPaise: 0 },
    ]),
  ),
});

/** As it would be if fewer were taken from now on. */
const overfull = { ...full, loans: { ...full.loans, [first]: lent } };

describe('what an account refuses', () => {
  test.each<[string, StoredAccount | undefined, Entry[], string | undefined]>([
    ['nobody', undefined, [deposit(a, 1)], 'not_a_member'],
    ['a deposit', account(), [deposit(a, 1)], undefined],
    ['all savings', account(), [withdrawal(a, 100)], undefined],
    ['one paisa more', account(), [withdrawal(a, 101)], 'insufficient_savings'],
    ['one paisa more, and a deposit', account(), [withdrawal(a, 101), deposit(a, 1)], undefined],
    ['the whole loan', account(), [repayment(a, 50, first)], undefined],
    ['one paisa more of the loan', account(), [repayment(a, 51, first)], 'insufficient_loan'],
    ['another loan', account(), [repayment(a, 1, second)], 'unknown_loan'],
    [
      'a loan that is too much and one that is unknown',
      account(),
      [repayment(a, 51, first), repayment(a, 1, second)],
      'insufficient_loan',
    ],
    [
      'the loan before the savings',
      account(),
      [withdrawal(a, 101), repayment(a, 51, first)],
      'insufficient_loan',
    ],
    ['one loan too many', full, [loan(a, 1, second)], 'too_many_loans'],
    ['interest of somebody with all loans', full, [interest(a, 1)], undefined],
    ['interest on one of all her loans', full, [interest(a, 1, '0')], undefined],
    ['interest of somebody with more loans than are taken', overfull, [interest(a, 1)], undefined],
    ['interest on her loan', account(), [interest(a, 1, first)], undefined],
    ['interest on another loan', account(), [interest(a, 1, second)], 'unknown_loan'],
    ['the day she left', gone(on), [fine(a, 1)], undefined],
    ['the day after', gone('2026-10-09'), [fine(a, 1)], 'not_a_member'],
    ['a balance for somebody gone', gone(on), [deposit(a, 1)], 'not_a_member'],
    ['a debt for somebody gone', gone(on), [loan(a, 1, second)], 'not_a_member'],
    ['nothing in the end for somebody gone', gone(on), [deposit(a, 5), withdrawal(a, 5)], undefined],
  ])('%s', (_, stored, entries, code) => {
    const sheet = sheetOf(entries);
    const [movement] = netMemberChanges(entries);
    if (movement === undefined) {
      throw new Error('No movement.');
    }
    expect(validateMember(sheet, movement, stored, on)?.code).toBe(code);
  });

  test.each<[string, StoredAccount | undefined, Entry[], string | undefined]>([
    ['a deposit that is still there', account(), [deposit(a, 100)], undefined],
    ['a deposit that was withdrawn', account(), [deposit(a, 101)], 'insufficient_savings'],
    ['a loan that was repaid in part', account(), [loan(a, 80, first)], 'insufficient_loan'],
    ['a loan as the sheet left it', account(), [loan(a, 80, first), repayment(a, 30, first)], undefined],
    ['a repayment', account(), [repayment(a, 30, first)], undefined],
    ['a withdrawal of somebody gone', gone('2026-10-01'), [withdrawal(a, 5)], 'not_a_member'],
    ['interest on a loan that is there no longer', account(), [interest(a, 1, second)], undefined],
    ['a fine dated after she left', gone('2026-10-01'), [fine(a, 5)], undefined],
  ])('a reversal: %s', (_, stored, entries, code) => {
    const sheet = sheetOf(entries);
    const [movement] = netMemberChanges(entries).map(undoMemberChange);
    if (movement === undefined) {
      throw new Error('No movement.');
    }
    expect(validateMember(sheet, movement, stored, undefined)?.code).toBe(code);
  });

  test('attendance', () => {
    const sheet = sheetOf([], { attendance: [{ memberId: a, status: 'present' }] });
    const refusal = (stored: StoredAccount | undefined) => validateAttendance(sheet, a, stored, on)?.code;
    expect([undefined, account(), gone(on), gone('2026-10-09')].map(refusal)).toEqual([
      'not_a_member',
      undefined,
      undefined,
      'not_a_member',
    ]);
  });

  test('a sheet that overpays its own loan', () => {
    const code = (entries: Entry[]) => validateNewLoans(sheetOf(entries), on)?.code;
    expect(code([loan(a, 5, first), repayment(a, 5, first)])).toBeUndefined();
    expect(code([loan(a, 5, first), repayment(a, 6, first)])).toBe('insufficient_loan');
    expect(code([repayment(a, 6, first)])).toBeUndefined();
  });
});

describe('where a refusal is told', () => {
  type Told = readonly [refusal: readonly string[], figures: Readonly<Record<string, number>>] | undefined;
  const told = (refusal: ReturnType<typeof validateNewLoans>): Told => {
    const read = readRefusal(refusal);
    return read && [read, { ...refusal?.details.extra } as Record<string, number>];
  };
  /** Of the member a, whose entries stand among those of b. */
  const ofMember = (
    entries: Entry[],
    stored = account(),
    direction: 'recording' | 'reversing' = 'recording',
  ) => {
    const sheet = {
      ...sheetOf([deposit(b, 1), ...entries]),
      lines: [line('bank_deposit', 1), line('bank_charge', 1)],
    };
    const change = netMemberChanges(sheet.entries).find(({ memberId }) => memberId === a);
    if (change === undefined) throw new Error('She has no entry.');
    return told(
      direction === 'recording'
        ? validateMember(sheet, change, stored, on)
        : validateMember(sheet, undoMemberChange(change), stored, undefined),
    );
  };

  test('is her place in the attendance, if she is no member', () => {
    const refusal = [['not_a_member', 'attendance.1.memberId'], {}];
    expect(ofMember([deposit(a, 1)], gone('2026-10-09'))).toEqual(refusal);
    expect(ofMember([deposit(a, 1)], gone(on))).toEqual(refusal);
    const sheet = sheetOf([deposit(b, 1), deposit(a, 1)]);
    expect(told(validateAttendance(sheet, a, undefined, on))).toEqual(refusal);
  });

  test('is each entry of hers that takes from her savings', () => {
    expect(
      ofMember([withdrawal(a, 60), withdrawal(b, 1), deposit(a, 9), setOff(a, 50, first), fine(a, 1)]),
    ).toEqual([
      ['insufficient_savings', 'entries.1.amountPaise', 'entries.4.amountPaise'],
      { neededPaise: 101, availablePaise: 100 },
    ]);
    expect(ofMember([deposit(a, 61), withdrawal(a, 1), deposit(a, 41)], account(), 'reversing')).toEqual([
      ['insufficient_savings', 'entries.1.amountPaise', 'entries.3.amountPaise'],
      { neededPaise: 101, availablePaise: 100 },
    ]);
  });

  test('is each entry that takes from the loan', () => {
    expect(ofMember([repayment(a, 40, first), interest(a, 1, first), writeOff(a, 11, first)])).toEqual([
      ['insufficient_loan', 'entries.1.amountPaise', 'entries.3.amountPaise'],
      { neededPaise: 51, availablePaise: 50 },
    ]);
    const two = account({ loans: { ...account().loans, [second]: { ...lent, outstandingPaise: 3 } } });
    expect(ofMember([repayment(a, 50, first), repayment(a, 4, second)], two)).toEqual([
      ['insufficient_loan', 'entries.2.amountPaise'],
      { neededPaise: 4, availablePaise: 3 },
    ]);
    expect(ofMember([loan(a, 80, first), repayment(a, 29, first)], account(), 'reversing')).toEqual([
      ['insufficient_loan', 'entries.1.amountPaise'],
      { neededPaise: 51, availablePaise: 50 },
    ]);
  });

  test('is each entry of hers that names a loan which she has not', () => {
    expect(
      ofMember([repayment(b, 1, second), repayment(a, 1, second), interest(a, 1, second), fine(a, 1)]),
    ).toEqual([['unknown_loan', 'entries.2.loanId', 'entries.3.loanId'], {}]);
  });

  test('is none that gave the loan, if it is taken back and not there', () => {
    expect(ofMember([loan(a, 80, second), repayment(a, 5, second)], account(), 'reversing')).toEqual([
      ['unknown_loan', 'entries.2.loanId'],
      {},
    ]);
  });

  test('is her place in the attendance, if her account is full of loans', () => {
    expect(ofMember([loan(a, 1, first)], full)).toEqual([['too_many_loans', 'attendance.1.memberId'], {}]);
    const { '0': _, ...oneLess } = full.loans;
    expect(ofMember([loan(a, 1, first)], account({ loans: oneLess }))).toBeUndefined();
    expect(ofMember([loan(a, 1, first), loan(a, 1, second)], account({ loans: oneLess }))?.[0][0]).toBe(
      'too_many_loans',
    );
  });

  test('is the first due date that lies before a new loan', () => {
    const due = (firstDueOn: string) => ({ firstDueOn, instalments: 2 });
    const refusal = (...entries: Entry[]) => told(validateNewLoans(sheetOf(entries), on));
    expect(refusal(loan(a, 5, first, due(on)), loan(b, 5, second))).toBeUndefined();
    expect(
      refusal(loan(a, 5, first, due(on)), loan(b, 5, second, due('2026-10-09')), repayment(b, 6, second)),
    ).toEqual([['due_before_loan', 'entries.1.firstDueOn'], {}]);
  });

  test('is what a sheet repays of the loan that it gives', () => {
    expect(
      told(
        validateNewLoans(
          sheetOf([loan(b, 9, second), loan(a, 5, first), repayment(b, 9, second), repayment(a, 6, first)]),
          on,
        ),
      ),
    ).toEqual([['insufficient_loan', 'entries.3.amountPaise'], { neededPaise: 6, availablePaise: 5 }]);
  });
});

describe('a statement', () => {
  const amount = fc.integer({ min: 1, max: 1_000_000_000 });
  const own = [id(), id(), id()];
  const entry: fc.Arbitrary<Entry> = fc.oneof(
    fc.record({
      memberId: fc.constantFrom(a, b),
      kind: fc.constantFrom('deposit' as const, 'withdrawal' as const, 'interest' as const, 'fine' as const),
      amountPaise: amount,
    }),
    fc.record({
      memberId: fc.constant(a),
      kind: fc.constant('repayment' as const),
      amountPaise: amount,
      loanId: fc.constantFrom(...own),
    }),
  );

  test('is the sum of what it shows, in whatever order the sheets are read', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            entries: fc.array(entry, { maxLength: 5 }),
            day: fc.integer({ min: 10, max: 20 }),
            reversed: fc.boolean(),
          }),
          { maxLength: 12 },
        ),
        fc.nat(),
        (drawn, turn) => {
          const model = new Model([a, b]);
          const opening = sheetOf(own.map((loanId) => loan(a, 500, loanId)));
          const sheets = [
            { ...opening, reversed: false },
            ...drawn.map(({ entries, day, reversed }) => ({
              ...sheetOf(entries, { heldOn: `2026-09-${day}` }),
              reversed,
            })),
          ].map((sheet, index) => ({
            ...sheet,
            createdAt: `2026-10-01T00:00:${String(index).padStart(2, '0')}Z`,
          }));
          for (const sheet of sheets) {
            model.accept(modelMeeting(sheet));
            if (sheet.reversed) {
              model.reversed.add(sheet.id);
            }
          }
          const stored = sheets.map(({ reversed, ...sheet }) => ({
            ...sheet,
            ...(reversed ? { reversed: { id: id(), at: '2026-10-02T00:00:00Z', by: id() } } : {}),
          }));
          const shift = turn % stored.length;
          const { sheets: count, ...derived } = deriveSavings(
            [...stored.slice(shift), ...stored.slice(0, shift)],
            undefined,
            her,
          );
          const { loans, ...rest } = model.savings(a);
          expect(derived).toEqual({ ...rest, loans: loans.map(({ overduePaise: _, ...lent }) => lent) });
          const hers = sheets.filter(({ entries }) => entries.some(({ memberId }) => memberId === a));
          expect(count).toBe(hers.length + hers.filter(({ reversed }) => reversed).length);
        },
      ),
    );
  });

  test('follows the order of recording within a day, to the millisecond', () => {
    const sheet = (createdAt: string, amountPaise: number) => ({
      ...sheetOf([deposit(a, amountPaise)]),
      createdAt,
    });
    const { statement } = deriveSavings(
      [
        sheet('2026-10-10T06:00:00.500Z', 2),
        sheet('2026-10-10T06:00:01Z', 3),
        sheet('2026-10-10T06:00:00Z', 1),
      ],
      undefined,
      her,
    );
    expect(statement.map((line) => 'amountPaise' in line && line.amountPaise)).toEqual([1, 2, 3]);
  });

  test('tells the newest entries of whole days, and since when', () => {
    const inDays = (perDay: readonly number[]) =>
      perDay.map((count, index) => ({
        ...sheetOf(
          Array.from({ length: count }, () => deposit(a, 1)),
          { heldOn: `2026-09-${10 + index}` },
        ),
        createdAt: '2026-10-10T06:00:00Z',
      }));
    const of = (perDay: readonly number[]) =>
      combineSavings([deriveSavings(inDays(perDay), undefined, her)], today);
    const half = maxStatementLines / 2;
    const all = of([half, half]);
    expect([all.statement.length, all.statementSince]).toEqual([maxStatementLines, undefined]);
    const cut = of([half, half, half - 1]);
    expect([cut.statement.length, cut.statementSince]).toEqual([maxStatementLines - 1, '2026-09-11']);
    const inDay = of([half, half, half]);
    expect([inDay.statement.length, inDay.statementSince]).toEqual([maxStatementLines, '2026-09-11']);
    const amidst = of([half + 1, half]);
    expect([amidst.statement.length, amidst.statementSince]).toEqual([half, '2026-09-11']);
    expect(amidst.savingsPaise).toBe(maxStatementLines + 1);
    const oneDay = of([maxStatementLines + 7]);
    expect([oneDay.statement.length, oneDay.statementSince]).toEqual([maxStatementLines, '2026-09-10']);
  });

  test('leaves out the oldest repaid loans beyond a number, and no other', () => {
    const loanIds = Array.from({ length: maxToldLoans + 2 }, () => id());
    const [first = '', second = '', third = '', ...others] = loanIds;
    const sheets = loanIds.map((loanId, index) => ({
      ...sheetOf([loan(a, 5, loanId), ...(loanId === first ? [] : [repayment(a, 5, loanId)])], {
        heldOn: index < 3 ? `2026-09-0${1 + index}` : '2026-09-10',
      }),
      createdAt: '2026-10-10T06:00:00Z',
    }));
    const { loans, loansLeftOut } = combineSavings([deriveSavings(sheets, undefined, her)], today);
    expect(loansLeftOut).toBe(2);
    expect(new Set(loans.map(({ loanId }) => loanId))).toEqual(new Set([first, ...others]));
    expect([second, third].some((left) => loans.some(({ loanId }) => loanId === left))).toBe(false);
  });

  test('of no collective is empty', () => {
    const nothing = { savingsPaise: 0, loansOutstandingPaise: 0, loans: [], statement: [] };
    expect(combineSavings([], today)).toEqual(nothing);
    expect(deriveSavings([], undefined, her)).toEqual({ ...nothing, sheets: 0 });
  });
});
