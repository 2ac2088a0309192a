import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import {
  entryInput,
  lineInput,
  meetingInput,
  voucherInput,
} from '../../../../functions/areas/books/sheet-input-schema.ts';
import { sumOf } from '../../../../functions/shared/kinds/book-entries.ts';
import { entryKinds, headsOf, lineKinds } from '../../../../functions/shared/kinds/book-kinds.ts';
import {
  correctionOfSheet,
  correctionOfVoucher,
  withKeptRecords,
} from '../../../../web/src/desks/books/drafts/correction-draft.ts';
import {
  type DraftEntry,
  type DraftLine,
  emptyDetails,
  newEntry,
  newLine,
} from '../../../../web/src/desks/books/drafts/draft.ts';
import { draftSheetBody, draftVoucherBody } from '../../../../web/src/desks/books/drafts/draft-body.ts';
import { balancesAfter } from '../../../../web/src/desks/books/sheets/balances-after.ts';

/** A row with every field filled in, whether its kind has it or not. */
const fullLine = (kind: (typeof lineKinds)[number]) =>
  newLine({
    kind,
    amountPaise: 12_345,
    account: 'bank',
    head: headsOf(kind)[0] ?? 'travel',
    borrowingId: v7(),
    reason: 'Counted twice',
  });
const fullEntry = (kind: (typeof entryKinds)[number]) =>
  newEntry({
    kind,
    memberId: v7(),
    amountPaise: 12_345,
    account: 'bank',
    loanId: v7(),
    reason: 'She moved away',
    terms: { purpose: 'health', ratePerMonthBasisPoints: 200, instalments: 3, firstDueOn: '2026-12-01' },
  });

const sentLine = (line: DraftLine) =>
  draftVoucherBody({ ...emptyDetails('2026-10-10'), lines: [line] }).lines[0];
const sentEntry = (entry: DraftEntry) =>
  draftSheetBody({ ...emptyDetails('2026-10-10'), attendance: {}, entries: [entry], lines: [] }).entries[0];

describe('what is sent of a row', () => {
  test.each(lineKinds)('of %s is what the API takes of that kind', (kind) => {
    expect(lineInput.safeParse(sentLine(fullLine(kind))).error).toBeUndefined();
  });

  test.each(entryKinds)('of %s is what the API takes of that kind', (kind) => {
    expect(entryInput.safeParse(sentEntry(fullEntry(kind))).error).toBeUndefined();
  });

  test('leaves out what was left empty', () => {
    expect(sentEntry(newEntry({ memberId: 'a', kind: 'interest', amountPaise: 5 }))).toEqual({
      memberId: 'a',
      kind: 'interest',
      amountPaise: 5,
    });
    expect(draftVoucherBody({ ...emptyDetails('2026-10-10'), lines: [] })).toEqual({
      on: '2026-10-10',
      lines: [],
      cashCountedPaise: undefined,
      bankBalancePaise: undefined,
      note: undefined,
    });
  });
});

test('a sheet of a large group leaves out who was absent and has no entry', () => {
  const members = Array.from({ length: 41 }, () => v7());
  const [present = '', paid = ''] = members;
  const draft = (listed: readonly string[]) => ({
    ...emptyDetails('2026-10-10'),
    attendance: Object.fromEntries(listed.map((id) => [id, id === present ? 'present' : 'absent'] as const)),
    entries: [newEntry({ memberId: paid, amountPaise: 5 })],
    lines: [],
  });
  expect(draftSheetBody(draft(members)).attendance.map(({ memberId }) => memberId)).toEqual([present, paid]);
  expect(draftSheetBody(draft(members.slice(0, 40))).attendance).toHaveLength(40);
});

