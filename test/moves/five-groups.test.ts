import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountsOf } from '../../functions/areas/books/accounts-of-period.ts';
import { type EntryKind, entryKinds, type LineKind } from '../../functions/shared/kinds/book-kinds.ts';
import type { ModelSheet } from '../books/model.ts';
import { borrowingOf, type Entry, id, type Line } from '../books/sheets.ts';
import { searchRuns } from '../support/search.ts';
import { FiveGroups } from './five-groups.ts';

/**
 * Women and money go between five groups, which divide, become one, close and open again, among sheets, vouchers and reversals of all of these: after
 * each step the money of every group is whole. A million steps, once: `npm run search -- 500 test/moves/five-groups`.
 */

const group = fc.nat(4);
const day = fc.integer({ min: 1, max: 9 });
const amountPaise = fc.integer({ min: 1, max: 40 });
const bank = fc.boolean();
const date = (number: number): string => `2026-10-0${number}`;

const entry = fc.record({
  woman: fc.nat(30),
  kind: fc.constantFrom(...entryKinds),
  amountPaise,
  loan: fc.nat(3),
  bank,
});
const vouchers = [
  'grant',
  'other_income',
  'expense',
  'bank_deposit',
  'borrowing_received',
  'borrowing_repaid',
] as const satisfies readonly LineKind[];

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('hold' as const),
      group,
      day,
      entries: fc.array(entry, { maxLength: 5 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('save' as const), group, day, amountPaise, bank }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('spend' as const),
      group,
      day,
      kind: fc.constantFrom(...vouchers),
      amountPaise,
      bank,
      borrowing: fc.nat(2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('borrow' as const), group }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reverse' as const), group, sheet: fc.nat(20) }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      from: group,
      to: group,
      day,
      /** Which of the women go, and which part of what is the group's own; joining takes all. */
      women: fc.constantFrom('none', 'one', 'half', 'all', 'stranger'),
      own: fc.constantFrom('none', 'half', 'all'),
      bank: fc.nat(2),
      /** By how much it does not balance. */
      off: fc.constantFrom(0, 0, 0, 0, 1, -3),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('takeBack' as const), move: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('enrol' as const), group }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('exit' as const), woman: fc.nat(30), day }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), group, day }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reopen' as const), group }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), group, day, amountPaise }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type StepOf<Do extends Step['do']> = Extract<Step, { do: Do }>;

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

const entryOf = (
  groups: FiveGroups,
  at: number,
  given: StepOf<'hold'>['entries'][number],
): Entry | undefined => {
  // Of all women, so that one who moved is on a late sheet of her old group now and then.
  const members = given.woman < 25 ? groups.womenOf(at) : groups.women;
  const memberId = members[given.woman % Math.max(members.length, 1)]?.memberId;
  if (memberId === undefined) return undefined;
  const loans = Object.keys(groups.booksOf(at).accounts.get(memberId)?.loans ?? {});
  const loanId = loans[given.loan % Math.max(loans.length, 1)] ?? id();
  const account = given.bank ? { account: 'bank' as const } : {};
  const base = { memberId, amountPaise: given.amountPaise };
  const kind: EntryKind = given.kind;
  switch (kind) {
    case 'loan':
      return { ...base, kind, loanId: id(), ...account };
    case 'repayment':
      return { ...base, kind, loanId, ...account };
    case 'set_off':
      return { ...base, kind, loanId };
    case 'write_off':
      return { ...base, kind, loanId, reason: 'She left' };
    default:
      return { ...base, kind, ...account };
  }
};

const sheetOf = (on: string, entries: readonly Entry[], lines: readonly Line[] = []): ModelSheet => ({
  id: id(),
  on,
  attendance: [...new Set(entries.map(({ memberId }) => memberId))].map((memberId) => ({ memberId })),
  entries,
  lines,
});

const lineOf = (
  groups: FiveGroups,
  { group: at, kind, amountPaise: paise, bank: atBank, borrowing }: StepOf<'spend'>,
): Line => {
  const account = atBank ? { account: 'bank' as const } : {};
  const known = Object.keys(groups.booksOf(at).money.borrowings);
  switch (kind) {
    case 'borrowing_received':
    case 'borrowing_repaid':
      return {
        kind,
        amountPaise: paise,
        borrowingId: known[borrowing % Math.max(known.length, 1)] ?? id(),
        ...account,
      };
    case 'grant':
      return { kind, amountPaise: paise, head: 'donation', ...account };
    case 'expense':
      return { kind, amountPaise: paise, head: 'travel', ...account };
    case 'other_income':
      return { kind, amountPaise: paise, ...account };
    default:
      return { kind, amountPaise: paise };
  }
};

const partOf = (paise: number, part: StepOf<'move'>['own']): number =>
  ({ none: 0, half: Math.trunc(paise / 2), all: paise })[part];

