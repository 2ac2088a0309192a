import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRupees, writeRupees } from '../../web/src/i18n/rupees.ts';
import { withEntries } from '../../web/src/leader/balances.ts';
import { findDuplicate } from '../../web/src/leader/duplicates.ts';
import {
  type AmountField,
  amountFields,
  type Meeting,
  type Member,
  type Sheet,
  type SheetRow,
} from '../../web/src/leader/kinds.ts';
import type { Operation } from '../../web/src/leader/outbox/operation.ts';
import { amountOf, cashOf, type Entry, outstandingPaiseOf } from '../../web/src/leader/sheet/entries.ts';
import {
  compareSheets,
  isAll,
  mergeSheets,
  noteOfBoth,
  type Side,
} from '../../web/src/leader/sheet/reconcile.ts';
import { mayLackMeetings, recordedOf, recordedOn } from '../../web/src/leader/sheet/recorded.ts';
import { redraft } from '../../web/src/leader/sheet/redraft.ts';
import {
  type Attendance,
  bodyOf,
  emptyRow,
  entriesOfRow,
  faultOfRow,
  markAllPresent,
  markRow,
  membersToCheck,
  questionsOfRow,
  type SheetBody,
  totalsOf,
  unmarkedMembers,
  usualInterestPaise,
} from '../../web/src/leader/sheet/sheet-rules.ts';
import { apiOver } from './support/records.ts';

const paise = fc.integer({ min: 0, max: 99_999_999_99 });
const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

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

const group = { usualDepositPaise: 100_00, ratePerMonthBasisPoints: 200 };
const typed = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000_00 })).map(writeRupees);
const status = fc.constantFrom('present', 'absent', 'excused', undefined);
const row: fc.Arbitrary<SheetRow> = fc.record({
  status,
  deposit: typed,
  repayment: typed,
  interest: typed,
  withdrawal: typed,
  loan: typed,
  fine: typed,
  newLoanId: fc.uuid(),
  confirmed: fc.constant({}),
});
const rowOf = (part: Partial<SheetRow>): SheetRow => ({ ...emptyRow('new'), ...part });
const member: fc.Arbitrary<Member> = fc.record({
  id: fc.uuid(),
  code: fc.constant('M-AAAAAA'),
  name: fc.string({ minLength: 1 }),
  collectiveId: fc.constant('a'),
  version: fc.constant(1),
  joinedOn: fc.constant('2026-04-01'),
  savingsPaise: fc.integer({ min: 0, max: 10_000_00 }),
  loans: fc.uniqueArray(
    fc.record({ loanId: fc.uuid(), outstandingPaise: fc.integer({ min: 0, max: 3_000_00 }) }),
    { selector: ({ loanId }) => loanId, maxLength: 3 },
  ),
});
const owing = (...outstanding: number[]) => ({
  id: 'her',
  savingsPaise: 300_00,
  loans: outstanding.map((outstandingPaise, index) => ({ loanId: `loan ${index}`, outstandingPaise })),
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
        apart: fc.constant([]),
      }) satisfies fc.Arbitrary<Sheet>,
    }),
  );
const sheetOf = (rows: Sheet['rows'], part: Partial<Sheet> = {}): Sheet => ({
  id: 'draft',
  collectiveId: 'a',
  heldOn: '2026-11-02',
  rows,
  cashCounted: '',
  apart: [],
  ...part,
});

