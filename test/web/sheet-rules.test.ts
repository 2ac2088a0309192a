import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cashDifferenceOf, isCashDifference, sumOf } from '../../functions/shared/kinds/book-entries.ts';
import { collectiveOf, withSheet } from '../../web/src/leader/meetings/balances.ts';
import { draftCorrection } from '../../web/src/leader/past/correction.ts';
import type { Collective, Meeting, Member, Sheet } from '../../web/src/leader/row-kinds.ts';
import {
  type CountOfMeeting,
  compareLines,
  compareSheets,
  countOfMeeting,
  type Side,
} from '../../web/src/leader/sheet/count/compare-sheets.ts';
import {
  bankBefore,
  isChosenThroughout,
  mergeSheets,
  noteOfBoth,
} from '../../web/src/leader/sheet/count/merge-sheets.ts';
import { withDifference } from '../../web/src/leader/sheet/line-rules.ts';
import { findDuplicate } from '../../web/src/leader/sheet/recorded/find-duplicate.ts';
import {
  mayLackMeetings,
  recordedSheetsOf,
  recordedSheetsOn,
} from '../../web/src/leader/sheet/recorded/recorded-sheets.ts';
import { redraftSheet } from '../../web/src/leader/sheet/redraft-sheet.ts';
import {
  amountOf,
  type SheetEntry,
  type SheetLine,
} from '../../web/src/leader/sheet/row/entries-and-lines.ts';
import { questionsOfRow } from '../../web/src/leader/sheet/row/row-rules.ts';
import {
  exceptionsFirst,
  membersToCheck,
  type SheetToSend,
  sheetToSend,
  unmarkedMembers,
} from '../../web/src/leader/sheet/sheet-rules.ts';
import { isBankWrong, totalsOf } from '../../web/src/leader/sheet/totals.ts';
import type { Operation } from '../../web/src/outbox/operation.ts';
import { apiOver } from './support/records.ts';
import {
  filled,
  heldOn,
  line,
  owing,
  recordedSheet,
  rowFor,
  rowOf,
  sheetOf,
  typed,
} from './support/sheets.ts';

const paise = fc.integer({ min: 0, max: 99_999_999_99 });
const group = { usualDepositPaise: 100_00, ratePerMonthBasisPoints: 200 };

