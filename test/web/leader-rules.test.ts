import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Member, Sheet, SheetRow } from '../../web/src/leader/kinds.ts';
import {
  afterAnswer,
  findNext,
  isUnsent,
  needsHer,
  type Operation,
} from '../../web/src/leader/outbox/operation.ts';
import { parseRupees, writeRupees } from '../../web/src/leader/sheet/money.ts';
import { compareSheets, isAll, mergeSheets, type Side } from '../../web/src/leader/sheet/settle.ts';
import {
  bodyOf,
  cashOf,
  type Entry,
  entriesOfRow,
  faultOfRow,
  type SheetBody,
  totalsOf,
} from '../../web/src/leader/sheet/sheet-rules.ts';

const paise = fc.integer({ min: 0, max: 99_999_999_99 });
const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

describe('rupees as they are typed', () => {
  it('are read as they are written', () => {
    fc.assert(fc.property(paise, (amount) => parseRupees(writeRupees(amount)) === amount));
  });

  it.each([
    ['', 0],
    ['  ', 0],
    ['200', 200_00],
    ['1,23,456.5', 1_23_456_50],
    ['₹ 50', 50_00],
    ['12.345', undefined],
    ['-5', undefined],
    ['1e3', undefined],
    ['౨౦౦', undefined],
    ['999999999', undefined],
  ])('%j is %s paise', (text, expected) => {
    expect(parseRupees(text)).toBe(expected);
  });
});

const typed = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000_00 })).map(writeRupees);
const row: fc.Arbitrary<SheetRow> = fc.record({
  status: fc.constantFrom('present', 'absent'),
  deposit: typed,
  repayment: typed,
  withdrawal: typed,
  loan: typed,
  fine: typed,
  newLoanId: fc.uuid(),
});
const member: fc.Arbitrary<Member> = fc.record({
  id: fc.uuid(),
  code: fc.constant('M-AAAAAA'),
  name: fc.string({ minLength: 1 }),
  collectiveId: fc.constant('a'),
  version: fc.constant(1),
  joinedOn: fc.constant('2026-04-01'),
  savingsPaise: fc.integer({ min: 0, max: 10_000_00 }),
  loans: fc.uniqueArray(
    fc.record({ loanId: fc.uuid(), outstandingPaise: fc.integer({ min: 1, max: 3_000_00 }) }),
    { selector: ({ loanId }) => loanId, maxLength: 3 },
  ),
});
const filled = fc
  .uniqueArray(fc.record({ member, row }), { selector: ({ member: { id } }) => id, maxLength: 8 })
  .chain((women) =>
    fc.record({
      members: fc.constant(women.map((woman) => woman.member)),
      sheet: fc.record({
        id: fc.uuid(),
        collectiveId: fc.constant('a'),
        heldOn: fc.constant('2026-11-02'),
        rows: fc.constant(Object.fromEntries(women.map((woman) => [woman.member.id, woman.row]))),
        cashCounted: fc.constantFrom('', '150'),
      }) satisfies fc.Arbitrary<Sheet>,
    }),
  );

