import { AppError, notFound } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import type { Claim } from '../../shared/journal/claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { accountKey, collectiveKey, groupMoneyKey, openingKey } from '../../shared/table/keys.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import { collectiveClosed, isNotClosed } from '../accounts/closed-group.ts';
import { type StoredBorrowing, storedGroupMoney } from '../accounts/group-money.ts';
import { balancesOfOpening, turnoverOfOpening, validateOpening } from './opening-rules.ts';
import { type Opening, type OpeningInput, opening as openingSchema } from './opening-schema.ts';
import { refusedAt } from './refusal-paths.ts';

type Stamp = Pick<Opening, 'createdAt' | 'createdBy' | 'version'>;

const booksStarted = (): AppError =>
  new AppError(
    'conflict',
    'books_started',
    "The group's books have an opening, a meeting or a voucher already.",
  );

/** The write that gives a member's account the balances of the opening. */
const setAccountBalances = (
  collectiveId: string,
  { memberId, savingsPaise, loans }: Opening['members'][number],
  index: number,
): Write => {
  const refusal = (): AppError => {
    const message = 'She is not a member of the collective.';
    return refusedAt('not_a_member', message, [{ path: `members.${index}.memberId`, message }]);
  };
  return {
    update: accountKey(collectiveId, memberId),
    set: 'SET sheets = sheets + :one, savingsPaise = :savings, loansOutstandingPaise = :outstanding, loans = :loans',
    condition: 'attribute_exists(pk) AND attribute_not_exists(closedOn) AND attribute_not_exists(joinedTo)',
    values: {
      ':one': 1,
      ':savings': savingsPaise,
      ':outstanding': loans.reduce((total, { outstandingPaise }) => total + outstandingPaise, 0),
      ':loans': Object.fromEntries(loans.map(({ loanId, ...loan }) => [loanId, loan])),
    },
    errorIfFailed: refusal,
  };
};

/** The write that gives the group's money the balances of the opening. */
const setMoneyBalances = (
  collectiveId: string,
  input: OpeningInput,
  { createdAt, createdBy }: Stamp,
): Write => {
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
    // `sheets` counts every opening, meeting and voucher, reversed ones too.
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
 * @throws AppError `due_before_loan`, `opening_mismatch`, `sum_too_large`; then `books_started` or `id_reused` (409), `not_a_member`;
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
  const fingerprint = await vault.fingerprint(canonicalJson({ collectiveId, opening: input }));
  // An opening is about many members, so one member's erasure does not affect its claims.
  const claim: Claim = { id: input.id, fingerprint, record: key, concernsOnly: null };
  const outcome = await record(table, {
    claim,
    // The id of each loan is used up too.
    furtherClaims: input.members.flatMap(({ loans }, memberIndex) =>
      loans.map(
        ({ loanId }, loanIndex): Claim => ({
          ...claim,
          id: loanId,
          path: `members.${memberIndex}.loans.${loanIndex}.loanId`,
        }),
      ),
    ),
    errorUnlessRepeated: validateOpening(input),
    writes: [
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
      ...input.members.map((member, index) => setAccountBalances(collectiveId, member, index)),
    ],
    line,
  });
  return outcome === 'written' ? 'created' : 'repeated';
};