describe('a sheet', () => {
  const money = fc.record({ cashPaise: paise, bankPaise: paise });

  test('lists all members, says of box and bank what all entries and lines make of them, and counts as the body does', () => {
    fc.assert(
      fc.property(filled, money, ({ members, sheet }, before) => {
        const body = sheetToSend(sheet, members);
        const totals = totalsOf(sheet, members, before);
        const all = [...body.entries, ...(body.lines ?? [])];
        expect(body.attendance.map(({ memberId }) => memberId)).toEqual(members.map(({ id }) => id));
        expect(totals.expectedPaise).toBe(before.cashPaise + sumOf('cash', all));
        expect(totals.bankExpectedPaise).toBe(before.bankPaise + sumOf('bank', all));
        for (const kind of ['deposit', 'repayment', 'interest'] as const) {
          const inCash = body.entries.filter(({ account }) => account !== 'bank');
          expect(totals[`${kind}Paise`]).toBe(amountOf(inCash, kind));
        }
        // All cash is in the foot: what it names, what else came in, and what went out.
        const named = totals.depositPaise + totals.repaymentPaise + totals.interestPaise;
        expect(named + totals.otherInPaise - totals.outPaise + totals.writtenDifferencePaise).toBe(
          totals.cashPaise,
        );
        expect(totals.cashPaise).toBe(sumOf('cash', all));
        // Of a woman who has left while the sheet was a draft.
        const left = { ...sheet, rows: { ...sheet.rows, gone: rowOf(typed('deposit', '100')) } };
        expect(totalsOf(left, members, before)).toEqual(totals);
        expect(totals.present).toBe(body.attendance.filter((listed) => listed.status === 'present').length);
        expect(body.cashCountedPaise).toBe(sheet.cashCounted === '' ? undefined : 150_00);
        expect(body.bankBalancePaise).toBe(sheet.bankBalance === '' ? undefined : 0);
        expect(isBankWrong(totals)).toBe(sheet.bankBalance !== '' && totals.bankExpectedPaise !== 0);
        expect(body).not.toHaveProperty('note');
      }),
    );
  });

  test('names who is not marked, who is then sent as absent', () => {
    fc.assert(
      fc.property(filled, ({ members, sheet }) => {
        const unmarked = unmarkedMembers(sheet, members).map(({ id }) => id);
        for (const { memberId, status: sent } of sheetToSend(sheet, members).attendance) {
          expect(sent).toBe(unmarked.includes(memberId) ? 'absent' : sheet.rows[memberId]?.status);
        }
      }),
    );
  });

  test('is checked from what is not usual on: who was not there, another amount, something else too', () => {
    const deposit = (amountPaise: number) => ({ memberId: 'she', kind: 'deposit' as const, amountPaise });
    const fine = { memberId: 'she', kind: 'fine' as const, amountPaise: 5_00 };
    const women = [
      { id: 'usual', status: 'present' as const, entries: [deposit(100_00)] },
      { id: 'absent', status: 'absent' as const, entries: [deposit(100_00)] },
      { id: 'more', status: 'present' as const, entries: [deposit(200_00)] },
      { id: 'usual too', status: 'present' as const, entries: [deposit(100_00)] },
      { id: 'fined', status: 'present' as const, entries: [deposit(100_00), fine] },
      { id: 'nothing', status: 'present' as const, entries: [] },
      { id: 'unmarked', status: undefined, entries: [] },
    ];
    expect(exceptionsFirst(women, 100_00).map(({ id }) => id)).toEqual([
      'absent',
      'more',
      'fined',
      'nothing',
      'unmarked',
      'usual',
      'usual too',
    ]);
  });

  test('always goes with what was counted, and what differs with its reason makes the books agree with it', () => {
    const before = { cashPaise: 3_000_00, bankPaise: 0 };
    fc.assert(
      fc.property(filled, ({ members, sheet }) => {
        expect(sheetToSend(sheet, members).cashCountedPaise).toBe(
          sheet.cashCounted === '' ? undefined : 150_00,
        );
        const { countedPaise = 0, expectedPaise } = totalsOf(sheet, members, before);
        const explained = withDifference(sheet, countedPaise - expectedPaise, 'Not known yet');
        const after = totalsOf(explained, members, before);
        expect(after.expectedPaise).toBe(countedPaise);
        // Explained, the box is as short as before: the foot says so.
        expect(countedPaise - (after.expectedPaise - after.writtenDifferencePaise)).toBe(
          countedPaise - (expectedPaise - totalsOf(sheet, members, before).writtenDifferencePaise),
        );
        expect(sheetToSend(explained, members)).not.toHaveProperty('note');
        // However often she changes it afterwards: there is one line, over all.
        const again = withDifference({ ...explained, lines: [...explained.lines] }, -5_00, 'Counted anew');
        const differences = (sheetToSend(again, members).lines ?? []).filter(isCashDifference);
        expect(differences.length).toBeLessThanOrEqual(1);
        expect(totalsOf(again, members, before).expectedPaise).toBe(countedPaise - 5_00);
      }),
    );
  });

  test('is to be looked at where a row has a fault or an open question', () => {
    const women = ['fault', 'question', 'answered', 'right', 'untouched'].map(
      (id): Member => ({ ...owing(), id, name: id }),
    );
    const rows = {
      fault: rowOf(typed('repayment', '1', { loanId: 'loan 0' })),
      question: rowOf(typed('deposit', '10050')),
      answered: rowOf(typed('deposit', '10050', { confirmedPaise: 10_050_00 })),
      right: rowOf(typed('deposit', '100')),
    };
    expect(membersToCheck(sheetOf(rows), women, group).map(({ id }) => id)).toEqual(['fault', 'question']);
  });
});

const stub = (id: string): Member => ({ ...owing(), id, name: id });
const womenOf = ({ attendance }: SheetToSend, further: readonly string[] = []): Member[] =>
  [...attendance.map(({ memberId }) => memberId), ...further].map(stub);