describe('a correction', () => {
  test('of a voucher begins with what it says, and names it', () => {
    const lines = lineKinds.map((kind) => lineInput.parse(sentLine(fullLine(kind))));
    const recorded = voucherInput.parse({
      id: v7(),
      on: '2026-10-10',
      lines,
      note: 'From the passbook',
      bankBalancePaise: 7,
    });
    const body = draftVoucherBody(correctionOfVoucher(recorded));
    expect(JSON.parse(JSON.stringify(body))).toEqual({
      on: '2026-10-10',
      lines,
      note: 'From the passbook',
      corrects: recorded.id,
    });
  });

  const short = (amountPaise: number, reason = 'Not known yet') => ({
    kind: 'cash_short' as const,
    amountPaise,
    reason,
  });
  const paid = (amountPaise: number) => ({ memberId: 'a', kind: 'deposit' as const, amountPaise });
  /** A sheet on which ₹14,008 came in, and ₹10,000 were counted. */
  const counted = {
    id: 'sheet',
    heldOn: '2026-10-10',
    attendance: [{ memberId: 'a', status: 'present' as const }],
    entries: [paid(1_400_800)],
    lines: [short(400_800)],
    cashCountedPaise: 1_000_000,
  };
  const correctedLines = (amountPaise: number, more: { cashCountedPaise?: number } = {}) => {
    const draft = correctionOfSheet(counted);
    const entries = draft.entries.map((entry) => ({ ...entry, amountPaise }));
    return draftSheetBody({ ...draft, ...more, entries }).lines;
  };

  test('of a counted sheet keeps the count, and says what differs of that day then, for the same reason', () => {
    expect(correctedLines(1_400_800)).toEqual([short(400_800)]);
    expect(correctedLines(1_100_000)).toEqual([short(100_000)]);
    expect(correctedLines(1_000_000)).toBeUndefined();
    expect(correctedLines(900_000)).toEqual([{ ...short(100_000), kind: 'cash_over' }]);
  });

  test('that is counted anew says nothing of the difference of that day', () => {
    expect(correctedLines(1_100_000, { cashCountedPaise: 5 })).toBeUndefined();
  });

  test('of a correction keeps the count of the day just as well', () => {
    const { cashCountedPaise, ...rest } = counted;
    const again = { ...rest, id: 'again', cashCountedThenPaise: cashCountedPaise };
    expect(draftSheetBody(correctionOfSheet(again))).toMatchObject({
      corrects: 'again',
      lines: [short(400_800)],
    });
  });

  test('of a counted sheet never changes the cash', () => {
    const line = fc.constantFrom(...lineKinds).map((kind) => fullLine(kind));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), fc.array(line, { maxLength: 4 }), (before, after) => {
        const recordedLines = draftVoucherBody({ ...emptyDetails('2026-10-10'), lines: before }).lines;
        const recorded = { id: 'v', on: '2026-10-10', lines: recordedLines, cashCountedPaise: 900_000 };
        const draft = correctionOfVoucher(recorded);
        const corrected = draftVoucherBody({ ...draft, lines: after }).lines;
        expect(sumOf('cash', corrected)).toBe(sumOf('cash', recordedLines));
      }),
    );
  });

  test('of a sheet names each woman by the record that stands, and her once', () => {
    const here = (memberId: string, status: 'present' | 'absent' = 'present') => ({ memberId, status });
    const of = (memberId: string) => ({ ...paid(100), memberId });
    const recorded = {
      ...counted,
      attendance: [here('kept', 'absent'), here('joined'), here('other')],
      entries: [of('joined'), of('other'), of('kept')],
    };
    const members = [{ id: 'kept', joined: [{ id: 'joined' }] }, { id: 'other' }];
    const sent = draftSheetBody(correctionOfSheet(withKeptRecords(recorded, members)));
    expect(sent.attendance).toEqual([here('kept'), here('other')]);
    expect(sent.entries.map(({ memberId }) => memberId)).toEqual(['kept', 'other', 'kept']);
  });

  test('of a sheet gives new loans ids of their own, which its repayments follow', () => {
    const [memberId, loanId, older] = [v7(), v7(), v7()];
    const recorded = {
      id: v7(),
      heldOn: '2026-10-10',
      attendance: [{ memberId, status: 'excused' as const }],
      entries: [
        {
          memberId,
          kind: 'loan' as const,
          amountPaise: 900,
          loanId,
          instalments: 3,
          firstDueOn: '2026-11-10',
        },
        { memberId, kind: 'repayment' as const, amountPaise: 100, loanId },
        { memberId, kind: 'repayment' as const, amountPaise: 50, loanId: older },
      ],
      lines: [],
    };
    const sent = meetingInput.parse({ id: v7(), ...draftSheetBody(correctionOfSheet(recorded)) });
    const [loan, repaid, repaidOlder] = sent.entries;
    expect(loan).toMatchObject({ kind: 'loan', amountPaise: 900, instalments: 3, firstDueOn: '2026-11-10' });
    const idOf = (entry: (typeof sent.entries)[number] | undefined) =>
      entry !== undefined && 'loanId' in entry ? entry.loanId : undefined;
    expect(idOf(loan)).not.toBe(loanId);
    expect(idOf(repaid)).toBe(idOf(loan));
    expect(idOf(repaidOlder)).toBe(older);
    expect(sent.attendance).toEqual(recorded.attendance);
  });
});

describe('the balances after a draft', () => {
  const ledger = { cashPaise: 1_000, bankPaise: 500, surplusPaise: 200 };

  test('says of what there will be too little, the surplus only where it is shared', () => {
    expect(balancesAfter(ledger, [{ kind: 'expense', amountPaise: 1_300 }])).toEqual({
      cashPaise: -300,
      bankPaise: 500,
      surplusPaise: -1_100,
      shortfalls: [{ balance: 'cash', paise: 300 }],
    });
    expect(
      balancesAfter(ledger, [{ kind: 'dividend', amountPaise: 600, account: 'bank' }]).shortfalls.map(
        ({ balance }) => balance,
      ),
    ).toEqual(['bank', 'surplus']);
  });

  test('of a correction to the same changes nothing', () => {
    const posting = fc.record({
      kind: fc.constantFrom(...entryKinds, ...lineKinds),
      amountPaise: fc.integer({ min: 1, max: 900 }),
      account: fc.constantFrom('cash' as const, 'bank' as const),
    });
    fc.assert(
      fc.property(fc.array(posting), (postings) => {
        const { shortfalls: _, ...after } = balancesAfter(ledger, postings, postings);
        expect(after).toEqual(ledger);
      }),
    );
  });
});
