import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeAccount } from '../../functions/accounts/account.ts';
import { entryKinds, lineKinds } from '../../functions/domain/book-entries.ts';
import { refused } from '../../functions/domain/errors.ts';
import { searchRuns } from '../support/search.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import {
  borrowingOf,
  createGroup,
  createSavingsSend,
  type Entry,
  id,
  type Line,
  openingOf,
  refusalIn,
  sheetOf,
  speakFor,
} from './group.ts';
import { Model, type ModelSheet, modelMeeting } from './model.ts';

let records: TestRecords;

beforeAll(async () => {
  records = await openRecords();
});
afterAll(() => records.close());

type EntryStep = {
  readonly member: number;
  readonly kind: Entry['kind'];
  readonly amountPaise: number;
  /** Which of the loans so far; 4 names one that may be somebody else's, 5 one that nobody has. Interest names those below 3. */
  readonly loan: number;
  readonly bank: boolean;
  /** Whether a new loan has a plan; it begins on the sheet's day or, rarely, before. */
  readonly plan: 'none' | 'right' | 'early';
};

type LineStep = {
  readonly kind: Line['kind'];
  readonly amountPaise: number;
  /** Which of the borrowings so far; 3 is one that the group hasn't. */
  readonly borrowing: number;
  readonly bank: boolean;
};

type Counts = { readonly cash: 'none' | 'right' | 'wrong'; readonly bank: 'none' | 'right' | 'wrong' };

type Step =
  | {
      readonly do: 'hold';
      readonly entries: readonly EntryStep[];
      readonly lines: readonly LineStep[];
      readonly day: number;
      readonly attending: readonly number[];
      readonly counts: Counts;
    }
  | {
      readonly do: 'spend';
      readonly lines: readonly LineStep[];
      readonly day: number;
      readonly counts: Counts;
    }
  | { readonly do: 'borrow'; readonly principalPaise: number }
  | { readonly do: 'reverse'; readonly sheet: number }
  | { readonly do: 'exit'; readonly member: number; readonly day: number };

const kind: fc.Arbitrary<Entry['kind']> = fc.oneof(
  { weight: 5, arbitrary: fc.constant('deposit' as const) },
  { weight: 4, arbitrary: fc.constantFrom('loan' as const, 'repayment' as const) },
  { weight: 5, arbitrary: fc.constantFrom(...entryKinds) },
);

// Member 3 is a stranger: rarely chosen, so that most sheets get further.
const member = fc.oneof({ weight: 60, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: fc.constant(3) });

const day = fc.integer({ min: 1, max: 9 });
const amountPaise = fc.integer({ min: 1, max: 40 });
const bank = fc.oneof(
  { weight: 3, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);

const entryStep: fc.Arbitrary<EntryStep> = fc.record({
  member,
  kind,
  amountPaise,
  loan: fc.nat(5),
  bank,
  plan: fc.oneof(
    { weight: 8, arbitrary: fc.constant('none' as const) },
    { weight: 3, arbitrary: fc.constant('right' as const) },
    { weight: 1, arbitrary: fc.constant('early' as const) },
  ),
});

const lineStep: fc.Arbitrary<LineStep> = fc.record({
  kind: fc.constantFrom(...lineKinds),
  amountPaise,
  borrowing: fc.nat(3),
  bank,
});

const count = fc.oneof(
  { weight: 6, arbitrary: fc.constant('none' as const) },
  { weight: 2, arbitrary: fc.constant('right' as const) },
  { weight: 1, arbitrary: fc.constant('wrong' as const) },
);
const counts: fc.Arbitrary<Counts> = fc.record({ cash: count, bank: count });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('hold' as const),
      entries: fc.array(entryStep, { maxLength: 6 }),
      lines: fc.array(lineStep, { maxLength: 2 }),
      day,
      attending: fc.array(member, { maxLength: 2 }),
      counts,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('spend' as const),
      lines: fc.array(lineStep, { minLength: 1, maxLength: 4 }),
      day,
      counts,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('borrow' as const),
      principalPaise: fc.integer({ min: 1, max: 100 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('reverse' as const), sheet: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('exit' as const), member: fc.nat(2), day }) },
);

/** What the group had when its books were opened; the surplus makes it balance. */
const openingStep = fc.option(
  fc.record({
    cashPaise: fc.nat(60),
    bankPaise: fc.nat(60),
    grantsPaise: fc.nat(20),
    savings: fc.tuple(fc.nat(40), fc.nat(40)),
    principalPaise: fc.integer({ min: 20, max: 60 }),
    outstandingPaise: fc.nat(20),
    borrowedPaise: fc.nat(20),
    day: fc.integer({ min: 1, max: 3 }),
  }),
);

