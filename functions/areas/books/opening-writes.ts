import { AppError, notFound } from '../../shared/errors/errors.ts';
import type { Write } from '../../shared/table/client.ts';
import { accountKey, groupMoneyKey } from '../../shared/table/keys/collectives.ts';
import { storedAccount } from '../accounts/account.ts';
import { collectiveClosed, isNotClosed } from '../accounts/closed-group.ts';
import { type StoredBorrowing, storedGroupMoney } from '../accounts/group-money.ts';
import type { StandingIds } from './joined-accounts.ts';
import { balancesOfOpening, turnoverOfOpening } from './opening-rules.ts';
import type { Opening, OpeningInput } from './opening-schema.ts';
import { refusedAt } from './refusal-paths.ts';

/** The writes that give the group's money and its members' accounts the balances of an opening. */

type Stamp = Pick<Opening, 'createdAt' | 'createdBy' | 'version'>;

const booksStarted = (): AppError =>
  new AppError(
    'conflict',
    'books_started',
    "The group's books have an opening, a meeting or a voucher already.",
  );

/** A member's balances as they were sent. `index` is their place in the opening's list of members. */
type SentMember = Opening['members'][number] & { readonly index: number };

/**
 * The write that gives an account the balances of the opening.
 * @param sent the balances that were sent under her kept record's id, and under the ids of records that were joined to it
 */
const setAccountBalances = (
  collectiveId: string,
  memberId: string,
  sent: readonly SentMember[],
  ids: Pick<StandingIds, 'note'>,
): Write => {
  const refusal = (): AppError => {
    const message = 'She is not a member of the collective.';
    return refusedAt(
      'not_a_member',
      message,
      sent.map(({ index }) => ({ path: `members.${index}.memberId`, message })),
    );
  };
  const loans = sent.flatMap((member) => member.loans);
  return {
    update: accountKey(collectiveId, memberId),
    set: 'SET sheets = sheets + :sheets, savingsPaise = :savings, loansOutstandingPaise = :outstanding, loans = :loans',
    condition: 'attribute_exists(pk) AND attribute_not_exists(closedOn) AND attribute_not_exists(joinedTo)',
    values: {
      // Her statement shows the opening once for each of her ids in it.
      ':sheets': sent.length,
      ':savings': sent.reduce((total, { savingsPaise }) => total + savingsPaise, 0),
      ':outstanding': loans.reduce((total, { outstandingPaise }) => total + outstandingPaise, 0),
      ':loans': Object.fromEntries(loans.map(({ loanId, ...loan }) => [loanId, loan])),
    },
    errorIfFailed: (stored) => {
      // If the account was joined to another, `underStandingIds` drops this refusal and writes the opening again, with the other account.
      ids.note(stored === undefined ? undefined : storedAccount.parse(stored));
      return refusal();
    },
  };
};

/** The writes to the accounts of all members in the opening. */
export const accountWrites = (
  collectiveId: string,
  members: Opening['members'],
  ids: StandingIds,
): Write[] => {
  const byAccount = Map.groupBy(
    members.map((member, index): SentMember => ({ ...member, index })),
    ({ memberId }) => ids.of(memberId),
  );
  return [
    ...[...byAccount].map(([memberId, sent]) => setAccountBalances(collectiveId, memberId, sent, ids)),
    ...ids.checks(collectiveId),
  ];
};

/** The write that gives the group's money the balances of the opening. */
export const setMoneyBalances = (
  collectiveId: string,
  input: OpeningInput,
  { createdAt, createdBy }: Stamp,
): Write => {
  // `name` and `value` stand in the expressions for a borrowing's id and its content.
  const borrowings = input.borrowings.map(({ id, ...borrowing }, index) => {
    // The money of a borrowing in an opening counts as received in full.
    const stored: StoredBorrowing = { ...borrowing, unreceivedPaise: 0, createdAt, createdBy };
    return { name: `#b${index}`, value: `:b${index}`, id, stored };
  });
  return {
    update: groupMoneyKey(collectiveId),
    set: [
      'SET sheets = sheets + :one, accountChanges = accountChanges + :accounts, turnoverPaise = turnoverPaise + :turnover, openedAsOf = :asOf',
      'cashPaise = :cash, bankPaise = :bank, grantsPaise = :grants, surplusPaise = :surplus, savingsPaise = :savings',
      ...borrowings.map(({ name, value }) => `borrowings.${name} = ${value}`),
    ].join(', '),
    // `sheets` counts every opening, meeting and voucher, also if it was reversed.
    condition: [
      `attribute_exists(pk) AND ${isNotClosed} AND sheets = :none`,
      ...borrowings.map(({ name }) => `attribute_not_exists(borrowings.${name})`),
    ].join(' AND '),
    // DynamoDB refuses an empty map of names.
    ...(borrowings.length === 0
      ? {}
      : { names: Object.fromEntries(borrowings.map(({ name, id }) => [name, id])) }),
    values: {
      ':one': 1,
      ':accounts': input.members.length,
      ':none': 0,
      ':turnover': turnoverOfOpening(input),
      ':asOf': input.asOf,
      ':cash': input.cashPaise,
      ':bank': input.bankPaise,
      ':grants': input.grantsPaise,
      ':surplus': input.surplusPaise,
      ':savings': balancesOfOpening(input).savings,
      ...Object.fromEntries(borrowings.map(({ value, stored }) => [value, stored])),
    },
    errorIfFailed: (item) => {
      if (item === undefined) {
        return notFound();
      }
      const money = storedGroupMoney.parse(item);
      if (money.closedOn !== undefined) {
        return collectiveClosed();
      }
      if (money.sheets > 0) {
        return booksStarted();
      }
      const message = 'This id was recorded before, with other content.';
      const errors = input.borrowings.flatMap(({ id }, index) =>
        id in money.borrowings ? [{ path: `borrowings.${index}.id`, message }] : [],
      );
      return new AppError('conflict', 'id_reused', message, { errors });
    },
  };
};
