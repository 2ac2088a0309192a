import { type StoredAccount, storedAccount } from '../accounts/account.ts';
import { InternalError, notFound } from '../domain/errors.ts';
import type { Item, Write } from '../table/client.ts';
import { accountKey, cashKey, type Key } from '../table/keys.ts';
import type { LoanMovement, Movement } from './movements.ts';
import {
  type CashMovement,
  type Listing,
  maxLoans,
  validateAttendance,
  validateCash,
  validateMovement,
} from './rules.ts';
import { storedCash } from './schema.ts';

/**
 * The rules of rules.ts as DynamoDB conditions, checked while writing, with nothing read before. If a condition
 * fails, DynamoDB returns the old item and the rule computes the error from it. Conditions cannot do arithmetic,
 * so every bound is computed here.
 */

/** The parts of an update expression. */
type Part = {
  readonly set?: string;
  readonly remove?: string;
  readonly condition?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
};

const isText = (text: string | undefined): text is string => text !== undefined;

/**
 * Combines parts into one update. DynamoDB rejects an expression that sets a path twice, so no two parts may
 * touch the same path.
 */
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
    // DynamoDB rejects empty ExpressionAttributeNames.
    ...(parts.some(({ names }) => names)
      ? { names: Object.assign({}, ...parts.map(({ names }) => names)) }
      : {}),
    values: Object.assign({}, ...parts.map(({ values }) => values)),
    refusal,
  };
};

/** If the rule finds no error, condition and rule disagree: that is a bug. */
const explainFailedCondition = <Refusal>(refusal: Refusal | undefined): Refusal => {
  if (refusal === undefined) {
    throw new InternalError('A condition failed, and the rule behind it finds nothing wrong.');
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
        // Undoing a repayment: the loan must exist, since a loan with repayments cannot be removed.
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
 * Applies a movement to a member's account. `heldOn` is the date of its sheet, undefined for a reversal. Fails
 * with the errors of `validateMovement`.
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
      ? [{ condition: 'size(loans) <= :maxLoans', values: { ':maxLoans': maxLoans - opened } }]
      : []),
    ...(savingsPaise < 0
      ? [{ condition: 'savingsPaise >= :savingsNeeded', values: { ':savingsNeeded': -savingsPaise } }]
      : []),
  ];
  return updateOf(accountKey(collectiveId, memberId), parts, (stored) =>
    explainFailedCondition(validateMovement(listing, movement, parseAccount(stored), heldOn)),
  );
};

/** Checks that a member who only attends belongs to the collective, without changing her account. */
export const checkAttendance = (
  collectiveId: string,
  memberId: string,
  listing: Listing,
  heldOn: string,
): Write => ({
  check: accountKey(collectiveId, memberId),
  condition: 'attribute_exists(pk) AND (attribute_not_exists(closedOn) OR closedOn >= :heldOn)',
  values: { ':heldOn': heldOn },
  refusal: (stored) =>
    explainFailedCondition(validateAttendance(listing, memberId, parseAccount(stored), heldOn)),
});

/** Applies and counts a movement of a collective's cash. Fails with the errors of `validateCash`. */
export const moveCash = (collectiveId: string, movement: CashMovement): Write => {
  const { cashPaise, turnoverPaise, cashCountedPaise } = movement;
  const parts: Part[] = [
    {
      set: 'cashPaise = cashPaise + :cash, sheets = sheets + :one, turnoverPaise = if_not_exists(turnoverPaise, :none) + :turnover',
      condition:
        'attribute_exists(pk) AND (attribute_not_exists(turnoverPaise) OR turnoverPaise <= :maxTurnover)',
      values: {
        ':cash': cashPaise,
        ':one': 1,
        ':none': 0,
        ':turnover': turnoverPaise,
        ':maxTurnover': Number.MAX_SAFE_INTEGER - turnoverPaise,
      },
    },
    // With a count, equality alone is checked: a count is never negative.
    cashCountedPaise === undefined
      ? cashPaise < 0
        ? { condition: 'cashPaise >= :cashNeeded', values: { ':cashNeeded': -cashPaise } }
        : {}
      : {
          condition: 'cashPaise = :cashBefore',
          // Caps the value at what DynamoDB can store exactly. The cash never exceeds it, so a larger count
          // differs anyway.
          values: { ':cashBefore': Math.min(cashCountedPaise - cashPaise, Number.MAX_SAFE_INTEGER) },
        },
  ];
  return updateOf(cashKey(collectiveId), parts, (stored) =>
    stored === undefined
      ? notFound()
      : explainFailedCondition(validateCash(movement, storedCash.parse(stored))),
  );
};