describe('a sheet that was recorded or refused', () => {
  test('becomes a draft that says the very same, asks nothing again, and calls nobody absent who was not on it', () => {
    fc.assert(
      fc.property(recordedSheet, (body) => {
        const draft = redraftSheet({ id: 'recorded', body: { ...body }, otherMeetingIds: ['other'] }, 'a');
        const women = womenOf(body, ['joined later']);
        const byWoman = body.attendance.flatMap(({ memberId }) =>
          body.entries.filter((entry) => entry.memberId === memberId),
        );
        expect(sheetToSend(draft, women)).toEqual({ ...body, entries: byWoman });
        expect(draft).toMatchObject({ collectiveId: 'a', otherMeetingIds: ['other'] });
        for (const her of women) {
          expect(questionsOfRow(group, her, draft.rows[her.id] ?? rowOf())).toEqual([]);
        }
      }),
    );
  });

  test('is corrected with the same content, but for counts, under new ids of the sheet and its loans', () => {
    let made = 0;
    const makeId = () => {
      made += 1;
      return `new ${made}`;
    };
    fc.assert(
      fc.property(recordedSheet, (body) => {
        const draft = draftCorrection(
          {
            ...body,
            attendance: [...body.attendance],
            entries: [...body.entries],
            lines: [...(body.lines ?? [])],
            state: 'sent',
            isOwn: true,
          },
          'a',
          'Something was wrong',
          makeId,
        );
        const again = sheetToSend(draft, womenOf(body));
        const byWoman = body.attendance.flatMap(({ memberId }) =>
          body.entries.filter((entry) => entry.memberId === memberId),
        );
        const loansOf = (entries: readonly SheetEntry[]) =>
          entries.flatMap(({ kind, loanId }) => (kind === 'loan' ? [loanId] : []));
        const [given, anew] = [loansOf(byWoman), loansOf(again.entries)];
        const nowOf = (loanId: string | undefined) => anew[given.indexOf(loanId)] ?? loanId;
        expect(again.id).not.toBe(body.id);
        expect(anew.every((id) => id?.startsWith('new ') === true)).toBe(true);
        const { lines: linesBefore = [] } = body;
        const isCounted = body.cashCountedPaise !== undefined;
        const others = linesBefore.filter((one) => !isCounted || !isCashDifference(one));
        const differencePaise = isCounted ? cashDifferenceOf(linesBefore) : 0;
        const difference = again.lines?.slice(others.length) ?? [];
        // What was counted that day stays, and the difference that stands beside it.
        expect(cashDifferenceOf(difference)).toBe(differencePaise);
        expect(difference).toHaveLength(differencePaise === 0 ? 0 : 1);
        const sentLines = [...others, ...difference];
        const { lines: _lines, ...rest } = body;
        expect(again).toEqual({
          ...rest,
          ...(sentLines.length === 0 ? {} : { lines: sentLines }),
          id: again.id,
          corrects: 'recorded',
          entries: byWoman.map((entry) =>
            entry.loanId === undefined ? entry : { ...entry, loanId: nowOf(entry.loanId) },
          ),
          cashCountedPaise: undefined,
          bankBalancePaise: undefined,
        });
      }),
    );
  });

  test('is no draft if part of it could not be read', () => {
    const body = { heldOn, attendance: [], entries: [{ memberId: 'a', kind: 'gift', amountPaise: 1 }] };
    expect(() => redraftSheet({ id: 'recorded', body }, 'a')).toThrow();
  });

  test.each([0, 150_00])('keeps a count of %i', (cashCountedPaise) => {
    const body = { ...sheetToSend(sheetOf({}), []), cashCountedPaise };
    const draft = redraftSheet({ id: 'draft', body }, 'a');
    expect(sheetToSend(draft, []).cashCountedPaise).toBe(cashCountedPaise);
  });

  test('keeps its note', () => {
    const body = sheetToSend(sheetOf({}, { note: 'The key was late' }), []);
    const draft = redraftSheet({ id: 'draft', body: { ...body } }, 'a');
    expect(sheetToSend(draft, [])).toEqual({ ...body, id: 'draft' });
    expect(sheetToSend({ ...draft, note: ' ' }, [])).not.toHaveProperty('note');
  });
});

