import fc from 'fast-check';
import { entryKinds, lineKinds } from '../../functions/shared/kinds/book-kinds.ts';
import { type Model, type ModelSheet, modelMeeting } from './model.ts';
import { type Entry, id, type Line, sheetOf } from './sheets.ts';

/** What a group may do next, of chance: sheets, vouchers, borrowings, reversals, exits; right and wrong ones. */

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

export type Step =
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

export const step: fc.Arbitrary<Step> = fc.oneof(
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
export const openingStep = fc.option(
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

export const date = (number: number): string => `2026-10-0${number}`;

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

export const toMeeting = (model: Model, people: readonly string[], given: Extract<Step, { do: 'hold' }>) => {
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

export const toVoucher = (model: Model, given: Extract<Step, { do: 'spend' }>) => {
  const voucher = { id: id(), on: date(given.day), lines: toLines(model, given.lines) };
  return { ...voucher, ...countsOf(model, { ...voucher, attendance: [], entries: [] }, given.counts) };
};
