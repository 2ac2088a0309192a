import { describe, expect, test } from 'vitest';
import { listedMeeting, listedVoucher } from '../../functions/areas/books/listed-sheet-schema.ts';
import {
  entryInput,
  lineInput,
  meetingInput,
  voucherInput,
} from '../../functions/areas/books/sheet-input-schema.ts';
import {
  type entryKinds,
  expenseHeads,
  grantHeads,
  type lineKinds,
} from '../../functions/shared/kinds/book-kinds.ts';
import { sheetLimits } from '../../functions/shared/kinds/book-limits.ts';
import { id, line, sheetOf, voucherOf } from './sheets.ts';

const [memberId, loanId, borrowingId] = [id(), id(), id()];
const amountPaise = 7;
const accounts = ['cash', 'bank'];
const reason = 'She moved away';

/** The fields of a posting beside its kind and amount: with the values that they take, the optional ones in a list of their own. */
type Fields = Readonly<Record<string, readonly unknown[]>>;
const ofMember = (needed: Fields = {}, optional: Fields = {}) =>
  [{ memberId: [memberId], ...needed }, optional] as const;
const anywhere = { account: accounts };
const plan = {
  account: accounts,
  purpose: ['health'],
  ratePerMonthBasisPoints: [200],
  instalments: [10],
  firstDueOn: ['2026-11-10'],
};

const entries: Readonly<Record<(typeof entryKinds)[number], readonly [needed: Fields, optional: Fields]>> = {
  deposit: ofMember({}, anywhere),
  withdrawal: ofMember({}, anywhere),
  fine: ofMember({}, anywhere),
  dividend: ofMember({}, anywhere),
  loan: ofMember({ loanId: [loanId] }, plan),
  repayment: ofMember({ loanId: [loanId] }, anywhere),
  interest: ofMember({}, { loanId: [loanId], ...anywhere }),
  set_off: ofMember({ loanId: [loanId] }),
  write_off: ofMember({ loanId: [loanId], reason: [reason] }),
};
const lines: Readonly<Record<(typeof lineKinds)[number], readonly [needed: Fields, optional: Fields]>> = {
  bank_deposit: [{}, {}],
  bank_withdrawal: [{}, {}],
  bank_interest: [{}, {}],
  bank_charge: [{}, {}],
  membership_fee: [{}, anywhere],
  other_income: [{}, anywhere],
  grant: [{ head: grantHeads }, anywhere],
  expense: [{ head: expenseHeads }, anywhere],
  borrowing_received: [{ borrowingId: [borrowingId] }, anywhere],
  borrowing_repaid: [{ borrowingId: [borrowingId] }, anywhere],
  borrowing_interest: [{ borrowingId: [borrowingId] }, anywhere],
  cash_over: [{ reason: [reason] }, {}],
  cash_short: [{ reason: [reason] }, {}],
};

describe.each([
  ['an entry', entryInput, entries],
  ['a line', lineInput, lines],
] as const)('%s', (_what, schema, kinds) => {
  test.each(Object.entries(kinds))(
    'of the kind %s has these fields and no other',
    (kind, [needed, optional]) => {
      const first = (fields: Fields) => Object.entries(fields).map(([name, [value]]) => [name, value]);
      const least: Record<string, unknown> = { kind, amountPaise, ...Object.fromEntries(first(needed)) };
      const takes = (posting: object) => schema.safeParse(posting).success;
      expect(schema.parse(least)).toEqual(least);
      for (const name of Object.keys(least))
        expect([name, takes({ ...least, [name]: undefined })]).toEqual([name, false]);
      for (const [name, values] of Object.entries({ ...needed, ...optional })) {
        for (const value of values)
          expect(schema.parse({ ...least, [name]: value })).toEqual({ ...least, [name]: value });
        expect([name, takes({ ...least, [name]: '' })]).toEqual([name, false]);
      }
      for (const name of ['account', 'loanId', 'memberId', 'borrowingId', 'head', 'reason', 'purpose']) {
        const isKnown = name in needed || name in optional;
        const value = { account: 'cash', head: 'other', reason, purpose: 'health' }[name] ?? loanId;
        if (!isKnown) expect([name, takes({ ...least, [name]: value })]).toEqual([name, false]);
      }
      expect(takes({ ...least, amountPaise: 0 })).toBe(false);
    },
  );
});

