import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumOf } from '../../functions/shared/kinds/book-entries.ts';
import { collectiveOf, membersOf } from '../../web/src/leader/meetings/balances.ts';
import { linesByMonth, linesOnPhone } from '../../web/src/leader/passbook/passbook-lines.ts';
import { draftCorrection } from '../../web/src/leader/past/correction.ts';
import { readNoteAndReasons } from '../../web/src/leader/past/read-note-and-reasons.ts';
import { collectives, type Meeting, meetings, members } from '../../web/src/leader/row-kinds.ts';
import { type RecordedSheet, recordedSheetsOf } from '../../web/src/leader/sheet/recorded/recorded-sheets.ts';
import { compareMeetings, meetingDayAfter, meetingStateOf } from '../../web/src/leader/today/meeting-days.ts';
import { type Operation, operations } from '../../web/src/outbox/operation.ts';
import type { PaperLine } from '../../web/src/papers/paper-content.ts';
import { countOverdue, dueItems } from '../../web/src/phone/due-rules.ts';
import { apiOver, createRows } from './support/records.ts';

describe('a group’s next meeting', () => {
  test.each([
    ['2026-11-20', 'weekly', 1, '2026-11-27'],
    ['2026-11-20', 'weekly', 3, '2026-12-11'],
    ['2026-11-20', 'fortnightly', 1, '2026-12-04'],
    ['2026-11-20', 'monthly', 1, '2026-12-20'],
    ['2026-12-31', 'monthly', 1, '2027-01-31'],
    ['2027-01-31', 'monthly', 1, '2027-02-28'],
    ['2027-01-31', 'monthly', 2, '2027-03-31'],
    ['2028-01-30', 'monthly', 1, '2028-02-29'],
  ] as const)('after %s, %s, for the %sth time, is on %s', (last, frequency, count, next) =>
    expect(meetingDayAfter(last, frequency, count)).toBe(next),
  );

  test.each([
    [undefined, 'weekly', { state: 'never' }],
    ['2026-11-20', undefined, { state: 'never' }],
    ['2026-11-26', 'weekly', { state: 'met_today' }],
    ['2026-11-19', 'weekly', { state: 'today', on: '2026-11-26' }],
    ['2026-11-12', 'weekly', { state: 'today', on: '2026-11-26', missedOn: '2026-11-19' }],
    ['2026-11-18', 'weekly', { state: 'late', on: '2026-12-02', missedOn: '2026-11-25' }],
    ['2026-10-10', 'monthly', { state: 'late', on: '2026-12-10', missedOn: '2026-11-10' }],
    ['2026-07-31', 'monthly', { state: 'late', on: '2026-11-30', missedOn: '2026-08-31' }],
    ['2026-11-20', 'weekly', { state: 'next', on: '2026-11-27' }],
  ] as const)('with the last on %s, %s, is told on 26 November as %o', (last, frequency, state) =>
    expect(meetingStateOf(last, frequency, '2026-11-26')).toEqual(state),
  );

  test('of tonight comes first, then what is late, then by date', () => {
    const states = [
      { state: 'met_today' },
      { state: 'next', on: '2026-12-09' },
      { state: 'next', on: '2026-12-01' },
      { state: 'never' },
      { state: 'late', on: '2026-11-29', missedOn: '2026-11-22' },
      { state: 'late', on: '2026-12-01', missedOn: '2026-11-01' },
      { state: 'today', on: '2026-11-26' },
    ] as const;
    expect([...states].sort(compareMeetings)).toEqual([
      { state: 'today', on: '2026-11-26' },
      { state: 'late', on: '2026-12-01', missedOn: '2026-11-01' },
      { state: 'late', on: '2026-11-29', missedOn: '2026-11-22' },
      { state: 'never' },
      { state: 'next', on: '2026-12-01' },
      { state: 'next', on: '2026-12-09' },
      { state: 'met_today' },
    ]);
  });
});

test('what is due is of open cases: follow-ups as the phone knows them, the rest as the server told', () => {
  const files = [
    { id: 'a', code: 'C-A', status: 'open', nextDue: '2026-11-30' },
    { id: 'b', code: 'C-B', status: 'closed', nextDue: '2026-11-27' },
    { id: 'c', code: 'C-C', status: 'in_progress' },
  ] as const;
  const item = { code: 'C-C', on: '2026-11-28' };
  expect(
    dueItems(files, [
      { ...item, caseId: 'c', kind: 'hearing' },
      { ...item, caseId: 'c', kind: 'follow_up' },
      { ...item, caseId: 'b', kind: 'hearing' },
      { ...item, caseId: 'gone', kind: 'decision_due' },
    ]),
  ).toEqual([
    { ...item, caseId: 'c', kind: 'hearing' },
    { caseId: 'a', code: 'C-A', on: '2026-11-30', kind: 'follow_up' },
  ]);
});

