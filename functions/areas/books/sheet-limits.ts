/**
 * Limits of a meeting's sheet. A sheet is one DynamoDB transaction of at most 100 items: the claim of each new loan's id, an account
 * per member, and four others (the claim of the sheet's id, the sheet, the group's money, the journal line). A correction has one more: the
 * sheet that it corrects.
 */
export const maxMembers = 40;
const otherItems = 4;
export const maxNewLoans = 100 - maxMembers - otherItems;
export const maxLines = 20;
/** Maximum number of one member's loans that a sheet gives or changes: more do not fit into the update expression of her account. */
export const maxLoansOfMember = 20;
/**
 * Maximum number of one member's entries on a sheet, and of all entries. A woman has one to six. A sheet stands, whole, in the journal, in each statement
 * and in a leader's pack, and again in its reversal.
 */
export const maxEntriesOfMember = 20;
export const maxEntries = 400;
