import { AppError, notFound } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { accountKey, collectiveKey, groupMoneyKey, openingKey } from '../../shared/table/keys/collectives.ts';
import { storedAccount } from '../accounts/account.ts';
import { collectiveClosed, isNotClosed } from '../accounts/closed-group.ts';
import { type StoredBorrowing, storedGroupMoney } from '../accounts/group-money.ts';
import { type StandingIds, underStandingIds, validateRoom } from './joined-accounts.ts';
import { balancesOfOpening, turnoverOfOpening, validateOpening } from './opening-rules.ts';
import { type Opening, type OpeningInput, opening as openingSchema } from './opening-schema.ts';
import { refusedAt } from './refusal-paths.ts';

/** Opens the books of a group with a past: stores its opening. opening-rules.ts has the rules. */

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
const accountWrites = (collectiveId: string, members: Opening['members'], ids: StandingIds): Write[] => {
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
const setMoneyBalances = (
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

/** @throws AppError `not_found` if the books were never opened */
export const findOpening = async (table: Table, collectiveId: string): Promise<Opening> => {
  const item = await table.get(openingKey(collectiveId));
  if (item === undefined) {
    throw notFound();
  }
  return openingSchema.parse(item);
};

/**
 * Opens a group's books with the balances that the group already has, in one transaction.
 * @throws AppError `due_before_loan`, `opening_mismatch`, `sum_too_large`; then `collective_closed`, `books_started`, `id_reused`, `not_a_member`;
 * `not_found` if there is no such collective
 */
export const openBooks = async (
  { table, vault }: Records,
  collectiveId: string,
  input: OpeningInput,
  stamp: Stamp,
  line: JournalLineOf<'books_opened'>,
): Promise<'created' | 'repeated'> => {
  const key = openingKey(collectiveId);
  const fingerprint = await fingerprintOf(vault, { collectiveId, opening: input });
  // Null: an opening is about many members, so one member's erasure leaves its claims.
  const claim: Claim = { id: input.id, fingerprint, record: key, concernsOnly: null };
  // The id of each loan is used up too.
  const furtherClaims = input.members.flatMap(({ loans }, memberIndex) =>
    loans.map(
      ({ loanId }, loanIndex): Claim => ({
        ...claim,
        id: loanId,
        path: `members.${memberIndex}.loans.${loanIndex}.loanId`,
      }),
    ),
  );
  /** Writes the opening to the accounts that `ids` says. joined-accounts.ts calls it again if it turns out that a record was joined to another. */
  const writeUnder = (ids: StandingIds) => {
    const writes: readonly Write[] = [
      setMoneyBalances(collectiveId, input, stamp),
      { put: { ...input, ...stamp, ...key } },
      {
        update: collectiveKey(collectiveId),
        // The new version makes a concurrent change of the collective fail, which would otherwise overwrite `openedAsOf`.
        set: 'SET openedAsOf = :asOf, version = version + :one',
        condition: 'attribute_exists(pk)',
        values: { ':asOf': input.asOf, ':one': 1 },
        errorIfFailed: notFound,
      },
      ...accountWrites(collectiveId, input.members, ids),
    ];
    return record(table, {
      claim,
      furtherClaims,
      errorUnlessRepeated: validateOpening(input) ?? validateRoom(1 + furtherClaims.length, writes),
      writes,
      line,
    });
  };
  const outcome = await underStandingIds(writeUnder);
  return outcome === 'written' ? 'created' : 'repeated';
};
