import type { LoanPurpose } from './loan-words.ts';

/**
 * The book of kinds: the kinds of entries (of a member) and lines (of the group) in a group's books, each with the balances that it moves and
 * the fields that it has. Schemas, rules, accounts, indicators, forms and papers all follow from this table; the browser loads it too. entry-types.ts has the
 * types of entries and lines.
 */

/**
 * A balance in a group's books. Assets: cash in the box, money at the bank, loans to members. Where their money came from: members'
 * savings, borrowings of the group, grants, surplus.
 */
export type Balance = 'cash' | 'bank' | 'loans' | 'savings' | 'borrowings' | 'grants' | 'surplus';

/** Every balance, or the change of every balance, in paise. */
export type BalancesPaise = Readonly<Record<Balance, number>>;

/** Where money is: in the group's cash box or at the bank. */
export const places = ['cash', 'bank'] as const;
export type CashOrBank = (typeof places)[number];

/** The heads of account under which a grant is booked. */
export const grantHeads = ['revolving_fund', 'subvention', 'donation'] as const;

/** The heads of account under which an expense is booked. */
export const expenseHeads = ['stationery', 'travel', 'honorarium', 'meeting', 'audit', 'other'] as const;

/** The fields that entries and lines have beside kind, amount and member, with their values. book-limits.ts has their limits. */
export type FieldValues = {
  readonly loanId: string;
  /** Where the money comes from or goes to; cash by default. */
  readonly account: CashOrBank;
  readonly purpose: LoanPurpose;
  readonly ratePerMonthBasisPoints: number;
  readonly instalments: number;
  readonly firstDueOn: string;
  /** The head of account. */
  readonly head: string;
  readonly borrowingId: string;
  readonly reason: string;
};
export type FieldName = keyof FieldValues;

/** The fields of a kind, each required or optional. `loanId: 'new'`: the entry makes the loan's id. `head`: the required head is one of these words. */
type Fields = {
  readonly [Name in Exclude<FieldName, 'loanId' | 'head'>]?: 'required' | 'optional';
} & {
  readonly loanId?: 'required' | 'optional' | 'new';
  readonly head?: readonly string[];
};

export type KindDefinition = {
  /** The sign with which its amount changes each balance. `account` stands for cash or bank, as the entry or line says. */
  readonly moves: Readonly<Partial<Record<Balance | 'account', 1 | -1>>>;
  readonly fields: Fields;
  /** What it pays of the loan or borrowing that it names: instalments of the principal, or a month's interest. */
  readonly pays?: 'principal' | 'interest';
  /** It shares out the surplus, and must not make the surplus negative. */
  readonly sharesSurplus?: true;
  /** It says that the counted cash differs from the books. */
  readonly isCashDifference?: true;
};

// Kinds with the same fields share one object, so that they share one schema.
const none = {} as const;
const account = { account: 'optional' } as const;
const borrowing = { borrowingId: 'required', account: 'optional' } as const;
const reason = { reason: 'required' } as const;

export const entryTable = {
  deposit: { moves: { account: 1, savings: 1 }, fields: account },
  withdrawal: { moves: { account: -1, savings: -1 }, fields: account },
  loan: {
    moves: { account: -1, loans: 1 },
    fields: {
      loanId: 'new',
      account: 'optional',
      purpose: 'optional',
      ratePerMonthBasisPoints: 'optional',
      instalments: 'optional',
      firstDueOn: 'optional',
    },
  },
  repayment: {
    moves: { account: 1, loans: -1 },
    fields: { loanId: 'required', account: 'optional' },
    pays: 'principal',
  },
  // It may name a loan of hers, even a repaid one, or none.
  interest: {
    moves: { account: 1, surplus: 1 },
    fields: { loanId: 'optional', account: 'optional' },
    pays: 'interest',
  },
  fine: { moves: { account: 1, surplus: 1 }, fields: account },
  dividend: { moves: { account: -1, surplus: -1 }, fields: account, sharesSurplus: true },
  // A part of her savings repays the principal of her loan.
  set_off: { moves: { savings: -1, loans: -1 }, fields: { loanId: 'required' } },
  // The group gives up a part of the principal of her loan, at the cost of its surplus.
  write_off: { moves: { loans: -1, surplus: -1 }, fields: { loanId: 'required', reason: 'required' } },
} as const satisfies Readonly<Record<string, KindDefinition>>;

