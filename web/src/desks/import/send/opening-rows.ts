import { differenceOf } from '../../../../../functions/shared/kinds/book-entries.ts';
import { keyOfGroup, type LinkedRows } from '../check/linked-workbook.ts';
import type { ReadRow } from '../read/workbook-rows.ts';

/** The rows from which the books of one group are opened. */
export type OpeningRows = {
  readonly opening: ReadRow<'openings'>;
  /** The women's savings and loans. A woman with several loans has several rows. */
  readonly accounts: readonly ReadRow<'accounts'>[];
  readonly borrowings: readonly ReadRow<'borrowings'>[];
};

/** For the import of openings: whether a row of savings and loans has a loan. People write 0 for none. */
export const hasLoan = ({ values }: ReadRow<'accounts'>): boolean =>
  (values.principal ?? 0) > 0 || (values.outstanding ?? 0) > 0;

/** For the import of openings: the workbook's rows of each group's books, one entry for each row of an opening. */
export function openingsOf({ rows, groupOf, memberOf }: LinkedRows): OpeningRows[] {
  const accounts = Map.groupBy(rows.accounts, (row) => {
    const member = memberOf.get(row);
    return member === undefined ? undefined : keyOfGroup(groupOf.get(member));
  });
  const borrowings = Map.groupBy(rows.borrowings, (row) => keyOfGroup(groupOf.get(row)));
  return rows.openings.map((opening) => {
    // Rows whose group is unknown have no key either, and belong to no opening.
    const key = keyOfGroup(groupOf.get(opening));
    return {
      opening,
      accounts: key === undefined ? [] : (accounts.get(key) ?? []),
      borrowings: key === undefined ? [] : (borrowings.get(key) ?? []),
    };
  });
}

const sum = (amounts: readonly (number | undefined)[]): number =>
  amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);

/**
 * For the import of openings: a group's balances by the workbook, in paise. `difference` is what the group has, less what it
 * owes and its surplus: 0 if the books balance.
 */
export function balancesOf({ opening: { values }, accounts, borrowings }: OpeningRows) {
  const balances = {
    cash: values.cash ?? 0,
    bank: values.bank ?? 0,
    loans: sum(accounts.filter(hasLoan).map((row) => row.values.outstanding)),
    savings: sum(accounts.map((row) => row.values.savings)),
    borrowings: sum(borrowings.map((row) => row.values.outstanding)),
    grants: values.grants ?? 0,
    surplus: values.surplus ?? 0,
  };
  return { ...balances, difference: differenceOf(balances) };
}