/** A move that balances, or is off by some paise. */
const moveOf = (groups: FiveGroups, { from, to, day: on, women, own, bank: part, off }: StepOf<'move'>) => {
  const { money, accounts } = groups.booksOf(from);
  const there = groups.womenOf(from).map(({ memberId }) => memberId);
  const going = {
    none: [],
    one: there.slice(0, 1),
    half: there.slice(0, there.length / 2),
    all: there,
    stranger: groups.women.slice(0, 2).map(({ memberId }) => memberId),
  }[women];
  const members = going.slice(0, 25);
  const held = members.flatMap((memberId) => accounts.get(memberId) ?? []);
  const grantsPaise = partOf(money.grantsPaise, own);
  const surplusPaise = partOf(money.surplusPaise, own);
  const borrowingIds = Object.keys(money.borrowings).slice(
    0,
    partOf(Object.keys(money.borrowings).length, own),
  );
  const owed = sum(borrowingIds.map((borrowingId) => money.borrowings[borrowingId]?.outstandingPaise ?? 0));
  const needed =
    sum(held.map(({ savingsPaise }) => savingsPaise)) +
    grantsPaise +
    surplusPaise +
    owed -
    sum(held.map(({ loansOutstandingPaise }) => loansOutstandingPaise));
  const bankPaise = Math.min(
    partOf(money.bankPaise, (['none', 'half', 'all'] as const)[part] ?? 'none'),
    Math.max(needed, 0),
  );
  const sent = {
    id: id(),
    on: date(on),
    to: groups.ids[to] ?? '',
    members,
    own: { grantsPaise, surplusPaise, borrowingIds },
  };
  return { ...sent, cashPaise: needed - bankPaise + off, bankPaise };
};

/** All balances of all groups, and whose they are. */
const stateOf = (groups: FiveGroups): string =>
  JSON.stringify(
    groups.books.map(({ money, accounts }) => [
      [
        money.cashPaise,
        money.bankPaise,
        money.grantsPaise,
        money.surplusPaise,
        money.savingsPaise,
        money.memberCount,
        money.turnoverPaise,
      ],
      Object.entries(money.borrowings).sort(),
      [...accounts.values()]
        .filter(({ savingsPaise, loansOutstandingPaise }) => savingsPaise + loansOutstandingPaise > 0)
        .map(({ memberId, savingsPaise, loans }) => [
          memberId,
          savingsPaise,
          Object.entries(loans)
            .filter(([, loan]) => loan.outstandingPaise > 0)
            .sort(),
        ])
        .sort(),
    ]),
  );

/** The sums over all groups, which no move changes. */
const sumsOf = (groups: FiveGroups): number[] => {
  const all = groups.books.map(({ money, accounts }) => [
    money.cashPaise,
    money.bankPaise,
    money.grantsPaise,
    money.surplusPaise,
    sum(Object.values(money.borrowings).map(({ outstandingPaise }) => outstandingPaise)),
    sum([...accounts.values()].map(({ savingsPaise }) => savingsPaise)),
    sum([...accounts.values()].map(({ loansOutstandingPaise }) => loansOutstandingPaise)),
    money.memberCount,
  ]);
  return (all[0] ?? []).map((_, at) => sum(all.map((one) => one[at] ?? 0)));
};

const expectWhole = (groups: FiveGroups): void => {
  groups.books.forEach(({ money, accounts }, at) => {
    const all = [...accounts.values()];
    const loans = all.flatMap((account) =>
      Object.values(account.loans).map(({ outstandingPaise }) => outstandingPaise),
    );
    const owed = sum(Object.values(money.borrowings).map(({ outstandingPaise }) => outstandingPaise));
    const savings = sum(all.map(({ savingsPaise }) => savingsPaise));
    expect(money.cashPaise + money.bankPaise + sum(loans)).toBe(
      savings + owed + money.grantsPaise + money.surplusPaise,
    );
    expect(money.savingsPaise).toBe(savings);
    expect(sum(all.map(({ loansOutstandingPaise }) => loansOutstandingPaise))).toBe(sum(loans));
    expect(
      Math.min(
        0,
        money.cashPaise,
        money.bankPaise,
        money.grantsPaise,
        ...loans,
        ...all.map(({ savingsPaise }) => savingsPaise),
      ),
    ).toBe(0);
    // Whoever holds something here is here.
    const here = new Set(groups.womenOf(at).map(({ memberId }) => memberId));
    const holders = all.filter(
      ({ savingsPaise, loansOutstandingPaise }) => savingsPaise + loansOutstandingPaise > 0,
    );
    expect(holders.every(({ memberId }) => here.has(memberId))).toBe(true);
    expect(money.memberCount).toBe(here.size);
  });
};