const date = (number: number): string => `2026-10-0${number}`;

/** The entries of a step: a new loan gets a new id, now and then one that was used. */
const toEntries = (
  model: Model,
  people: readonly string[],
  { entries, day: on }: { readonly entries: readonly EntryStep[]; readonly day: number },
): Entry[] => {
  const given: string[] = [];
  return entries.map(({ member: index, kind: what, amountPaise: paise, loan, bank: atBank, plan }): Entry => {
    const memberId = people[index] ?? id();
    const account = atBank ? { account: 'bank' as const } : {};
    const known = [...given, ...model.loanIds];
    const loanId = (loan === 5 ? undefined : known[loan % known.length]) ?? id();
    const owner = loan === 4 ? undefined : model.books.loans.get(loanId)?.owner;
    switch (what) {
      case 'loan': {
        const used = loan >= 4 && given.length === 0 ? model.loanIds[0] : undefined;
        const fresh = used ?? id();
        given.push(fresh);
        const terms =
          plan === 'none'
            ? {}
            : { instalments: 3, firstDueOn: plan === 'right' ? '2027-01-31' : date(Math.max(1, on - 1)) };
        return { memberId, kind: what, amountPaise: paise, loanId: fresh, ...account, ...terms };
      }
      case 'repayment':
        return { memberId: owner ?? memberId, kind: what, amountPaise: paise, loanId, ...account };
      case 'set_off':
        return { memberId: owner ?? memberId, kind: what, amountPaise: paise, loanId };
      case 'write_off':
        return { memberId: owner ?? memberId, kind: what, amountPaise: paise, loanId, reason: 'She left' };
      case 'interest':
        return loan < 3
          ? { memberId: owner ?? memberId, kind: what, amountPaise: paise, loanId, ...account }
          : { memberId, kind: what, amountPaise: paise, ...account };
      default:
        return { memberId, kind: what, amountPaise: paise, ...account };
    }
  });
};

const toLines = (model: Model, lines: readonly LineStep[]): Line[] =>
  lines.map(({ kind: what, amountPaise: paise, borrowing, bank: atBank }): Line => {
    const account = atBank ? { account: 'bank' as const } : {};
    switch (what) {
      case 'borrowing_received':
      case 'borrowing_repaid':
      case 'borrowing_interest': {
        const known = [...model.borrowings.keys()];
        const borrowingId = (borrowing === 3 ? undefined : known[borrowing % known.length]) ?? id();
        return { kind: what, amountPaise: paise, borrowingId, ...account };
      }
      case 'grant':
        return { kind: what, amountPaise: paise, head: 'donation', ...account };
      case 'expense':
        return { kind: what, amountPaise: paise, head: 'travel', ...account };
      case 'cash_over':
      case 'cash_short':
        return { kind: what, amountPaise: paise, reason: 'Counted twice' };
      case 'membership_fee':
      case 'other_income':
        return { kind: what, amountPaise: paise, ...account };
      default:
        return { kind: what, amountPaise: paise };
    }
  });

const countsOf = (model: Model, sheet: ModelSheet, { cash, bank: atBank }: Counts) => {
  const after = model.booksWith(sheet);
  const countOf = (paise: number, how: Counts['cash']) => (how === 'right' ? paise : paise + 1);
  const cashCountedPaise = countOf(after.cashPaise, cash);
  const bankBalancePaise = countOf(after.bankPaise, atBank);
  return {
    ...(cash === 'none' || cashCountedPaise < 0 ? {} : { cashCountedPaise }),
    ...(atBank === 'none' || bankBalancePaise < 0 ? {} : { bankBalancePaise }),
  };
};

const toMeeting = (model: Model, people: readonly string[], given: Extract<Step, { do: 'hold' }>) => {
  const entries = toEntries(model, people, given);
  const who = given.attending.map((index) => people[index] ?? id());
  const present = [...new Set([...who, ...entries.map(({ memberId }) => memberId)])];
  const sheet = {
    ...sheetOf(entries, {
      heldOn: date(given.day),
      attendance: present.map((memberId) => ({ memberId, status: 'present' })),
    }),
    lines: toLines(model, given.lines),
  };
  return { ...sheet, ...countsOf(model, modelMeeting(sheet), given.counts) };
};

const toVoucher = (model: Model, given: Extract<Step, { do: 'spend' }>) => {
  const voucher = { id: id(), on: date(given.day), lines: toLines(model, given.lines) };
  return { ...voucher, ...countsOf(model, { ...voucher, attendance: [], entries: [] }, given.counts) };
};

