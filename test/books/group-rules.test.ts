import { describe, expect, test } from 'vitest';
import type { StoredGroupMoney } from '../../functions/areas/accounts/group-money.ts';
import { type GroupRequest, maxSheetsBy, validateGroup } from '../../functions/areas/books/group-rules.ts';
import { netGroupChange } from '../../functions/areas/books/net-changes.ts';
import { undoGroupChange } from '../../functions/areas/books/undo-changes.ts';
import { maxTurnoverPaise } from '../../functions/shared/money/money.ts';
import { readRefusal } from '../support/refusal.ts';
import {
  atBank,
  borrowingOf,
  deposit,
  dividend,
  type Entry,
  fine,
  id,
  type Line,
  line,
  loan,
  repayment,
  withdrawal,
  writeOff,
} from './sheets.ts';

const [a, b, owed, other] = [id(), id(), id(), id()];

const stored = (unreceivedPaise: number, outstandingPaise: number) => ({
  ...borrowingOf(1_000),
  unreceivedPaise,
  outstandingPaise,
  createdAt: '2026-09-01T06:00:00.000Z',
  createdBy: id(),
});
const money: StoredGroupMoney = {
  cashPaise: 100,
  bankPaise: 50,
  grantsPaise: 0,
  surplusPaise: 30,
  borrowings: { [owed]: stored(40, 60) },
  sheets: 2,
  standingSheets: 0,
  accountChanges: 0,
  turnoverPaise: 1_000,
  savingsPaise: 120,
  memberCount: 3,
  entries: 3,
};

type Given = {
  readonly entries?: readonly Entry[];
  readonly lines?: readonly Line[];
  readonly money?: Partial<StoredGroupMoney>;
  readonly counts?: Pick<GroupRequest, 'cashCountedPaise' | 'bankBalancePaise' | 'maxSheets'>;
};

/** A sheet of the 10th of October 2026. */
const record = ({ entries = [], lines = [], money: more, counts }: Given) =>
  validateGroup(
    {
      change: netGroupChange(entries, lines),
      content: { attendance: [], entries, lines },
      sheetDate: { on: '2026-10-10', field: 'heldOn' },
      ...counts,
    },
    { ...money, ...more },
  );
const reverse = ({ entries = [], lines = [], money: more }: Given) =>
  validateGroup(
    {
      change: undoGroupChange(netGroupChange(entries, lines)),
      content: { attendance: [], entries, lines },
    },
    { ...money, ...more },
  );

/** The code, the fields and the amounts of a refusal. */
type Refusal = readonly [refusal: readonly string[], figures: Readonly<Record<string, number>>] | undefined;
const told = (refusal: ReturnType<typeof validateGroup>): Refusal => {
  const read = readRefusal(refusal);
  return read && [read, { ...refusal?.details.extra } as Record<string, number>];
};
const lacks = (neededPaise: number, availablePaise: number) => ({ neededPaise, availablePaise });
const borrowing = (
  kind: 'borrowing_received' | 'borrowing_repaid' | 'borrowing_interest',
  paise: number,
  of = owed,
): Line => ({ kind, amountPaise: paise, borrowingId: of });