describe('a row', () => {
  test('books every amount under the very word under which it was typed', () => {
    fc.assert(
      fc.property(member, row, (her, hers) => {
        const entries = entriesOfRow(her, hers);
        for (const field of amountFields) {
          const wrote = parseRupees(hers[field]) ?? 0;
          // More than she owes is refused, and becomes nothing else meanwhile.
          expect(amountOf(entries, field)).toBe(
            field === 'repayment' ? Math.min(wrote, outstandingPaiseOf(her)) : wrote,
          );
        }
        if (faultOfRow(her, hers) === undefined) {
          expect(sum(entries.map(({ amountPaise }) => amountPaise))).toBe(
            sum(amountFields.map((field) => parseRupees(hers[field]) ?? 0)),
          );
        }
        for (const { loanId, outstandingPaise } of her.loans) {
          const repaid = entries.filter((entry) => entry.kind === 'repayment' && entry.loanId === loanId);
          expect(sum(repaid.map(({ amountPaise }) => amountPaise))).toBeLessThanOrEqual(outstandingPaise);
        }
        expect(entries.every(({ amountPaise }) => amountPaise > 0)).toBe(true);
      }),
    );
  });

  test.each<[string, number[], Partial<SheetRow>, Omit<Entry, 'memberId'>[]]>([
    [
      'principal and interest of one loan',
      [500_00],
      { repayment: '100', interest: '10' },
      [
        { kind: 'repayment', amountPaise: 100_00, loanId: 'loan 0' },
        { kind: 'interest', amountPaise: 10_00, loanId: 'loan 0' },
      ],
    ],
    [
      'interest alone: the principal stays as it is',
      [500_00],
      { interest: '10' },
      [{ kind: 'interest', amountPaise: 10_00, loanId: 'loan 0' }],
    ],
    [
      'a repayment over two loans, the older first; interest of neither by name',
      [100_00, 400_00],
      { repayment: '150', interest: '10' },
      [
        { kind: 'repayment', amountPaise: 100_00, loanId: 'loan 0' },
        { kind: 'repayment', amountPaise: 50_00, loanId: 'loan 1' },
        { kind: 'interest', amountPaise: 10_00 },
      ],
    ],
    [
      'interest of a loan beside a repaid one',
      [0, 400_00],
      { interest: '8' },
      [{ kind: 'interest', amountPaise: 8_00, loanId: 'loan 1' }],
    ],
    [
      'late interest of somebody who owes nothing any more',
      [],
      { interest: '8' },
      [{ kind: 'interest', amountPaise: 8_00 }],
    ],
  ])('books %s', (_, outstanding, part, expected) => {
    const entries = entriesOfRow(owing(...outstanding), rowOf(part));
    expect(entries).toEqual(expected.map((entry) => ({ memberId: 'her', ...entry })));
  });

  test.each<[string, Partial<SheetRow>, ReturnType<typeof faultOfRow>]>([
    ['nothing', {}, undefined],
    ['all that she owes', { repayment: '1150' }, undefined],
    [
      'more than she owes',
      { repayment: '11500' },
      { kind: 'repayment', wrotePaise: 11_500_00, hasPaise: 1_150_00 },
    ],
    [
      'a paisa more than she owes',
      { repayment: '1150.01' },
      { kind: 'repayment', wrotePaise: 1_150_01, hasPaise: 1_150_00 },
    ],
    ['interest, however much', { interest: '11500' }, undefined],
    ['all her savings', { withdrawal: '300' }, undefined],
    [
      'more than her savings',
      { withdrawal: '300.01' },
      { kind: 'withdrawal', wrotePaise: 300_01, hasPaise: 300_00 },
    ],
    ['what she pays in tonight', { withdrawal: '350', deposit: '50' }, undefined],
    ['what is no amount', { fine: 'five' }, { kind: 'no_amount' }],
    ['what is no interest', { interest: '1e3' }, { kind: 'no_amount' }],
    ['one crore', { deposit: '10000000' }, undefined],
    ['more than one crore', { deposit: '10000000.01' }, { kind: 'above_limit' }],
  ])('of somebody who owes 1,150 and has saved 300, with %s', (_, part, fault) => {
    expect(faultOfRow(owing(400_00, 750_00), rowOf(part))).toEqual(fault);
  });
});