const expectAccountsBalance = (groups: FiveGroups, at: number, [first, last]: readonly number[]): void => {
  const { sheets, moves } = groups.accounted(at);
  const period = { from: date(first ?? 1), to: date(last ?? 9) };
  // It throws if the balance sheet does not balance.
  const { receiptsAndPayments, incomeAndExpenditure } = accountsOf(
    sheets,
    groups.openings[at],
    period,
    moves,
  );
  const total = (rows: readonly { amountPaise: number }[]) => sum(rows.map((row) => row.amountPaise));
  const { opening, receipts, payments, closing, movedInPaise, movedOutPaise } = receiptsAndPayments;
  expect(opening.cashPaise + opening.bankPaise + total(receipts) + movedInPaise).toBe(
    closing.cashPaise + closing.bankPaise + total(payments) + movedOutPaise,
  );
  const { income, expenditure, surplusPaise } = incomeAndExpenditure;
  expect(surplusPaise).toBe(total(income) - total(expenditure));
};

const take = (groups: FiveGroups, given: Step): string => {
  switch (given.do) {
    case 'hold': {
      const entries = given.entries.flatMap((one) => entryOf(groups, given.group, one) ?? []);
      return groups.record(given.group, sheetOf(date(given.day), entries)) ?? 'held';
    }
    case 'save': {
      const account = given.bank ? { account: 'bank' as const } : {};
      const entries = groups.womenOf(given.group).map(({ memberId }) => ({
        memberId,
        kind: 'deposit' as const,
        amountPaise: given.amountPaise,
        ...account,
      }));
      return groups.record(given.group, sheetOf(date(given.day), entries)) ?? 'held';
    }
    case 'spend':
      return groups.record(given.group, sheetOf(date(given.day), [], [lineOf(groups, given)])) ?? 'spent';
    case 'borrow':
      groups.booksOf(given.group).borrow(borrowingOf(100));
      return 'borrowed';
    case 'reverse': {
      const all = groups.sheets[given.group] ?? [];
      const recorded = all[given.sheet % Math.max(all.length, 1)];
      return recorded === undefined
        ? 'nothing'
        : `reversal ${groups.reverse(given.group, recorded) ?? 'done'}`;
    }
    case 'move': {
      if (given.from === given.to) return 'nothing';
      const [before, sums] = [stateOf(groups), sumsOf(groups)];
      const sent = moveOf(groups, given);
      const moved = groups.move(given.from, given.to, sent);
      expect(sumsOf(groups)).toEqual(sums);
      if (typeof moved === 'string') {
        expect(stateOf(groups)).toBe(before);
        return `move ${moved}`;
      }
      // Taken back at once, it is as if it had never been; then it is made again.
      expect(groups.takeBack(moved)).toBeUndefined();
      expect(stateOf(groups)).toBe(before);
      return typeof groups.move(given.from, given.to, sent) === 'string' ? 'not again' : 'moved';
    }
    case 'takeBack': {
      const moved = groups.moves[given.move % Math.max(groups.moves.length, 1)];
      if (moved === undefined) return 'nothing';
      const sums = sumsOf(groups);
      const refusal = groups.takeBack(moved);
      expect(sumsOf(groups)).toEqual(sums);
      return `back ${refusal ?? 'done'}`;
    }
    case 'enrol':
      return groups.enrol(given.group) ?? 'enrolled';
    case 'exit': {
      const woman = groups.women[given.woman % Math.max(groups.women.length, 1)];
      return woman === undefined ? 'nothing' : (groups.exit(woman, date(given.day)) ?? 'left');
    }
    case 'close':
      return `close ${groups.close(given.group, date(given.day)) ?? 'done'}`;
    case 'reopen':
      groups.reopen(given.group);
      return 'reopened';
    case 'open':
      return groups.open(given.group, date(given.day), given.amountPaise, given.amountPaise) ?? 'opened';
  }
};

test('the money of five groups is whole after each step, and their accounts of any days balance', () => {
  const outcomes = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 50, maxLength: 50 }), fc.tuple(day, day), (walk, days) => {
      const groups = new FiveGroups();
      for (let at = 0; at < 15; at += 1) groups.enrol(at % 5);
      for (const given of walk) {
        const outcome = take(groups, given);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        expectWhole(groups);
      }
      for (let at = 0; at < 5; at += 1) expectAccountsBalance(groups, at, days.toSorted());
    }),
    searchRuns(40),
  );
  // What never happened was not tested.
  for (const [outcome, times] of [
    ['moved', 100],
    ['back done', 20],
    ['back moved_since', 1],
    ['move move_mismatch', 20],
    ['move insufficient_cash', 5],
    ['move not_a_member', 1],
    ['move before_opening', 1],
    ['reversal not_a_member', 1],
    ['reversal insufficient_grants', 1],
    ['close done', 1],
    ['opened', 1],
    ['not_a_member', 1],
  ] as const) {
    expect(outcomes.get(outcome) ?? 0, outcome).toBeGreaterThanOrEqual(times);
  }
  expect(outcomes.get('not again')).toBeUndefined();
});