describe('a sheet', () => {
  const takes = (more: object) => meetingInput.safeParse({ ...sheetOf([]), ...more }).success;
  const attending = (count: number, status: unknown = 'present') => ({
    attendance: Array.from({ length: count }, () => ({ memberId: id(), status })),
  });

  test('says of each member whether she was there, once, for as many as a group may have', () => {
    expect(['present', 'absent', 'excused'].map((status) => takes(attending(1, status)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['', 'late', null].map((status) => takes(attending(1, status)))).toEqual([false, false, false]);
    expect(takes({ attendance: [{ memberId: 'she', status: 'present' }] })).toBe(false);
    expect(
      takes({
        attendance: [
          { memberId, status: 'present' },
          { memberId, status: 'absent' },
        ],
      }),
    ).toBe(false);
    expect([takes(attending(sheetLimits.members)), takes(attending(sheetLimits.members + 1))]).toEqual([
      true,
      false,
    ]);
  });

  test('takes as many entries of one member, and of all, as a group may need', () => {
    const of = (counts: readonly number[]) => {
      const women = counts.map((count) => ({ memberId: id(), count }));
      return {
        ...sheetOf([]),
        attendance: women.map((woman) => ({ memberId: woman.memberId, status: 'present' })),
        entries: women.flatMap(({ memberId: she, count }) =>
          Array.from({ length: count }, () => ({ memberId: she, kind: 'fine', amountPaise: 1 })),
        ),
      };
    };
    const faultsOf = (sheet: object) =>
      meetingInput.safeParse(sheet).error?.issues.map(({ path }) => path.join('.'));
    expect(faultsOf(of([sheetLimits.entriesOfMember, 1]))).toBeUndefined();
    expect(faultsOf(of([sheetLimits.entriesOfMember + 1]))).toEqual([
      `entries.${sheetLimits.entriesOfMember}.memberId`,
    ]);
    const full = Array.from(
      { length: sheetLimits.entries / sheetLimits.entriesOfMember },
      () => sheetLimits.entriesOfMember,
    );
    expect(faultsOf(of(full))).toBeUndefined();
    expect(faultsOf(of([...full, 1]))).toEqual(['entries']);
  });

  test('has an id and a day', () => {
    expect([takes({}), takes({ id: 'mine' }), takes({ heldOn: 'today' })]).toEqual([true, false, false]);
  });
});

describe.each([
  ['a sheet', meetingInput, sheetOf([])],
  ['a voucher', voucherInput, voucherOf([line('bank_interest', 1)])],
] as const)('%s', (_what, schema, least) => {
  const takes = (more: object) => schema.safeParse({ ...least, ...more }).success;

  test('may say what was counted, and what it corrects', () => {
    const whole = { ...least, cashCountedPaise: 0, bankBalancePaise: 12, corrects: id() };
    expect(schema.parse(whole)).toEqual(whole);
    const isRefused = (more: object) => expect([more, takes(more)]).toEqual([more, false]);
    isRefused({ cashCountedPaise: -1 });
    isRefused({ bankBalancePaise: -1 });
    isRefused({ cashCountedPaise: 0.5 });
    isRefused({ corrects: 'the last one' });
  });

  test('has as many lines as it may', () => {
    const of = (count: number) => ({ lines: Array.from({ length: count }, () => line('bank_interest', 1)) });
    expect([takes(of(1)), takes(of(sheetLimits.lines)), takes(of(sheetLimits.lines + 1))]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

test('a voucher has an id, a day and a line', () => {
  const takes = (more: object) =>
    voucherInput.safeParse({ ...voucherOf([line('bank_interest', 1)]), ...more }).success;
  expect([takes({}), takes({ id: 'mine' }), takes({ on: 'today' }), takes({ lines: [] })]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

describe('what is listed', () => {
  const kept = { createdAt: '2026-10-10T06:30:00.000Z', createdBy: id(), version: 1 };
  const corrected = { cashCountedThenPaise: 0, correctedBy: id() };
  test.each([
    ['of a sheet', listedMeeting, sheetOf([])],
    ['of a voucher', listedVoucher, voucherOf([line('bank_interest', 1)])],
  ] as const)(
    '%s also says what was counted on the day that it corrects, and what corrects it',
    (_, schema, sent) => {
      const sheet = { ...sent, ...kept, ...corrected };
      expect(schema.parse(sheet)).toEqual(sheet);
      expect(schema.safeParse({ ...sheet, cashCountedThenPaise: -1 }).success).toBe(false);
      expect(schema.safeParse({ ...sheet, correctedBy: 5 }).success).toBe(false);
    },
  );
});