describe('a sheet', () => {
  it('sends the very amounts that were typed, and repays no loan beyond what is owed', () => {
    fc.assert(
      fc.property(member, row, (her, hers) => {
        const entries = entriesOfRow(her, hers);
        const of = (...kinds: Entry['kind'][]) =>
          sum(entries.filter(({ kind }) => kinds.includes(kind)).map(({ amountPaise }) => amountPaise));
        expect(of('deposit')).toBe(parseRupees(hers.deposit));
        expect(of('withdrawal')).toBe(parseRupees(hers.withdrawal));
        expect(of('loan')).toBe(parseRupees(hers.loan));
        expect(of('fine')).toBe(parseRupees(hers.fine));
        expect(of('repayment', 'interest')).toBe(parseRupees(hers.repayment));
        expect(of('repayment')).toBe(
          Math.min(parseRupees(hers.repayment) ?? 0, sum(her.loans.map((loan) => loan.outstandingPaise))),
        );
        for (const { loanId, outstandingPaise } of her.loans) {
          const repaid = entries.filter((entry) => entry.kind === 'repayment' && entry.loanId === loanId);
          expect(sum(repaid.map(({ amountPaise }) => amountPaise))).toBeLessThanOrEqual(outstandingPaise);
        }
        expect(entries.every(({ amountPaise }) => amountPaise > 0)).toBe(true);
      }),
    );
  });

  it('lists all members, says of the box what its entries make of it, and counts as the body does', () => {
    fc.assert(
      fc.property(filled, paise, ({ members, sheet }, before) => {
        const body = bodyOf(sheet, members);
        const totals = totalsOf(sheet, members, before);
        expect(body.attendance.map(({ memberId }) => memberId)).toEqual(members.map(({ id }) => id));
        expect(totals.cashPaise).toBe(cashOf(body.entries));
        expect(totals.expectedPaise).toBe(before + cashOf(body.entries));
        expect(totals.present).toBe(body.attendance.filter(({ status }) => status === 'present').length);
        expect(body.cashCountedPaise).toBe(sheet.cashCounted === '' ? undefined : 150_00);
      }),
    );
  });

  it('has a fault where an amount is none, or more is taken out than was saved', () => {
    const empty = {
      status: 'present',
      deposit: '',
      repayment: '',
      withdrawal: '',
      loan: '',
      fine: '',
    } as const;
    const fault = (part: Partial<SheetRow>) =>
      faultOfRow({ savingsPaise: 100_00 }, { ...empty, newLoanId: 'a', ...part });
    expect(fault({})).toBeUndefined();
    expect(fault({ withdrawal: '100' })).toBeUndefined();
    expect(fault({ withdrawal: '100.01' })).toBe('withdrawal');
    expect(fault({ withdrawal: '150', deposit: '50' })).toBeUndefined();
    expect(fault({ fine: 'five' })).toBe('amount');
  });
});

describe('two sheets of one meeting', () => {
  const pair = filled.chain(({ members, sheet }) =>
    fc.record({
      mine: fc.constant(bodyOf(sheet, members)),
      // The other leader saw the same women, and wrote some of them otherwise.
      theirs: fc.tuple(...members.map(({ id }) => fc.oneof(fc.constant(sheet.rows[id]), row))).map((rows) =>
        bodyOf(
          {
            ...sheet,
            id: 'theirs',
            rows: Object.fromEntries(
              members.flatMap(({ id }, index) => (rows[index] === undefined ? [] : [[id, rows[index]]])),
            ),
          },
          members,
        ),
      ),
      sides: fc.array(fc.constantFrom<Side>('mine', 'theirs'), {
        minLength: members.length,
        maxLength: members.length,
      }),
    }),
  );
  let made = 0;
  const parts = (boxPaise: number | undefined) => ({
    id: 'merged',
    heldOn: '2026-11-02',
    boxPaise,
    makeId: () => {
      made += 1;
      return `new ${made}`;
    },
  });
  const without = (entries: readonly Entry[], memberId: string): string[] =>
    entries
      .filter((entry) => entry.memberId === memberId)
      .map(({ kind, amountPaise, loanId }) => `${kind} ${amountPaise} ${kind === 'loan' ? '' : loanId}`)
      .toSorted();
  const presence = ({ attendance }: SheetBody, wanted: string) =>
    attendance.find(({ memberId }) => memberId === wanted)?.status;

  it('become one in which each woman is wholly as one of them has her, and the box agrees', () => {
    fc.assert(
      fc.property(pair, ({ mine, theirs, sides }) => {
        const rows = compareSheets(mine, theirs);
        const choices = new Map(rows.map(({ memberId }, index) => [memberId, sides[index] ?? 'mine']));
        const merged = mergeSheets(rows, choices, parts(10_000_00));
        for (const { memberId, differs } of rows) {
          const chosen = differs && choices.get(memberId) === 'mine' ? mine : theirs;
          expect(without(merged.entries, memberId)).toEqual(without(chosen.entries, memberId));
          expect(presence(merged, memberId)).toBe(presence(chosen, memberId));
        }
        expect(merged.cashCountedPaise).toBe(10_000_00 + cashOf(merged.entries));
        const loans = merged.entries.filter(({ kind }) => kind === 'loan').map(({ loanId }) => loanId);
        const used = [...mine.entries, ...theirs.entries].map(({ loanId }) => loanId);
        expect(loans.filter((id) => used.includes(id))).toEqual([]);
        expect(new Set(loans).size).toBe(loans.length);
      }),
    );
  });

  it('do not differ from themselves, and are settled where all who differ are one side’s', () => {
    fc.assert(
      fc.property(pair, ({ mine, theirs }) => {
        expect(compareSheets(mine, mine).filter(({ differs }) => differs)).toEqual([]);
        const rows = compareSheets(mine, theirs);
        expect(isAll(rows, new Map(rows.map(({ memberId }) => [memberId, 'theirs'])), 'theirs')).toBe(true);
        if (rows.some(({ differs }) => differs)) expect(isAll(rows, new Map(), 'theirs')).toBe(false);
      }),
    );
  });

  it('keep a repayment with the loan that the same sheet has given', () => {
    const [memberId, loanId] = ['a', 'old'];
    const theirs: SheetBody = {
      id: 'theirs',
      heldOn: '2026-11-02',
      attendance: [{ memberId, status: 'present' }],
      entries: [
        { memberId, kind: 'loan', amountPaise: 500_00, loanId },
        { memberId, kind: 'repayment', amountPaise: 100_00, loanId },
      ],
    };
    const rows = compareSheets({ ...theirs, entries: [] }, theirs);
    const [loan, repayment] = mergeSheets(rows, new Map([[memberId, 'theirs']]), parts(undefined)).entries;
    expect(loan?.loanId).not.toBe(loanId);
    expect(repayment?.loanId).toBe(loan?.loanId);
  });
});

