import { type Fault, faultOf } from './faults.ts';
import { keyOfGroup, type LinkedRows } from './linked-workbook.ts';
import { balancesOf, hasLoan, type OpeningRows, openingsOf } from './opening-rows.ts';
import type { ReadRow } from './workbook-rows.ts';

/** What one opening of a group's books takes, as the server says. */
const max = { members: 40, loans: 55, loansOfMember: 20, borrowings: 20 };

/** What is wrong with a loan, given or taken. */
function checkLoan(
  row: ReadRow<'accounts' | 'borrowings'>,
  givenOn: string | undefined,
  asOf: string | undefined,
): Fault[] {
  const { principal, outstanding, instalments, firstDueOn } = row.values;
  const dated = row.sheet === 'accounts' ? 'disbursedOn' : 'sanctionedOn';
  return [
    ...(principal !== undefined && outstanding !== undefined && outstanding > principal
      ? [faultOf(row, 'outstanding', 'outstandingAbove')]
      : []),
    ...(givenOn !== undefined && asOf !== undefined && givenOn > asOf
      ? [faultOf(row, dated, 'afterOpening')]
      : []),
    ...((instalments === undefined) === (firstDueOn === undefined)
      ? []
      : [faultOf(row, instalments === undefined ? 'instalments' : 'firstDueOn', 'planIncomplete')]),
    ...(firstDueOn !== undefined && givenOn !== undefined && firstDueOn < givenOn
      ? [faultOf(row, 'firstDueOn', 'dueBeforeLoan')]
      : []),
  ];
}

function checkAccount(row: ReadRow<'accounts'>, asOf: string | undefined): Fault[] {
  if (row.faults.length > 0) return [];
  const { values } = row;
  if (!hasLoan(row)) {
    return values.savings === undefined ? [faultOf(row, 'savings', 'accountEmpty')] : [];
  }
  const missing = (['disbursedOn', 'principal', 'outstanding'] as const).filter(
    (column) => values[column] === undefined || (column === 'principal' && values.principal === 0),
  );
  return [
    ...missing.map((column) => faultOf(row, column, 'loanIncomplete')),
    ...checkLoan(row, values.disbursedOn, asOf),
  ];
}

function checkBorrowing(row: ReadRow<'borrowings'>, asOf: string | undefined): Fault[] {
  return [
    ...(row.values.principal === 0 ? [faultOf(row, 'principal', 'amountZero')] : []),
    ...checkLoan(row, row.values.sanctionedOn, asOf),
  ];
}

function checkOpening(rows: OpeningRows, { memberOf }: LinkedRows): Fault[] {
  const { opening, accounts, borrowings } = rows;
  const asOf = opening.values.asOf;
  const byMember = Map.groupBy(accounts, (row) => memberOf.get(row));
  const savingsTwice = [...byMember.values()].flatMap((hers) =>
    hers
      .filter(({ values }) => values.savings !== undefined)
      .slice(1)
      .map((row) => faultOf(row, 'savings', 'savingsTwice')),
  );
  const loans = accounts.filter(hasLoan);
  const isTooMuch =
    byMember.size > max.members ||
    loans.length > max.loans ||
    borrowings.length > max.borrowings ||
    [...byMember.values()].some((hers) => hers.filter(hasLoan).length > max.loansOfMember);
  const faults = [
    ...accounts.flatMap((row) => checkAccount(row, asOf)),
    ...borrowings.flatMap((row) => checkBorrowing(row, asOf)),
    ...savingsTwice,
    ...(isTooMuch ? [faultOf(opening, 'collective', 'tooManyInBooks', max)] : []),
  ];
  const isRead = [opening, ...accounts, ...borrowings].every((row) => row.faults.length === 0);
  const { difference } = balancesOf(rows);
  // Before all is readable, a difference would only mislead.
  return faults.length === 0 && isRead && difference !== 0
    ? [faultOf(opening, 'surplus', 'openingMismatch', { difference })]
    : faults;
}

/** Checks an import's openings of books: what the server would refuse of them, found before anything is sent. */
export function checkOpenings(workbook: LinkedRows): {
  readonly faults: Fault[];
  /** Openings that don't balance, but may once the rows without a group are mended: not among the faults. */
  readonly unsettled: ReadonlySet<ReadRow>;
} {
  const openings = openingsOf(workbook);
  const seen = new Set<string>();
  const repeated = openings.flatMap(({ opening }) => {
    const key = keyOfGroup(workbook.groupOf.get(opening));
    if (key === undefined) return [];
    const again = seen.has(key);
    seen.add(key);
    return again ? [faultOf(opening, 'collective', 'openingRepeated')] : [];
  });
  const orphans = [...workbook.rows.accounts, ...workbook.rows.borrowings].filter((row) => {
    const owner = row.sheet === 'accounts' ? workbook.memberOf.get(row) : row;
    const key = owner === undefined ? undefined : keyOfGroup(workbook.groupOf.get(owner));
    return key !== undefined && !seen.has(key);
  });
  const checked = openings.map((rows) => ({ opening: rows.opening, faults: checkOpening(rows, workbook) }));
  // What each account without a known group leaves missing from its group's difference: its savings less its loan.
  const amountsWithoutGroup = workbook.rows.accounts
    .filter((row) => {
      const member = workbook.memberOf.get(row);
      return member === undefined || !workbook.groupOf.has(member);
    })
    .map((row) => (row.values.savings ?? 0) - (hasLoan(row) ? (row.values.outstanding ?? 0) : 0));
  const isFault = ({ code, values = {} }: Fault): boolean =>
    code !== 'openingMismatch' || !isSumOf(amountsWithoutGroup, Number(values.difference));
  return {
    faults: [
      ...repeated,
      ...checked.flatMap(({ faults }) => faults.filter(isFault)),
      ...orphans.map((row) => faultOf(row, undefined, 'noOpening')),
    ],
    unsettled: new Set(checked.filter(({ faults }) => !faults.every(isFault)).map(({ opening }) => opening)),
  };
}

/** Whether one or two of the amounts make up the difference: then the difference disappears once their rows are mended. */
const isSumOf = (amounts: readonly number[], difference: number): boolean =>
  amounts.some((amount, at) => amount === difference || amounts.slice(at + 1).includes(difference - amount));