describe('the usual interest', () => {
  test.each([
    [[500_00], 200, 10_00],
    [[100_00, 400_00], 200, 10_00],
    [[176_00], 200, 3_52],
    // Half a paisa is one.
    [[25], 200, 1],
    [[24], 200, 0],
    [[33_33], 150, 50],
    [[500_00], 0, 0],
    [[500_00], undefined, 0],
    [[], 200, 0],
    [[1_000_000_000, 1_000_000_000], 1_000, 200_000_000],
  ])('on %j paise at %s basis points is %i paise', (outstanding, ratePerMonthBasisPoints, expected) => {
    const rate = ratePerMonthBasisPoints === undefined ? {} : { ratePerMonthBasisPoints };
    expect(usualInterestPaise(owing(...outstanding), { usualDepositPaise: 0, ...rate })).toBe(expected);
  });

  test('leaves the debt as it is: three payments of 100 and interest leave 200 of 500', () => {
    let her: Member = {
      ...owing(500_00),
      name: 'her',
      collectiveId: 'a',
      version: 1,
      joinedOn: '2026-04-01',
    };
    const paid: number[] = [];
    for (let meeting = 0; meeting < 3; meeting += 1) {
      const interest = usualInterestPaise(her, group);
      paid.push(interest);
      const entries = entriesOfRow(her, rowOf({ repayment: '100', interest: writeRupees(interest) }));
      her = withEntries(her, entries);
    }
    expect(paid).toEqual([10_00, 8_00, 6_00]);
    expect(outstandingPaiseOf(her)).toBe(200_00);
  });

  test('is never booked by itself', () => {
    fc.assert(
      fc.property(member, row, (her, hers) => {
        const entries = entriesOfRow(her, { ...hers, interest: '' });
        expect(amountOf(entries, 'interest')).toBe(0);
      }),
    );
  });
});

describe('an amount far from the usual', () => {
  const ask = (part: Partial<SheetRow>, rate: number | null = 200, ...outstanding: number[]) =>
    questionsOfRow(
      { usualDepositPaise: 100_00, ...(rate === null ? {} : { ratePerMonthBasisPoints: rate }) },
      owing(...outstanding),
      rowOf(part),
    ).map(({ field, comparedWith, figurePaise }) => [field, comparedWith, figurePaise]);

  test.each<[string, ReturnType<typeof ask>, ReturnType<typeof ask>]>([
    ['a deposit of five times', ask({ deposit: '500' }), []],
    ['a deposit of more', ask({ deposit: '10050' }), [['deposit', 'usual', 100_00]]],
    ['a large fine', ask({ fine: '501' }), [['fine', 'usual', 100_00]]],
    ['a large withdrawal', ask({ withdrawal: '501' }), [['withdrawal', 'usual', 100_00]]],
    ['interest of five months', ask({ interest: '50' }, 200, 500_00), []],
    ['interest of more', ask({ interest: '50.01' }, 200, 500_00), [['interest', 'usual', 10_00]]],
    ['interest as high as the debt, without a rate', ask({ interest: '500' }, null, 500_00), []],
    [
      'interest above the debt, without a rate',
      ask({ interest: '501' }, null, 500_00),
      [['interest', 'owed', 500_00]],
    ],
    ['interest of somebody who owes nothing', ask({ interest: '1' }), [['interest', 'owed', 0]]],
    ['a loan of five times what she saved', ask({ loan: '1500' }), []],
    ['a larger loan', ask({ loan: '1501' }), [['loan', 'saved', 300_00]]],
    ['a repayment of all', ask({ repayment: '5000' }, 200, 5_000_00), []],
    [
      'two of them',
      ask({ deposit: '501', fine: '600' }),
      [
        ['deposit', 'usual', 100_00],
        ['fine', 'usual', 100_00],
      ],
    ],
    ['what is no amount', ask({ deposit: '10 thousand' }), []],
  ])('%s', (_, asked, expected) => {
    expect(asked).toEqual(expected);
  });

  test('asks nothing of deposits if the group has no usual one', () => {
    const her = owing();
    expect(questionsOfRow({ usualDepositPaise: 0 }, her, rowOf({ deposit: '5000' }))).toEqual([]);
  });

  test('is asked about once, and again if it becomes another one', () => {
    fc.assert(
      fc.property(member, row, (her, hers) => {
        const questions = questionsOfRow(group, her, hers);
        const confirmed = Object.fromEntries(questions.map(({ field, amountPaise }) => [field, amountPaise]));
        expect(questionsOfRow(group, her, { ...hers, confirmed })).toEqual([]);
        for (const { field, amountPaise } of questions) {
          const more = { ...hers, confirmed, [field]: writeRupees(amountPaise + 1) };
          expect(questionsOfRow(group, her, more).map((asked) => asked.field)).toEqual([field]);
        }
      }),
    );
  });
});