export const lineTable = {
  bank_deposit: { moves: { cash: -1, bank: 1 }, fields: none },
  bank_withdrawal: { moves: { cash: 1, bank: -1 }, fields: none },
  bank_interest: { moves: { bank: 1, surplus: 1 }, fields: none },
  bank_charge: { moves: { bank: -1, surplus: -1 }, fields: none },
  membership_fee: { moves: { account: 1, surplus: 1 }, fields: account },
  other_income: { moves: { account: 1, surplus: 1 }, fields: account },
  grant: { moves: { account: 1, grants: 1 }, fields: { head: grantHeads, account: 'optional' } },
  expense: { moves: { account: -1, surplus: -1 }, fields: { head: expenseHeads, account: 'optional' } },
  borrowing_received: { moves: { account: 1, borrowings: 1 }, fields: borrowing },
  borrowing_repaid: { moves: { account: -1, borrowings: -1 }, fields: borrowing, pays: 'principal' },
  borrowing_interest: { moves: { account: -1, surplus: -1 }, fields: borrowing, pays: 'interest' },
  // A count found more cash in the box than the books have, or less.
  cash_over: { moves: { cash: 1, surplus: 1 }, fields: reason, isCashDifference: true },
  cash_short: { moves: { cash: -1, surplus: -1 }, fields: reason, isCashDifference: true },
} as const satisfies Readonly<Record<string, KindDefinition>>;

export type EntryKind = keyof typeof entryTable;
export type LineKind = keyof typeof lineTable;
export type Kind = EntryKind | LineKind;

/** The keys of an object, typed. The object must have no keys beyond its type. */
export const keysOf = <Key extends string>(table: Readonly<Partial<Record<Key, unknown>>>): Key[] =>
  Object.keys(table).filter((key): key is Key => key in table);

export const entryKinds: readonly EntryKind[] = keysOf(entryTable);
export const lineKinds: readonly LineKind[] = keysOf(lineTable);

const definitions: Readonly<Record<Kind, KindDefinition>> = { ...entryTable, ...lineTable };

/** What the book of kinds says of a kind of entry or line. */
export const definitionOf = (kind: Kind): KindDefinition => definitions[kind];

/** The names of the fields of any kind in a table. */
type FieldOf<Table extends Readonly<Record<string, KindDefinition>>> = {
  [K in keyof Table]: keyof Table[K]['fields'];
}[keyof Table] &
  FieldName;
export type EntryField = FieldOf<typeof entryTable>;
export type LineField = FieldOf<typeof lineTable>;

/** Whether a kind of entry or line has a field. */
export const hasField = (kind: Kind, field: FieldName): boolean => field in definitionOf(kind).fields;

/** The kinds whose entries give a new loan. */
type LoanGivingKind = {
  [K in EntryKind]: (typeof entryTable)[K]['fields'] extends { readonly loanId: 'new' } ? K : never;
}[EntryKind];

/** Whether an entry gives a new loan. */
export const givesLoan = <Posting extends { readonly kind: Kind }>(
  posting: Posting,
): posting is Posting & { readonly kind: LoanGivingKind } =>
  definitionOf(posting.kind).fields.loanId === 'new';

/** Whether entries of a kind may name a loan that was given before, or by another entry of the same sheet. */
export const namesLoan = (kind: Kind): boolean => hasField(kind, 'loanId') && !givesLoan({ kind });

/**
 * Whether somebody must give a field of an entry or line of a kind. A new loan's id is sent too, but nobody gives it: the entry makes it. For heads
 * see `headsOf`.
 */
export const needsField = (kind: Kind, field: Exclude<FieldName, 'head'>): boolean =>
  definitionOf(kind).fields[field] === 'required';

/** The heads of account from which a line of a kind has one; empty for kinds without heads. */
export const headsOf = (kind: Kind): readonly string[] => definitionOf(kind).fields.head ?? [];