test('overdue is what was due before today', () => {
  const due = ['2026-11-28', '2026-11-29', '2026-11-29', '2026-11-30'].map((on) => ({ on }));
  expect(
    ['2026-11-28', '2026-11-29', '2026-11-30', '2026-12-01'].map((day) => countOverdue(due, day)),
  ).toEqual([0, 1, 3, 4]);
});

describe('a statement', () => {
  const line = fc.record({
    sheetId: fc.uuid(),
    on: fc.constantFrom('2026-08-03', '2026-08-17', '2026-09-01', '2026-10-30', '2026-11-02'),
    kind: fc.constantFrom('deposit', 'withdrawal', 'loan', 'repayment', 'fine'),
    amountPaise: fc.integer({ min: 1, max: 100_000 }),
  });

  test('has each line once, in its month, and each month’s end is what the later lines leave', () => {
    fc.assert(
      fc.property(fc.array(line), fc.integer({ min: 0, max: 10_000_000 }), (lines: PaperLine[], savings) => {
        const months = linesByMonth(lines, savings);
        expect(months.flatMap((month) => month.lines)).toHaveLength(lines.length);
        expect(months.map(({ month }) => month)).toEqual(
          months
            .map(({ month }) => month)
            .toSorted()
            .reverse(),
        );
        let left = savings;
        for (const month of months) {
          expect(month.savingsPaise).toBe(left);
          for (const { on, kind, amountPaise } of month.lines) {
            expect(on.startsWith(month.month)).toBe(true);
            if (kind === 'deposit') left -= amountPaise;
            if (kind === 'withdrawal') left += amountPaise;
          }
        }
      }),
    );
  });
});

