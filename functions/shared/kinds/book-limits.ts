/** The limits of sheets, of openings and of their fields: the server refuses what is beyond them, and forms offer no more. */

/** The largest number of items that a DynamoDB transaction takes. */
export const maxItems = 100;

/**
 * Of a meeting's sheet. It is one transaction: the claim of each new loan's id, an account per member, and four others (the claim of the
 * sheet's id, the sheet, the group's money, the journal line). A correction has one more: the sheet that it corrects.
 */
export const sheetLimits = {
  members: 40,
  /** All members' entries, and those of one; a woman has one to six. A sheet stands, whole, in the journal, in each statement and in a leader's pack. */
  entries: 400,
  entriesOfMember: 20,
  lines: 20,
  newLoans: maxItems - 40 - 4,
  /** A member's loans that a sheet gives or changes: more do not fit into the update expression of her account. */
  loansOfMember: 20,
} as const;

/**
 * How many sheets and vouchers may stand in a group's books: so many at first, for the registers of its past, and so many more for each day of its life in
 * the system, five years long. A group has one meeting a week, and with vouchers some 100 of these a year. Its accounts and its members' statements read
 * them all, reversed ones too, and must answer within 15 seconds.
 */
export const recordLimits = { atFirst: 1_500, aDay: 1, mostDays: 1_825 } as const;

/**
 * How many records a group may have ever, reversed ones, reversals and moves too, for each sheet that may stand: what is reversed makes room for its
 * correction, but stays and is read.
 */
export const countedPerSheet = 2;

/**
 * Maximum number of loans in an account, including repaid ones: with their terms, 600 take about 120 of DynamoDB's 400 KB
 * per item.
 */
export const maxLoansInAccount = 600;

/** The maximum number of a collective's borrowings. All of them lie in one item, the collective's group money, which every sheet updates. */
export const maxBorrowings = 100;

/**
 * Of an opening, the balances and loans that a group already had when it joined the programme. It is one transaction: the claim of each
 * loan's id, an account per member, and five others (the claim of the opening's id, the opening, the group's money, the collective, the
 * journal line). Borrowings lie in the item of the group's money.
 */
export const openingLimits = {
  members: 40,
  loans: maxItems - 40 - 5,
  loansOfMember: sheetLimits.loansOfMember,
  borrowings: 20,
} as const;

/**
 * Of a move from one group to another. It is one transaction: three items for each woman (her record, her account here and there), and six others (the
 * claim of the move's id, the move in the books of both groups, each group's money, the journal line). The loans that go are part of the
 * move's item, which holds 400 KB; all loans of the accounts that it changes are written, of 4 MB that a transaction takes.
 */
export const moveLimits = { members: 25, borrowings: 40, loans: 600, loansOfAccounts: 12_000 } as const;

/** Of the numbers in the terms of a loan. Interest is for one month, in hundredths of a per cent: 200 is 2%. */
export const termLimits = {
  ratePerMonthBasisPoints: { min: 0, max: 1_000 },
  instalments: { min: 1, max: 60 },
} as const;