describe('what waits to be sent', () => {
  const operation = (order: number): fc.Arbitrary<Operation> =>
    fc.record({
      id: fc.constant(`operation ${order}`),
      form: fc.constant(1 as const),
      what: fc.constantFrom('meeting', 'member', 'case', 'case_event'),
      path: fc.constant('/api/somewhere'),
      body: fc.constant({}),
      entities: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 2 }),
      order: fc.constant(order),
      state: fc.constantFrom('waiting', 'sending', 'sent', 'needs_fix', 'conflict'),
    });
  const queue = fc
    .integer({ min: 0, max: 9 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, order) => operation(order))))
    .chain((list) => fc.shuffledSubarray(list, { minLength: list.length }));
  const touches = (one: Operation, other: Operation): boolean =>
    one.entities.some((entity) => other.entities.includes(entity));

  it('goes in the order of each record; what needs her holds back only what touches the same', () => {
    fc.assert(
      fc.property(queue, (list) => {
        let now = [...list];
        const sent: Operation[] = [];
        for (let next = findNext(now); next !== undefined; next = findNext(now)) {
          const { id, order } = next;
          const before = now.filter((one) => isUnsent(one) && one.order < order);
          for (const one of before) expect(touches(one, next), `${id} before ${one.id}`).toBe(false);
          sent.push(next);
          now = now.map((one) => (one.id === id ? { ...one, state: 'sent' as const } : one));
          expect(sent.length).toBeLessThanOrEqual(list.length);
        }
        // Whatever stays needs her, or comes after something that stays.
        const left = now.filter(isUnsent);
        for (const one of left) {
          const isHeld = left.some((other) => other.order < one.order && touches(other, one));
          expect(needsHer(one) || isHeld, one.id).toBe(true);
        }
      }),
    );
  });

  it.each([200, 201])('is sent where the answer is %i', (status) => {
    const [one] = fc.sample(operation(1), 1);
    if (one === undefined) throw new Error('There is always one.');
    expect(afterAnswer(one, { status, code: '', details: [] })?.state).toBe('sent');
  });

  it.each([401, 408, 425, 429, 500, 502, 503, 504])('waits where the answer is %i', (status) => {
    const [one] = fc.sample(operation(1), 1);
    if (one === undefined) throw new Error('There is always one.');
    expect(afterAnswer(one, { status, code: '', details: [] })).toBeUndefined();
  });

  it.each([400, 403, 404, 409, 412, 413, 415, 422, 428])('needs her where the answer is %i', (status) => {
    const [one] = fc.sample(operation(1), 1);
    if (one === undefined) throw new Error('There is always one.');
    expect(afterAnswer(one, { status, code: 'why', details: ['where'] })).toMatchObject({
      state: 'needs_fix',
      reason: 'why',
      details: ['where'],
    });
  });
});