describe('a sheet', () => {
  test.each<[string, Given, Refusal]>([
    ['takes all cash', { entries: [withdrawal(a, 100)] }, undefined],
    [
      'takes a paisa more than the cash',
      {
        entries: [deposit(b, 9), withdrawal(a, 70), loan(b, 40, other)],
        lines: [line('bank_withdrawal', 1), { kind: 'expense', amountPaise: 1, head: 'travel' }],
      },
      [
        ['insufficient_cash', 'entries.1.amountPaise', 'entries.2.amountPaise', 'lines.1.amountPaise'],
        lacks(101, 100),
      ],
    ],
    ['takes all that is at the bank', { entries: [atBank(withdrawal(a, 50))] }, undefined],
    [
      'takes a paisa more than that',
      { entries: [atBank(withdrawal(a, 40)), withdrawal(a, 1)], lines: [line('bank_charge', 11)] },
      [['insufficient_bank', 'entries.0.amountPaise', 'lines.0.amountPaise'], lacks(51, 50)],
    ],
    [
      'takes too much of both: the cash is told',
      { entries: [withdrawal(a, 101), atBank(withdrawal(a, 51))] },
      [['insufficient_cash', 'entries.0.amountPaise'], lacks(101, 100)],
    ],
    ['shares out the surplus', { entries: [dividend(a, 20), dividend(b, 10)] }, undefined],
    [
      'shares out a paisa more',
      { entries: [dividend(a, 20), fine(b, 1), dividend(b, 12)] },
      [['insufficient_surplus', 'entries.0.amountPaise', 'entries.2.amountPaise'], lacks(31, 30)],
    ],
    ['shares out what it earns', { entries: [dividend(a, 31), fine(b, 1)] }, undefined],
    ['spends more than the surplus: a loss', { lines: [line('bank_charge', 31)] }, undefined],
    ['writes off more than the surplus: a loss', { entries: [writeOff(a, 31, other)] }, undefined],
    ['receives all that was borrowed', { lines: [borrowing('borrowing_received', 40)] }, undefined],
    [
      'receives a paisa more',
      { lines: [line('bank_interest', 1), borrowing('borrowing_received', 41)] },
      [['insufficient_borrowing', 'lines.1.amountPaise'], lacks(41, 40)],
    ],
    ['repays all that is owed', { lines: [borrowing('borrowing_repaid', 60)] }, undefined],
    [
      'repays a paisa more',
      { lines: [borrowing('borrowing_interest', 1), borrowing('borrowing_repaid', 61)] },
      [['insufficient_borrowing', 'lines.0.amountPaise', 'lines.1.amountPaise'], lacks(61, 60)],
    ],
    [
      'names a borrowing that the group has not',
      { lines: [borrowing('borrowing_repaid', 1), borrowing('borrowing_interest', 1, other)] },
      [['unknown_borrowing', 'lines.1.borrowingId'], {}],
    ],
    [
      'names it before it lacks cash',
      { entries: [withdrawal(a, 101)], lines: [borrowing('borrowing_repaid', 1, other)] },
      [['unknown_borrowing', 'lines.0.borrowingId'], {}],
    ],
    [
      'gives what was counted',
      { entries: [deposit(a, 5)], counts: { cashCountedPaise: 105, bankBalancePaise: 50 } },
      undefined,
    ],
    [
      'gives a paisa more than was counted',
      { entries: [deposit(a, 5)], counts: { cashCountedPaise: 104, bankBalancePaise: 49 } },
      [['cash_mismatch', 'cashCountedPaise'], { cashCountedPaise: 104, cashPaise: 105 }],
    ],
    [
      'gives a paisa less than the passbook',
      { entries: [atBank(deposit(a, 5))], counts: { cashCountedPaise: 100, bankBalancePaise: 56 } },
      [['bank_mismatch', 'bankBalancePaise'], { bankBalancePaise: 56, bankPaise: 55 }],
    ],
    ['is of the day of the opening', { money: { openedAsOf: '2026-10-10' } }, undefined],
    ['is of the day before it', { money: { openedAsOf: '2026-10-11' } }, [['before_opening', 'heldOn'], {}]],
    [
      'moves as much as a group may',
      { entries: [deposit(a, 5)], money: { turnoverPaise: maxTurnoverPaise - 5 } },
      undefined,
    ],
    [
      'moves a paisa more: its largest amounts are told',
      {
        entries: [deposit(a, 5), deposit(b, 4)],
        lines: [line('bank_interest', 5)],
        money: { turnoverPaise: maxTurnoverPaise - 13 },
      },
      [['sum_too_large', 'entries.0.amountPaise', 'lines.0.amountPaise'], {}],
    ],
    [
      'is the last that its days allow',
      { counts: { maxSheets: 8 }, money: { standingSheets: 7, sheets: 15 } },
      undefined,
    ],
    ['is one more', { counts: { maxSheets: 8 }, money: { standingSheets: 8 } }, [['too_many'], {}]],
    [
      'is one more with all that was reversed',
      { counts: { maxSheets: 8 }, money: { sheets: 16 } },
      [['too_many'], {}],
    ],
    [
      'is of a closed group, whatever else is wrong',
      { entries: [withdrawal(a, 101)], money: { closedOn: '2026-10-01', openedAsOf: '2026-10-11' } },
      [['collective_closed'], {}],
    ],
  ])('%s', (_, given, refusal) => {
    expect(told(record(given))).toEqual(refusal);
  });

  test('of a closed group is told alone, since nothing in it could mend that', () => {
    expect(record({ money: { closedOn: '2026-10-01' } })?.details).toEqual({ prevails: true });
  });

  test('of a group that is not there is 404', () => {
    const change = netGroupChange([], []);
    expect(
      validateGroup({ change, content: { attendance: [], entries: [], lines: [] } }, undefined)?.code,
    ).toBe('not_found');
  });
});

test('a group may have 1,500 sheets at first, and one more each day of its life, five years long', () => {
  const id = '0199a3f0-5c00-7000-8000-000000000001';
  const madeAt = 0x0199a3f05c00;
  const daysLater = (days: number) => maxSheetsBy(id, new Date(madeAt + days * 86_400_000));
  expect([daysLater(-3), daysLater(0), daysLater(0.99), daysLater(1), daysLater(100)]).toEqual([
    1_500, 1_500, 1_500, 1_501, 1_600,
  ]);
  expect(daysLater(5_000)).toBe(daysLater(1_825));
});

describe('a reversal', () => {
  test.each<[string, Given, Refusal]>([
    ['takes back a deposit that is still there', { entries: [deposit(a, 100)] }, undefined],
    [
      'takes back one that was spent',
      { entries: [withdrawal(b, 1), deposit(a, 102)] },
      [['insufficient_cash', 'entries.1.amountPaise'], lacks(101, 100)],
    ],
    [
      'takes back what is no longer at the bank',
      { lines: [line('bank_deposit', 51)] },
      [['insufficient_bank', 'lines.0.amountPaise'], lacks(51, 50)],
    ],
    [
      'takes back a borrowing that was repaid in part',
      { entries: [deposit(a, 100)], lines: [borrowing('borrowing_received', 61)] },
      [['insufficient_borrowing', 'lines.0.amountPaise'], lacks(61, 60)],
    ],
    ['leaves a loss, even of a dividend sheet', { entries: [fine(a, 31), dividend(b, 0)] }, undefined],
    ['is of any day, before the opening too', { money: { openedAsOf: '2026-12-01' } }, undefined],
    ['of a repayment is none of the group’s business', { entries: [repayment(a, 5, other)] }, undefined],
  ])('%s', (_, given, refusal) => {
    expect(told(reverse(given))).toEqual(refusal);
  });
});