test('whatever comes (sheets, vouchers, reversals, late ones, exits), the books are those of the model', async () => {
  const outcomes = new Map<string, number>();
  const note = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  await fc.assert(
    fc.asyncProperty(openingStep, fc.array(step, { minLength: 12, maxLength: 30 }), async (opened, steps) => {
      const group = await createGroup(records, 3);
      const people = [...group.members, id()];
      const [first = '', second = ''] = people;
      const model = new Model(group.members);
      const voice = speakFor(createSavingsSend(records), group);
      const expectReply = (
        reply: Awaited<ReturnType<typeof voice.hold>>,
        refusal: string | undefined,
      ): void => {
        note(refusal ?? 'accepted');
        expect(reply.status === 201 ? undefined : refusalIn(reply).code).toBe(refusal);
      };
      if (opened !== null) {
        const { cashPaise, bankPaise, grantsPaise, savings, principalPaise, outstandingPaise } = opened;
        const { id: borrowingId, ...borrowing } = borrowingOf(100);
        const opening = openingOf({
          asOf: date(opened.day),
          cashPaise,
          bankPaise,
          grantsPaise,
          surplusPaise:
            cashPaise +
            bankPaise +
            outstandingPaise -
            savings[0] -
            savings[1] -
            opened.borrowedPaise -
            grantsPaise,
          members: [
            {
              memberId: first,
              savingsPaise: savings[0],
              loans: [{ loanId: id(), disbursedOn: '2026-09-01', principalPaise, outstandingPaise }],
            },
            { memberId: second, savingsPaise: savings[1], loans: [] },
          ],
          borrowings: [{ id: borrowingId, ...borrowing, outstandingPaise: opened.borrowedPaise }],
        });
        expect((await voice.open(opening)).status).toBe(201);
        model.open(opening);
      }
      for (const given of steps) {
        if (given.do === 'hold' || given.do === 'spend') {
          const sent = given.do === 'hold' ? toMeeting(model, people, given) : toVoucher(model, given);
          const sheet = 'heldOn' in sent ? modelMeeting(sent) : { ...sent, attendance: [], entries: [] };
          const refusal = model.validateSheet(sheet);
          expectReply(await (given.do === 'hold' ? voice.hold(sent) : voice.spend(sent)), refusal);
          if (refusal === undefined) {
            model.accept(sheet);
          }
        } else if (given.do === 'borrow') {
          const borrowing = borrowingOf(given.principalPaise);
          expectReply(await voice.borrow(borrowing), undefined);
          model.borrowings.set(borrowing.id, borrowing);
        } else if (given.do === 'reverse') {
          const sheet: ModelSheet | undefined = model.accepted[given.sheet % model.accepted.length];
          if (sheet !== undefined) {
            const refusal = model.refusalOfReversal(sheet);
            const isVoucher =
              sheet.attendance.length === 0 && sheet.entries.length === 0 && sheet.lines.length > 0;
            const voucher = isVoucher ? await voice.reverseVoucher(sheet.id) : undefined;
            // A meeting of nobody with lines looks like a voucher to the model.
            const reply =
              voucher === undefined || voucher.status === 404 ? await voice.reverse(sheet.id) : voucher;
            expectReply(reply, refusal);
            if (refusal === undefined) {
              model.reversed.add(sheet.id);
            }
          }
        } else {
          const memberId = people[given.member] ?? '';
          const open = model.savingsOf(memberId) !== 0 || model.owedBy(memberId) !== 0;
          const write = closeAccount(group.collectiveId, memberId, date(given.day));
          const outcome = await records.table.transact([write]);
          expect(outcome !== null && refused('balance_open', '')).toEqual(
            open ? expect.objectContaining({ code: 'balance_open' }) : false,
          );
          if (!open) {
            model.exits.set(memberId, date(given.day));
          }
        }
      }
      const book = await voice.ledger();
      expect(book).toEqual(model.ledger());
      expect(book.cashPaise + book.bankPaise + book.loansOutstandingPaise).toBe(
        book.savingsPaise + book.borrowingsOutstandingPaise + book.grantsPaise + book.surplusPaise,
      );
      for (const memberId of group.members) {
        const { loans, ...savings } = await voice.savings(memberId);
        const expected = model.savings(memberId);
        expect(savings).toEqual({
          savingsPaise: expected.savingsPaise,
          loansOutstandingPaise: expected.loansOutstandingPaise,
          statement: expected.statement,
        });
        expect(loans).toMatchObject(expected.loans);
        expect(loans).toHaveLength(expected.loans.length);
      }
    }),
    searchRuns(15),
  );
  // What never happened was not tested.
  expect(outcomes.get('accepted')).toBeGreaterThan(60);
  expect(outcomes.size).toBeGreaterThan(8);
});
