import { openingLimits } from '../../../../../functions/shared/kinds/book-limits.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import { balancesOf, hasLoan, type OpeningRows, openingsOf } from '../send/opening-rows.ts';
import { idOfWoman, type RowIds } from '../send/row-ids.ts';
import { type Fault, faultOf } from './faults.ts';
import { keyOfGroup, type LinkedRows } from './linked-workbook.ts';

/**
 * The faults of a loan: one that the group gave (accounts) or took (borrowings).
 * @param givenOn the day on which it was given or taken
 * @param asOf the day as of which the group's books are opened
 */
function checkLoan(
  row: ReadRow<'accounts' | 'borrowings'>,
  { givenOn, asOf }: { readonly givenOn: string | undefined; readonly asOf: string | undefined },
): Fault[] {
  const { principal, outstanding, instalments, firstDueOn } = row.values;
  const faults: Fault[] = [];
  if (principal !== undefined && outstanding !== undefined && outstanding > principal) {
    faults.push(faultOf(row, 'outstanding', 'outstandingAbove'));
  }
  if (givenOn !== undefined && asOf !== undefined && givenOn > asOf) {
    const dateColumn = row.sheet === 'accounts' ? 'disbursedOn' : 'sanctionedOn';
    faults.push(faultOf(row, dateColumn, 'afterOpening'));
  }
  // A loan has both columns of a plan, or neither.
  if (instalments === undefined && firstDueOn !== undefined) {
    faults.push(faultOf(row, 'instalments', 'planIncomplete'));
  }
  if (instalments !== undefined && firstDueOn === undefined) {
    faults.push(faultOf(row, 'firstDueOn', 'planIncomplete'));
  }
  if (firstDueOn !== undefined && givenOn !== undefined && firstDueOn < givenOn) {
    faults.push(faultOf(row, 'firstDueOn', 'dueBeforeLoan'));
  }
  return faults;
}

/** The faults of an account: the row of a woman's savings, of a loan of hers, or of both. */
function checkAccount(row: ReadRow<'accounts'>, asOf: string | undefined): Fault[] {
  if (row.faults.length > 0) return [];
  const { values } = row;
  if (!hasLoan(row)) {
    return values.savings === undefined ? [faultOf(row, 'savings', 'accountEmpty')] : [];
  }
  // A principal of 0 counts as missing: since the row has a loan, something of it is outstanding.
  const missingColumns = (['disbursedOn', 'principal', 'outstanding'] as const).filter(
    (column) => values[column] === undefined || (column === 'principal' && values.principal === 0),
  );
  return [
    ...missingColumns.map((column) => faultOf(row, column, 'loanIncomplete')),
    ...checkLoan(row, { givenOn: values.disbursedOn, asOf }),
  ];
}

function checkBorrowing(row: ReadRow<'borrowings'>, asOf: string | undefined): Fault[] {
  return [
    ...(row.values.principal === 0 ? [faultOf(row, 'principal', 'amountZero')] : []),
    ...checkLoan(row, { givenOn: row.values.sanctionedOn, asOf }),
  ];
}

/** The faults of one group's opening, accounts and borrowings. Only if they have none, the opening's balance is checked, too. */
function checkOpening(rows: OpeningRows, { memberOf }: LinkedRows): Fault[] {
  const { opening, accounts, borrowings } = rows;
  const asOf = opening.values.asOf;
  const byMember = Map.groupBy(accounts, (row) => memberOf.get(row));
  // A woman with several loans has several rows; her savings stand in one of them.
  const savingsTwice = [...byMember.values()].flatMap((herRows) =>
    herRows
      .filter(({ values }) => values.savings !== undefined)
      .slice(1)
      .map((row) => faultOf(row, 'savings', 'savingsTwice')),
  );
  const exceedsLimits =
    byMember.size > openingLimits.members ||
    accounts.filter(hasLoan).length > openingLimits.loans ||
    borrowings.length > openingLimits.borrowings ||
    [...byMember.values()].some((herRows) => herRows.filter(hasLoan).length > openingLimits.loansOfMember);
  const faults = [
    ...accounts.flatMap((row) => checkAccount(row, asOf)),
    ...borrowings.flatMap((row) => checkBorrowing(row, asOf)),
    ...savingsTwice,
    ...(exceedsLimits ? [faultOf(opening, 'collective', 'tooManyInBooks', openingLimits)] : []),
  ];
  const areAllRead = [opening, ...accounts, ...borrowings].every((row) => row.faults.length === 0);
  // While a row can't be read or has a fault, the difference says nothing.
  if (faults.length > 0 || !areAllRead) return faults;
  const { difference } = balancesOf(rows);
  return difference === 0 ? [] : [faultOf(opening, 'surplus', 'openingMismatch', { difference })];
}