describe('a sheet that is taken back on the phone', () => {
  const meeting: Meeting = {
    id: 'sheet',
    collectiveId: 'g',
    heldOn: '2026-11-20',
    isReversed: false,
    createdBy: 'her',
    attendance: [{ memberId: 'm', status: 'present' }],
    entries: [
      { memberId: 'm', kind: 'deposit', amountPaise: 10_000 },
      { memberId: 'm', kind: 'loan', amountPaise: 50_000, loanId: 'new' },
      { memberId: 'm', kind: 'repayment', amountPaise: 2_000, loanId: 'old' },
      { memberId: 'm', kind: 'fine', amountPaise: 500 },
    ],
    lines: [{ kind: 'bank_deposit', amountPaise: 20_000 }],
    cashCountedPaise: 42_500,
  };
  const operation = (more: Partial<Operation>): Operation => ({
    id: 'taking',
    form: 1,
    what: 'reversal',
    path: '/api/collectives/g/meetings/sheet/reversal',
    body: { id: 'taking', reason: 'A slip' },
    entities: ['g'],
    order: 2,
    state: 'waiting',
    ...more,
  });
  const phone = async () => {
    const rows = createRows();
    await rows.put(collectives, 'g', {
      id: 'g',
      name: 'G',
      district: 'Guntur',
      mandal: 'Tenali',
      usualDepositPaise: 10_000,
      cashPaise: 100_000,
      bankPaise: 0,
      surplusPaise: 0,
      borrowings: [],
    });
    await rows.put(members, 'm', {
      id: 'm',
      name: 'M',
      collectiveId: 'g',
      version: 1,
      joinedOn: '2026-01-01',
      savingsPaise: 30_000,
      loans: [
        { loanId: 'old', outstandingPaise: 8_000 },
        { loanId: 'new', outstandingPaise: 50_000 },
      ],
    });
    return rows;
  };
  const moneyOf = (rows: Awaited<ReturnType<typeof phone>>) => ({
    cash: collectiveOf(rows, 'g')?.cashPaise,
    savings: membersOf(rows, 'g')[0]?.savingsPaise,
    loans: membersOf(rows, 'g')[0]?.loans.map(({ outstandingPaise }) => outstandingPaise),
  });
  const before = { cash: 100_000, savings: 30_000, loans: [8_000, 50_000] };
  const after = { cash: 100_000 + 57_500, savings: 20_000, loans: [10_000, 0] };

  test.each(['waiting', 'sending', 'sent'] as const)('counts no more: its reversal is %s', async (state) => {
    const rows = await phone();
    await rows.put(meetings, 'sheet', meeting);
    expect(moneyOf(rows)).toEqual(before);
    await rows.put(operations, 'taking', operation({ state }));
    expect(moneyOf(rows)).toEqual(after);
    expect(recordedSheetsOf(rows, 'g', 'her')).toEqual([]);
    expect(linesOnPhone(rows, 'm')).toEqual([]);
  });

  test('counts again if its reversal was refused', async () => {
    const rows = await phone();
    await rows.put(meetings, 'sheet', meeting);
    await rows.put(operations, 'taking', operation({ state: 'needs_fix' }));
    expect(moneyOf(rows)).toEqual(before);
  });

  test('before it was sent never counted on the server, and now not here either', async () => {
    const rows = await phone();
    const { collectiveId: _group, isReversed: _isReversed, createdBy: _by, id: _id, ...body } = meeting;
    const sheet = operation({
      id: 'sheet',
      what: 'meeting',
      path: '/api/collectives/g/meetings',
      body,
      order: 1,
    });
    await rows.put(operations, 'sheet', sheet);
    expect(moneyOf(rows).savings).toBe(40_000);
    expect(linesOnPhone(rows, 'm')).toHaveLength(4);
    await rows.put(operations, 'taking', operation({}));
    expect(moneyOf(rows)).toEqual(before);
    expect(linesOnPhone(rows, 'm')).toEqual([]);
  });

  describe('is read with its note and reasons, which no list gives', () => {
    const written = { kind: 'cash_short', amountPaise: 400, reason: 'No change' } as const;
    const recorded: RecordedSheet = {
      ...meeting,
      state: 'sent',
      isOwn: true,
      lines: [{ kind: 'cash_short', amountPaise: 400 }],
    };
    const deskWith = (answer: Promise<unknown>): Parameters<typeof readNoteAndReasons>[0] => ({
      callServer: async (work) => {
        const whole = await answer;
        return work({ ...apiOver(() => whole), call: () => Promise.reject(new Error('It is not called.')) });
      },
    });

    test.each<[string, boolean, Partial<RecordedSheet>, unknown]>([
      ['from the server', true, {}, written],
      ['from this phone, if it was not sent yet', true, { state: 'waiting' }, recorded.lines?.[0]],
      ['without them where there is no network', false, {}, recorded.lines?.[0]],
    ])('%s', async (_, isOnline, part, expected) => {
      const whole = { ...meeting, lines: [written], note: 'A note' };
      const answer = isOnline ? Promise.resolve(whole) : Promise.reject(new TypeError());
      answer.catch(() => {});
      const read = await readNoteAndReasons(deskWith(answer), 'g', { ...recorded, ...part });
      expect(read.lines).toEqual([expected]);
      expect(read.note).toBe(expected === written ? 'A note' : undefined);
      expect(read.id).toBe(recorded.id);
    });

    test('and without them where the network does not answer in time', async () => {
      expect(await readNoteAndReasons(deskWith(new Promise(() => {})), 'g', recorded, 1)).toBe(recorded);
    });
  });

  test('comes back as a draft with its content and new ids, and keeps what was counted that day', async () => {
    const rows = await phone();
    await rows.put(meetings, 'sheet', meeting);
    const [recorded] = recordedSheetsOf(rows, 'g', 'her');
    if (recorded === undefined) throw new Error('It was recorded.');
    const ids = ['made 1', 'made 2', 'made 3', 'made 4'];
    const draft = draftCorrection(recorded, 'g', 'A wrong deposit', () => ids.shift() ?? 'none left');
    expect(draft).toMatchObject({
      collectiveId: 'g',
      heldOn: '2026-11-20',
      cashCounted: '',
      otherMeetingIds: [],
    });
    expect(draft.correction).toEqual({
      corrects: 'sheet',
      reason: 'A wrong deposit',
      countedThen: {
        heldOn: '2026-11-20',
        cashCountedPaise: meeting.cashCountedPaise,
        cashChangePaise: sumOf('cash', [...meeting.entries, ...(meeting.lines ?? [])]),
      },
    });
    expect(draft.rows.m?.status).toBe('present');
    expect(draft.rows.m?.entries.map(({ kind, amount }) => [kind, amount]).sort()).toEqual([
      ['deposit', '100'],
      ['fine', '5'],
      ['loan', '500'],
      ['repayment', '20'],
    ]);
    expect(draft.rows.m?.entries.some(({ confirmedPaise }) => confirmedPaise !== undefined)).toBe(false);
    const loan = draft.rows.m?.entries.find(({ kind }) => kind === 'loan');
    expect(draft.id).toMatch(/^made/);
    expect(loan?.loanId).toMatch(/^made/);
    expect(loan?.loanId).not.toBe(draft.id);
  });
});
