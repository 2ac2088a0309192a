import { type StoredAccount, storedAccount } from '../accounts/account.ts';
import { notFound } from '../domain/errors.ts';
import type { Item, Write } from '../table/client.ts';
import { accountKey, cashKey, type Key } from '../table/keys.ts';
import type { LoanMovement, Movement } from './movements.ts';
import {
  type CashMovement,
  type Listing,
  mostLoans,
  refusalOfAttendance,
  refusalOfCash,
  refusalOfMovement,
} from './rules.ts';
import { storedCash } from './schema.ts';

/**
 * The rules of rules.ts once more, as DynamoDB checks them while it writes: nothing is read beforehand, and the old item
 * that a failed condition hands back is explained by the rule itself. A condition may not calculate, so every bound is
 * calculated here.
 */

/** Parts of an expression that belong together. */
type Part = {
  readonly set?: string;
  readonly remove?: string;
  readonly condition?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
};

const isText = (text: string | undefined): text is string => text !== undefined;

/** One update of everything; an expression names each path once, so that no two parts touch the same. */
const updateOf = (key: Key, parts: readonly Part[], refusal: NonNullable<Write['refusal']>): Write => {
  const removed = parts.map(({ remove }) => remove).filter(isText);
  const set = `SET ${parts
    .map((part) => part.set)
    .filter(isText)
    .join(', ')}`;
  return {
    update: key,
    set: removed.length === 0 ? set : `${set} REMOVE ${removed.join(', ')}`,
    condition: parts
      .map(({ condition }) => condition)
      .filter(isText)
      .join(' AND '),
    // Without a name there may be no list of names.
    ...(parts.some(({ names }) => names)
      ? { names: Object.assign({}, ...parts.map(({ names }) => names)) }
      : {}),
    values: Object.assign({}, ...parts.map(({ values }) => values)),
    refusal,
  };
};

/** An explanation that finds nothing wrong means that condition and rule say different things: a bug. */
const mustExplain = <Refusal>(refusal: Refusal | undefined): Refusal => {
  if (refusal === undefined) {
    throw new Error('A condition failed, and the rule behind it finds nothing wrong.');
  }
  return refusal;
};

const parseAccount = (stored: Item | undefined): StoredAccount | undefined =>
  stored === undefined ? undefined : storedAccount.parse(stored);

const loanPart = (loan: LoanMovement, index: number, disbursedOn: string | undefined): Part => {
  const name = `#loan${index}`;
  const value = `:loan${index}`;
  const need = `:loan${index}Needed`;
  const names = { [name]: loan.loanId };
  switch (loan.step) {
    case 'opened':
      return {
        set: `loans.${name} = ${value}`,
        names,
        values: {
          [value]: {
            disbursedOn,
            principalPaise: loan.principalPaise,
            outstandingPaise: loan.outstandingPaise,
          },
        },
      };
    case 'changed':
      return {
        set: `loans.${name}.outstandingPaise = loans.${name}.outstandingPaise + ${value}`,
        // A reversal gives a loan back what was repaid; the loan is there, since it can't be withdrawn while repayments stand.
        ...(loan.byPaise < 0 ? { condition: `loans.${name}.outstandingPaise >= ${need}` } : {}),
        names,
        values: { [value]: loan.byPaise, ...(loan.byPaise < 0 ? { [need]: -loan.byPaise } : {}) },
      };
    case 'withdrawn':
      return {
        remove: `loans.${name}`,
        condition: `loans.${name}.outstandingPaise = ${need}`,
        names,
        values: { [need]: loan.outstandingPaise },
      };
    case 'named':
      return { condition: `attribute_exists(loans.${name})`, names };
  }
};

/**
 * Makes a movement in a member's account. `heldOn` is the date of the sheet that it belongs to, undefined for a reversal;
 * refused as `refusalOfMovement` says.
 */
export const moveAccount = (
  collectiveId: string,
  movement: Movement,
  listing: Listing,
  heldOn: string | undefined,
): Write => {
  const { memberId, savingsPaise, loansOutstandingPaise, loans } = movement;
  const opened = loans.filter(({ step }) => step === 'opened').length;
  const settles = 'savingsPaise = :savingsGone AND loansOutstandingPaise = :loansGone';
  const parts: Part[] = [
    {
      set: 'sheets = sheets + :one, savingsPaise = savingsPaise + :savings, loansOutstandingPaise = loansOutstandingPaise + :loans',
      condition: `attribute_exists(pk) AND (attribute_not_exists(closedOn) OR (${
        heldOn === undefined ? '' : 'closedOn >= :heldOn AND '
      }${settles}))`,
      values: {
        ':one': 1,
        ':savings': savingsPaise,
        ':loans': loansOutstandingPaise,
        ':savingsGone': 0 - savingsPaise,
        ':loansGone': 0 - loansOutstandingPaise,
        ...(heldOn === undefined ? {} : { ':heldOn': heldOn }),
      },
    },
    ...loans.map((loan, index) => loanPart(loan, index, heldOn)),
    ...(opened > 0
      ? [{ condition: 'size(loans) <= :mostLoans', values: { ':mostLoans': mostLoans - opened } }]
      : []),
    ...(savingsPaise < 0
      ? [{ condition: 'savingsPaise >= :savingsNeeded', values: { ':savingsNeeded': -savingsPaise } }]
      : []),
  ];
  return updateOf(accountKey(collectiveId, memberId), parts, (stored) =>
    mustExplain(refusalOfMovement(listing, movement, parseAccount(stored), heldOn)),
  );
};

/** Checks that a member who only attends belongs to the collective; nothing of her account is changed. */
export const checkAttendance = (
  collectiveId: string,
  memberId: string,
  listing: Listing,
  heldOn: string,
): Write => ({
  check: accountKey(collectiveId, memberId),
  condition: 'attribute_exists(pk) AND (attribute_not_exists(closedOn) OR closedOn >= :heldOn)',
  values: { ':heldOn': heldOn },
  refusal: (stored) => mustExplain(refusalOfAttendance(listing, memberId, parseAccount(stored), heldOn)),
});

/** Makes a movement of a collective's cash, and counts it; refused as `refusalOfCash` says. */
export const moveCash = (collectiveId: string, movement: CashMovement): Write => {
  const { cashPaise, turnoverPaise, cashCountedPaise } = movement;
  const parts: Part[] = [
    {
      set: 'cashPaise = cashPaise + :cash, sheets = sheets + :one, turnoverPaise = if_not_exists(turnoverPaise, :none) + :turnover',
      condition:
        'attribute_exists(pk) AND (attribute_not_exists(turnoverPaise) OR turnoverPaise <= :mostTurnover)',
      values: {
        ':cash': cashPaise,
        ':one': 1,
        ':none': 0,
        ':turnover': turnoverPaise,
        ':mostTurnover': Number.MAX_SAFE_INTEGER - turnoverPaise,
      },
    },
    // What was counted is not below zero, so that the cash can't be either where the two must be equal.
    cashCountedPaise === undefined
      ? cashPaise < 0
        ? { condition: 'cashPaise >= :cashNeeded', values: { ':cashNeeded': -cashPaise } }
        : {}
      : {
          condition: 'cashPaise = :cashBefore',
          // The cash is never more than this, so that a greater count differs from it too; and no greater number can be sent.
          values: { ':cashBefore': Math.min(cashCountedPaise - cashPaise, Number.MAX_SAFE_INTEGER) },
        },
  ];
  return updateOf(cashKey(collectiveId), parts, (stored) =>
    stored === undefined ? notFound() : mustExplain(refusalOfCash(movement, storedCash.parse(stored))),
  );
};