/**
 * Whether the difference is one of the amounts, or the sum of two: then it disappears once their rows are mended. Sums of more amounts
 * are not tried.
 */
const isSumOf = (amounts: readonly number[], difference: number): boolean =>
  amounts.some(
    (amount, index) => amount === difference || amounts.slice(index + 1).includes(difference - amount),
  );

/** Checks the openings of groups' books in an import for what the server would refuse, before anything is sent. */
export function checkOpenings(workbook: LinkedRows): {
  readonly faults: Fault[];
  /** Openings that don't balance, but may do so once the accounts without a known group are mended. They get no fault. */
  readonly unsettledOpenings: ReadonlySet<ReadRow>;
} {
  const openings = openingsOf(workbook);
  const groupsWithOpening = new Set<string>();
  const faultsOfRepeats = openings.flatMap(({ opening }) => {
    const key = keyOfGroup(workbook.groupOf.get(opening));
    if (key === undefined) return [];
    const isRepeated = groupsWithOpening.has(key);
    groupsWithOpening.add(key);
    return isRepeated ? [faultOf(opening, 'collective', 'openingRepeated')] : [];
  });
  const rowsWithoutOpening = [...workbook.rows.accounts, ...workbook.rows.borrowings].filter((row) => {
    const owner = row.sheet === 'accounts' ? workbook.memberOf.get(row) : row;
    const key = owner === undefined ? undefined : keyOfGroup(workbook.groupOf.get(owner));
    return key !== undefined && !groupsWithOpening.has(key);
  });
  const checkedOpenings = openings.map((rows) => ({
    opening: rows.opening,
    faults: checkOpening(rows, workbook),
  }));
  // By how much each account without a known group would lower the difference of its group: its savings less its loan.
  const amountsWithoutGroup = workbook.rows.accounts
    .filter((row) => {
      const member = workbook.memberOf.get(row);
      return member === undefined || !workbook.groupOf.has(member);
    })
    .map((row) => (row.values.savings ?? 0) - (hasLoan(row) ? (row.values.outstanding ?? 0) : 0));
  // A difference that disappears once these accounts have their group is no fault.
  const mayDisappear = ({ code, values = {} }: Fault): boolean =>
    code === 'openingMismatch' && isSumOf(amountsWithoutGroup, Number(values.difference));
  return {
    faults: [
      ...faultsOfRepeats,
      ...checkedOpenings.flatMap(({ faults }) => faults.filter((fault) => !mayDisappear(fault))),
      ...rowsWithoutOpening.map((row) => faultOf(row, undefined, 'noOpening')),
    ],
    unsettledOpenings: new Set(
      checkedOpenings.filter(({ faults }) => faults.some(mayDisappear)).map(({ opening }) => opening),
    ),
  };
}

/**
 * The faults of accounts whose woman has an earlier account under another number. An opening names each woman once. Only the coordinator
 * knows whether the later row is about other money of hers, or about the same money again.
 */
export function findAccountsOfSameWoman(
  accounts: readonly ReadRow<'accounts'>[],
  workbook: Pick<LinkedRows, 'memberOf'>,
  ids: RowIds['ids'],
): Fault[] {
  const firstRowById = new Map<string, ReadRow<'accounts'>>();
  return accounts.flatMap((row) => {
    const womanId = idOfWoman(row, workbook, ids);
    if (womanId === undefined) return [];
    const first = firstRowById.get(womanId) ?? row;
    firstRowById.set(womanId, first);
    if (workbook.memberOf.get(first) === workbook.memberOf.get(row)) return [];
    const { rowNumber, sheetName, values } = first;
    return [
      faultOf(row, 'member', 'sameWoman', { row: rowNumber, sheet: sheetName, number: values.member ?? '' }),
    ];
  });
}