describe('a group’s money', () => {
  const borrowings: Collective['borrowings'] = ['bank loan', 'cif'].map((id) => ({
    id,
    source: 'other',
    sanctionedOn: '2026-04-01',
    principalPaise: 9_000_00,
    receivedPaise: 5_000_00,
    outstandingPaise: 4_000_00,
  }));
  const known: Collective = {
    id: 'a',
    name: 'a',
    district: '',
    mandal: '',
    usualDepositPaise: 100_00,
    cashPaise: 5_000_00,
    bankPaise: 7_000_00,
    surplusPaise: -3_00,
    borrowings,
  };

  test('is what the server said, with unsent sheets and without those taken back, lines included', () => {
    fc.assert(
      fc.property(recordedSheet, recordedSheet, (unsent, undone) => {
        const path = '/api/collectives/a/meetings';
        const operation = (id: string, part: Partial<Operation>): Operation => ({
          id,
          form: 1,
          what: 'meeting',
          path,
          body: {},
          entities: ['a'],
          order: 1,
          state: 'waiting',
          ...part,
        });
        const kept: readonly unknown[] = [
          known,
          operation('unsent', { body: { ...unsent } }),
          operation('back', { what: 'reversal', path: `${path}/undone/reversal` }),
          { ...undone, id: 'undone', collectiveId: 'a', isReversed: false, createdBy: 'me' },
        ];
        const rows: Parameters<typeof collectiveOf>[0] = {
          get: ({ schema }, key) =>
            kept
              .map((one) => schema.safeParse(one))
              .find(({ success, data }) => success && key === 'a' && data !== undefined)?.data,
          all: ({ schema }) =>
            kept.flatMap((one) => {
              const parsed = schema.safeParse(one);
              return parsed.success ? [parsed.data] : [];
            }),
        };
        const postings = (sheet: SheetToSend) => [...sheet.entries, ...(sheet.lines ?? [])];
        const now = collectiveOf(rows, 'a');
        for (const balance of ['cash', 'bank', 'surplus'] as const) {
          expect(now?.[`${balance}Paise`]).toBe(
            known[`${balance}Paise`] + sumOf(balance, postings(unsent)) - sumOf(balance, postings(undone)),
          );
        }
        expect(now?.borrowings.reduce((sum, one) => sum + one.outstandingPaise, 0)).toBe(
          8_000_00 + sumOf('borrowings', postings(unsent)) - sumOf('borrowings', postings(undone)),
        );
      }),
    );
  });

  test('is as before when a sheet and its reversal are counted', () => {
    fc.assert(
      fc.property(recordedSheet, ({ entries, lines = [] }) => {
        const once = withSheet(known, { entries, lines });
        expect(withSheet(once, { entries, lines }, -1)).toEqual(known);
      }),
    );
  });
});