describe('marking who is there', () => {
  const marked = (from: Attendance['status'] | undefined, to: Attendance['status'], deposit: string) =>
    markRow(rowOf({ ...(from === undefined ? {} : { status: from }), deposit }), to, '100').deposit;

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
    // She was there and gave nothing.
    ['present', '', 'present', ''],
  ])('from %s with a deposit of %j to %s leaves %j', (from, deposit, to, expected) => {
    expect(marked(from, to, deposit)).toBe(expected);
  });

  test('twice is as once', () => {
    fc.assert(
      fc.property(row, fc.constantFrom('present', 'absent', 'excused'), (hers, to) => {
        const once = markRow(hers, to, '100');
        expect(once.status).toBe(to);
        expect(markRow(once, to, '100')).toBe(once);
      }),
    );
  });

  test('all present leaves those as they are who are marked, and changes nothing the second time', () => {
    fc.assert(
      fc.property(filled, fc.array(fc.uuid(), { maxLength: 3 }), ({ members, sheet }, further) => {
        const women = [...members, ...further.map((id) => ({ id }))];
        const rows = markAllPresent(sheet.rows, women, '100', () => 'new');
        for (const { id } of women) {
          const before = sheet.rows[id];
          if (before?.status !== undefined) expect(rows[id]).toBe(before);
          else expect(rows[id]?.status).toBe('present');
        }
        expect(markAllPresent(rows, women, '100', () => 'newer')).toEqual(rows);
      }),
    );
  });

  test('names who is not marked, who is then sent as absent', () => {
    fc.assert(
      fc.property(filled, ({ members, sheet }) => {
        const unmarked = unmarkedMembers(sheet, members).map(({ id }) => id);
        for (const { memberId, status: sent } of bodyOf(sheet, members).attendance) {
          expect(sent).toBe(unmarked.includes(memberId) ? 'absent' : sheet.rows[memberId]?.status);
        }
      }),
    );
  });
});