describe('two sheets of one meeting', () => {
  const pair = filled.chain(({ members, sheet }) =>
    fc.record({
      mine: fc.constant(sheetToSend(sheet, members)),
      // The other leader saw the same women, and wrote some of them otherwise; and lines of her own.
      theirs: fc
        .record({
          rows: fc.tuple(...members.map((her) => fc.oneof(fc.constant(sheet.rows[her.id]), rowFor(her)))),
          lines: fc.array(line, { maxLength: 3 }),
          bankBalancePaise: fc.constantFrom(undefined, 100_00),
        })
        .map(({ rows, lines, bankBalancePaise }) => ({
          ...sheetToSend(
            sheetOf(
              Object.fromEntries(
                members.flatMap(({ id }, index) => (rows[index] === undefined ? [] : [[id, rows[index]]])),
              ),
              { id: 'theirs', cashCounted: sheet.cashCounted },
            ),
            members,
          ),
          ...(lines.length === 0 ? {} : { lines }),
          ...(bankBalancePaise === undefined ? {} : { bankBalancePaise }),
        })),
      sides: fc.infiniteStream(fc.constantFrom<Side>('mine', 'theirs')),
    }),
  );
  let made = 0;
  const makeId = () => {
    made += 1;
    return `new ${made}`;
  };
  const parts = (count: CountOfMeeting | undefined, bankPaise?: number) => ({
    id: 'merged',
    heldOn,
    corrects: 'theirs',
    count,
    differenceReason: 'Not known yet',
    bankPaise,
    note: undefined,
    makeId,
  });
  const without = (entries: readonly SheetEntry[], memberId: string) =>
    entries
      .filter((entry) => entry.memberId === memberId)
      .map(({ loanId, ...entry }) =>
        JSON.stringify(entry.kind === 'loan' || entry.kind === 'interest' ? entry : { ...entry, loanId }),
      )
      .toSorted();
  const presence = ({ attendance }: SheetToSend, wanted: string) =>
    attendance.find(({ memberId }) => memberId === wanted)?.status;

  test('become one in which each woman and each line is wholly as one of them has it, and which keeps what was counted', () => {
    fc.assert(
      fc.property(pair, ({ mine, theirs, sides }) => {
        const rows = compareSheets(mine, theirs);
        const lineRows = compareLines(mine, theirs);
        const choices = new Map([...rows, ...lineRows].map(({ id }) => [id, sides.next().value ?? 'mine']));
        const count = countOfMeeting(mine, theirs);
        const merged = mergeSheets(rows, lineRows, choices, parts(count, 20_000_00));
        const isShown = (one: SheetLine) => count === undefined || !isCashDifference(one);
        const shownLines = ({ lines = [] }: SheetToSend) => lines.filter(isShown);
        const sideOf = ({ id, differs }: { id: string; differs: boolean }) =>
          differs && choices.get(id) === 'mine' ? mine : theirs;
        for (const row of rows) {
          const chosen = sideOf(row);
          expect(without(merged.entries, row.memberId)).toEqual(without(chosen.entries, row.memberId));
          expect(presence(merged, row.memberId)).toBe(presence(chosen, row.memberId));
        }
        // No line of either side is lost without having been shown.
        expect(lineRows.flatMap((row) => row.mine)).toHaveLength(shownLines(mine).length);
        expect(lineRows.flatMap((row) => row.theirs)).toHaveLength(shownLines(theirs).length);
        expect((merged.lines ?? []).filter(isShown)).toEqual(
          lineRows.flatMap((row) => (sideOf(row) === mine ? row.mine : row.theirs)),
        );
        const all = [...merged.entries, ...(merged.lines ?? [])];
        // The box held what was counted, whatever she chose: she makes up no count.
        if (count !== undefined) expect(sumOf('cash', all)).toBe(count.cashChangePaise);
        expect(merged.corrects).toBe('theirs');
        expect(merged.cashCountedPaise).toBe(
          theirs.cashCountedPaise === undefined ? mine.cashCountedPaise : undefined,
        );
        expect(merged.bankBalancePaise).toBe(20_000_00 + sumOf('bank', all));
        const loans = merged.entries.filter(({ kind }) => kind === 'loan').map(({ loanId }) => loanId);
        const used = [...mine.entries, ...theirs.entries].map(({ loanId }) => loanId);
        expect(loans.filter((id) => used.includes(id))).toEqual([]);
        expect(new Set(loans).size).toBe(loans.length);
      }),
    );
  });

  test('all as one side has it become that side’s money', () => {
    fc.assert(
      fc.property(pair, fc.constantFrom<Side>('mine', 'theirs'), ({ mine, theirs }, side) => {
        const [rows, lineRows] = [compareSheets(mine, theirs), compareLines(mine, theirs)];
        const choices = new Map([...rows, ...lineRows].map(({ id }) => [id, side]));
        const merged = mergeSheets(rows, lineRows, choices, {
          ...parts(countOfMeeting(mine, theirs)),
          bankPaise: bankBefore(mine, theirs),
        });
        const whole = side === 'mine' ? mine : theirs;
        for (const balance of ['bank', 'savings', 'loans', 'borrowings', 'grants'] as const) {
          expect(sumOf(balance, [...merged.entries, ...(merged.lines ?? [])])).toBe(
            sumOf(balance, [...whole.entries, ...(whole.lines ?? [])]),
          );
        }
        const { cash, surplus } = Object.fromEntries(
          (['cash', 'surplus'] as const).map((balance) => [
            balance,
            sumOf(balance, [...merged.entries, ...(merged.lines ?? [])]) -
              sumOf(balance, [...whole.entries, ...(whole.lines ?? [])]),
          ]),
        );
        // What differs from the count alone is income or expense.
        expect(cash).toBe(surplus);
        if (side === 'theirs' && theirs.cashCountedPaise !== undefined) expect(cash).toBe(0);
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
    const merged = mergeSheets([], [], new Map(), {
      ...parts(undefined),
      note: noteOfBoth({ ...sheet, ...note(mine) }, { ...sheet, ...note(theirs) }),
    });
    expect(merged.note).toBe(kept);
  });

  test('do not differ from themselves, and are settled where all who differ are one side’s', () => {
    fc.assert(
      fc.property(pair, ({ mine, theirs }) => {
        const ofBoth = (one: SheetToSend, other: SheetToSend) => [
          ...compareSheets(one, other),
          ...compareLines(one, other),
        ];
        expect(ofBoth(mine, mine).filter(({ differs }) => differs)).toEqual([]);
        const rows = ofBoth(mine, theirs);
        expect(isChosenThroughout(rows, new Map(rows.map(({ id }) => [id, 'theirs'])), 'theirs')).toBe(true);
        if (rows.some(({ differs }) => differs))
          expect(isChosenThroughout(rows, new Map(), 'theirs')).toBe(false);
      }),
    );
  });

  type Part = Omit<SheetEntry, 'memberId'>;
  const differ = (mine: Part, theirs: Part) => {
    const sheet = (entry: Part): SheetToSend => ({
      id: 'sheet',
      heldOn,
      attendance: [{ memberId: 'a', status: 'present' }],
      entries: [{ memberId: 'a', ...entry }],
    });
    return compareSheets(sheet(mine), sheet(theirs)).some(({ differs }) => differs);
  };
  const loan = { kind: 'loan', amountPaise: 500_00, loanId: 'a' } as const;
  const interest = { kind: 'interest', amountPaise: 10_00 } as const;
  test.each<[string, Part, Part, boolean]>([
    ['on which loan the interest was paid', interest, { ...interest, loanId: 'b' }, false],
    ['the id of a new loan', loan, { ...loan, loanId: 'b' }, false],
    ['that it was in cash', interest, { ...interest, account: 'cash' }, false],
    ['the amount', interest, { ...interest, amountPaise: 10_01 }, true],
    ['the kind', interest, { kind: 'repayment', amountPaise: 10_00, loanId: 'b' }, true],
    ['that it went through the bank', interest, { ...interest, account: 'bank' }, true],
    ['the rate of a loan', loan, { ...loan, ratePerMonthBasisPoints: 200 }, true],
    ['what a loan is for', { ...loan, purpose: 'health' }, { ...loan, purpose: 'debt' }, true],
    [
      'the plan of a loan',
      { ...loan, instalments: 5, firstDueOn: heldOn },
      { ...loan, instalments: 6, firstDueOn: heldOn },
      true,
    ],
    [
      'which loan was repaid',
      { kind: 'repayment', amountPaise: 1, loanId: 'a' },
      { kind: 'repayment', amountPaise: 1, loanId: 'b' },
      true,
    ],
  ])('where only one of them says %s', (_, mine, theirs, expected) => {
    expect(differ(mine, theirs)).toBe(expected);
  });

  test('keep a repayment with the loan that the same sheet has given', () => {
    const [memberId, loanId] = ['a', 'old'];
    const theirs: SheetToSend = {
      id: 'theirs',
      heldOn,
      attendance: [{ memberId, status: 'present' }],
      entries: [
        { memberId, kind: 'loan', amountPaise: 500_00, loanId },
        { memberId, kind: 'repayment', amountPaise: 100_00, loanId },
      ],
    };
    const rows = compareSheets({ ...theirs, entries: [] }, theirs);
    const [given, repayment] = mergeSheets(
      rows,
      [],
      new Map([[memberId, 'theirs']]),
      parts(undefined),
    ).entries;
    expect(given?.loanId).not.toBe(loanId);
    expect(repayment?.loanId).toBe(given?.loanId);
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
  const rowsOf = (list: readonly (Meeting | Operation)[]): Parameters<typeof recordedSheetsOf>[0] => ({
    all: ({ schema }) =>
      list.flatMap((one) => {
        const parsed = schema.safeParse(one);
        return parsed.success ? [parsed.data] : [];
      }),
  });
  const found = (list: readonly (Meeting | Operation)[], draft: Partial<Sheet> = {}) =>
    recordedSheetsOn(recordedSheetsOf(rowsOf(list), 'a', 'me'), sheetOf({}, draft)).map(
      ({ id, state, isOwn }) => [id, state, isOwn],
    );

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
    [
      'whose taking back was refused: it stands, and what corrects it would double its money',
      [
        meeting('one'),
        operation('back', {
          what: 'reversal',
          path: `${path}/one/reversal`,
          body: {},
          state: 'needs_fix',
        }),
      ],
      {},
      [['one', 'sent', true]],
    ],
    ['that she has called another one', [meeting('one')], { otherMeetingIds: ['one'] }, []],
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
    expect(await findDuplicate(api, operation('mine', { otherMeetingIds: ['old'] }))).toBeUndefined();
    // Its answer was lost, or it was taken back meanwhile: sent again it counts once.
    expect(await findDuplicate(api, operation('back'))).toBeUndefined();
    expect(await findDuplicate(api, operation('mine', { what: 'case' }))).toBeUndefined();
  });
});