describe('a sheet', () => {
  test('lists all members, says of the box what its entries make of it, and counts as the body does', () => {
    fc.assert(
      fc.property(filled, paise, ({ members, sheet }, before) => {
        const body = bodyOf(sheet, members);
        const totals = totalsOf(sheet, members, before);
        expect(body.attendance.map(({ memberId }) => memberId)).toEqual(members.map(({ id }) => id));
        expect(totals.cashPaise).toBe(cashOf(body.entries));
        expect(totals.expectedPaise).toBe(before + cashOf(body.entries));
        for (const kind of ['deposit', 'repayment', 'interest'] as const) {
          expect(totals[`${kind}Paise`]).toBe(amountOf(body.entries, kind));
        }
        // Of a woman who has left while the sheet was a draft.
        const left = {
          ...sheet,
          rows: { ...sheet.rows, gone: rowOf({ status: 'present', deposit: '100' }) },
        };
        expect(totalsOf(left, members, before)).toEqual(totals);
        expect(totals.present).toBe(body.attendance.filter((listed) => listed.status === 'present').length);
        expect(body.cashCountedPaise).toBe(sheet.cashCounted === '' ? undefined : 150_00);
        expect(body).not.toHaveProperty('note');
      }),
    );
  });

  test('goes without the count that differs, and with a note of it', () => {
    fc.assert(
      fc.property(filled, ({ members, sheet }) => {
        const { cashCountedPaise: _count, ...rest } = bodyOf(sheet, members);
        expect(bodyOf(sheet, members, 'counted 150')).toEqual({ ...rest, note: 'counted 150' });
      }),
    );
  });

  test('is to be looked at where a row has a fault or an open question', () => {
    const women = ['fault', 'question', 'answered', 'right', 'untouched'].map(
      (id): Member => ({ ...owing(), id, name: id, collectiveId: 'a', version: 1, joinedOn: '2026-04-01' }),
    );
    const rows = {
      fault: rowOf({ repayment: '1' }),
      question: rowOf({ deposit: '10050' }),
      answered: rowOf({ deposit: '10050', confirmed: { deposit: 10_050_00 } }),
      right: rowOf({ deposit: '100' }),
    };
    expect(membersToCheck(sheetOf(rows), women, group).map(({ id }) => id)).toEqual(['fault', 'question']);
  });

  test('that was refused becomes a draft that says the same under its own id, and asks nothing again', () => {
    fc.assert(
      fc.property(filled, ({ members, sheet }) => {
        fc.pre(members.every((her) => faultOfRow(her, sheet.rows[her.id] ?? rowOf({})) === undefined));
        const body = bodyOf(sheet, members);
        const draft = redraft({ id: sheet.id, body: { ...body }, apart: ['other'] }, 'a', () => 'made');
        expect(bodyOf(draft, members)).toEqual(body);
        expect(draft).toMatchObject({ collectiveId: 'a', apart: ['other'] });
        for (const her of members) {
          expect(questionsOfRow(group, her, draft.rows[her.id] ?? rowOf({}))).toEqual([]);
        }
      }),
    );
  });

  test.each([0, 150_00])('that was refused with a count of %i keeps it', (cashCountedPaise) => {
    const body = { ...bodyOf(sheetOf({}), []), cashCountedPaise };
    const draft = redraft({ id: 'draft', body }, 'a', () => 'made');
    expect(bodyOf(draft, []).cashCountedPaise).toBe(cashCountedPaise);
  });

  test('that was refused keeps its note of a count that differed, until the box is counted again', () => {
    const body = bodyOf(sheetOf({}), [], 'counted 150');
    const draft = redraft({ id: 'draft', body: { ...body } }, 'a', () => 'made');
    expect(bodyOf(draft, [])).toEqual({ ...body, id: 'draft' });
    expect(bodyOf({ ...draft, cashCounted: '150' }, []).note).toBeUndefined();
    expect(bodyOf({ ...draft, cashCounted: '160' }, [], 'counted 160').note).toBe('counted 160');
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
    note: undefined,
    makeId: () => {
      made += 1;
      return `new ${made}`;
    },
  });
  const without = (entries: readonly Entry[], memberId: string): string[] =>
    entries
      .filter((entry) => entry.memberId === memberId)
      .map(({ kind, amountPaise, loanId }) => `${kind} ${amountPaise} ${kind === 'repayment' ? loanId : ''}`)
      .toSorted();
  const presence = ({ attendance }: SheetBody, wanted: string) =>
    attendance.find(({ memberId }) => memberId === wanted)?.status;

  test('become one in which each woman is wholly as one of them has her, and the box agrees', () => {
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

  test.each([
    ['of one of them', 'counted 150', undefined, 'counted 150'],
    ['of the other', undefined, 'counted 140', 'counted 140'],
    ['of both', 'counted 150', 'counted 140', 'counted 150\ncounted 140'],
    ['that is the same on both, once', 'counted 150', 'counted 150', 'counted 150'],
    ['of none', undefined, undefined, undefined],
    [
      'no longer than a note may be',
      'a'.repeat(1500),
      'b'.repeat(1500),
      `${'a'.repeat(1500)}\n${'b'.repeat(499)}`,
    ],
  ])('keep the note %s', (_, mine, theirs, kept) => {
    const note = (text: string | undefined) => (text === undefined ? {} : { note: text });
    const sheet = { attendance: [], entries: [] };
    const merged = mergeSheets([], new Map(), {
      ...parts(undefined),
      note: noteOfBoth({ ...sheet, ...note(mine) }, { ...sheet, ...note(theirs) }),
    });
    expect(merged.note).toBe(kept);
  });

  test('do not differ from themselves, and are settled where all who differ are one side’s', () => {
    fc.assert(
      fc.property(pair, ({ mine, theirs }) => {
        expect(compareSheets(mine, mine).filter(({ differs }) => differs)).toEqual([]);
        const rows = compareSheets(mine, theirs);
        expect(isAll(rows, new Map(rows.map(({ memberId }) => [memberId, 'theirs'])), 'theirs')).toBe(true);
        if (rows.some(({ differs }) => differs)) expect(isAll(rows, new Map(), 'theirs')).toBe(false);
      }),
    );
  });

  test('do not differ where only one of them says on which loan the interest was paid', () => {
    const sheet = (entry: Omit<Entry, 'memberId'>): SheetBody => ({
      id: 'sheet',
      heldOn: '2026-11-02',
      attendance: [{ memberId: 'a', status: 'present' }],
      entries: [{ memberId: 'a', ...entry }],
    });
    const differ = (mine: Omit<Entry, 'memberId'>, theirs: Omit<Entry, 'memberId'>) =>
      compareSheets(sheet(mine), sheet(theirs)).some(({ differs }) => differs);
    const interest = { kind: 'interest', amountPaise: 10_00 } as const;
    expect(differ(interest, { ...interest, loanId: 'b' })).toBe(false);
    expect(differ(interest, { ...interest, amountPaise: 10_01 })).toBe(true);
    expect(differ(interest, { kind: 'repayment', amountPaise: 10_00, loanId: 'b' })).toBe(true);
  });

  test('keep a repayment with the loan that the same sheet has given', () => {
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

describe('a meeting that is recorded already', () => {
  const path = '/api/collectives/a/meetings';
  const meeting = (id: string, part: Partial<Meeting> = {}): Meeting => ({
    id,
    collectiveId: 'a',
    heldOn: '2026-11-02',
    isReversed: false,
    createdBy: 'me',
    attendance: [{ memberId: 'her', status: 'present' }],
    entries: [{ memberId: 'her', kind: 'deposit', amountPaise: 100_00 }],
    ...part,
  });
  const operation = (id: string, part: Partial<Operation> = {}): Operation => ({
    id,
    form: 1,
    what: 'meeting',
    path,
    body: { heldOn: '2026-11-02', attendance: [], entries: [] },
    entities: ['a'],
    order: 1,
    state: 'waiting',
    ...part,
  });
  const rowsOf = (list: readonly (Meeting | Operation)[]): Parameters<typeof recordedOf>[0] => ({
    all: ({ schema }) =>
      list.flatMap((one) => {
        const parsed = schema.safeParse(one);
        return parsed.success ? [parsed.data] : [];
      }),
  });
  const found = (list: readonly (Meeting | Operation)[], draft: Partial<Sheet> = {}) =>
    recordedOn(recordedOf(rowsOf(list), 'a', 'me'), sheetOf({}, draft)).map(({ id, state, isOwn }) => [
      id,
      state,
      isOwn,
    ]);

  test.each<[string, readonly (Meeting | Operation)[], Partial<Sheet>, unknown[]]>([
    ['in the programme, by her', [meeting('one')], {}, [['one', 'sent', true]]],
    ['by somebody else', [meeting('one', { createdBy: 'other' })], {}, [['one', 'sent', false]]],
    ['on the phone, unsent', [operation('one')], {}, [['one', 'waiting', true]]],
    ['refused', [operation('one', { state: 'needs_fix' })], {}, [['one', 'needs_fix', true]]],
    ['in both', [meeting('one'), operation('one', { state: 'sent' })], {}, [['one', 'sent', true]]],
    [
      'twice',
      [meeting('one'), operation('two')],
      {},
      [
        ['one', 'sent', true],
        ['two', 'waiting', true],
      ],
    ],
    ['on another day', [meeting('one', { heldOn: '2026-11-01' })], {}, []],
    ['of another collective', [meeting('one', { collectiveId: 'b' })], {}, []],
    ['of another collective, unsent', [operation('one', { path: '/api/collectives/b/meetings' })], {}, []],
    ['that was taken back', [meeting('one', { isReversed: true })], {}, []],
    [
      'that is about to be taken back',
      [meeting('one'), operation('back', { what: 'reversal', path: `${path}/one/reversal`, body: {} })],
      {},
      [],
    ],
    ['that she has called another one', [meeting('one')], { apart: ['one'] }, []],
    ['that is the draft itself, being mended', [operation('draft', { state: 'needs_fix' })], {}, []],
  ])('%s', (_, list, draft, expected) => {
    expect(found(list, draft)).toEqual(expected);
  });

  test('may be unknown to the phone where it keeps only later ones', () => {
    const twelve = Array.from({ length: 12 }, (_, index) => meeting(`${index}`, { heldOn: '2026-10-05' }));
    expect(mayLackMeetings(rowsOf(twelve), 'a', '2026-10-04')).toBe(true);
    expect(mayLackMeetings(rowsOf(twelve), 'a', '2026-10-05')).toBe(false);
    expect(mayLackMeetings(rowsOf(twelve.slice(1)), 'a', '2026-10-04')).toBe(false);
    expect(mayLackMeetings(rowsOf(twelve), 'b', '2026-10-04')).toBe(false);
  });

  test('is found in the programme before a sheet is sent, however long ago it was', async () => {
    const held = [
      ...Array.from({ length: 12 }, (_, index) => ({ id: `later ${index}`, heldOn: '2026-11-09' })),
      { id: 'back', heldOn: '2026-11-02', reversed: {} },
      { id: 'old', heldOn: '2026-11-02' },
      ...Array.from({ length: 30 }, (_, index) => ({ id: `older ${index}`, heldOn: '2026-10-01' })),
    ].map((one) => ({ createdBy: 'me', attendance: [], entries: [], ...one }));
    let asked = 0;
    const api = apiOver((path) => {
      asked += 1;
      const from = Number(new URL(path, 'http://x').searchParams.get('cursor') ?? 0);
      const more = from + 12 < held.length ? { cursor: String(from + 12) } : {};
      return { items: held.slice(from, from + 12), ...more };
    });
    expect(await findDuplicate(api, operation('mine'))).toBe('old');
    expect(asked).toBe(2);
    expect(await findDuplicate(api, operation('mine', { apart: ['old'] }))).toBeUndefined();
    // Its answer was lost, or it was taken back meanwhile: sent again it counts once.
    expect(await findDuplicate(api, operation('back'))).toBeUndefined();
    expect(await findDuplicate(api, operation('mine', { what: 'case' }))).toBeUndefined();
  });
});

describe('what waits', () => {
  test('counts interest for nothing that she owes or has saved', () => {
    fc.assert(
      fc.property(member, row, (her, hers) => {
        const entries = entriesOfRow(her, hers);
        const after = withEntries(her, entries);
        const of = (field: AmountField) => amountOf(entries, field);
        expect(after.savingsPaise).toBe(her.savingsPaise + of('deposit') - of('withdrawal'));
        expect(outstandingPaiseOf(after)).toBe(outstandingPaiseOf(her) + of('loan') - of('repayment'));
      }),
    );
  });
});
