import { AppError, notFound } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { maxBorrowings } from '../../shared/kinds/book-limits.ts';
import { maxOfOverseers } from '../../shared/member-counts/max-by-person.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table } from '../../shared/table/client.ts';
import { groupMoneyKey } from '../../shared/table/keys/collectives.ts';
import { collectiveClosed, isNotClosed } from '../accounts/closed-group.ts';
import { type StoredBorrowing, type StoredGroupMoney, storedGroupMoney } from '../accounts/group-money.ts';
import type { Borrowing, BorrowingInput } from './borrowing-schema.ts';
import { refusedAt } from './refusal-paths.ts';

/** Stores and lists the loans that a group takes from others. */

const idReused = (): AppError =>
  new AppError('conflict', 'id_reused', 'This id was recorded before, with other content.');

const validateFirstDueOn = ({ firstDueOn, sanctionedOn }: BorrowingInput): AppError | undefined => {
  const message = 'The first instalment is due before the loan is sanctioned.';
  return firstDueOn !== undefined && firstDueOn < sanctionedOn
    ? refusedAt('due_before_loan', message, [{ path: 'firstDueOn', message }])
    : undefined;
};

const toBorrowing = (id: string, { unreceivedPaise, ...stored }: StoredBorrowing): Borrowing => ({
  id,
  ...stored,
  receivedPaise: stored.principalPaise - unreceivedPaise,
  // The API gives every record a version. No request changes a borrowing's terms, so a borrowing keeps version 1.
  version: 1,
});

/** A collective's borrowings, from the stored item of its group money, sorted by id. */
export const toBorrowings = ({ borrowings }: StoredGroupMoney): Borrowing[] =>
  Object.entries(borrowings)
    .map(([id, stored]) => toBorrowing(id, stored))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

/** All borrowings of a collective, sorted by id. @throws AppError `not_found` if there is no such collective */
export const listBorrowings = async (table: Table, collectiveId: string): Promise<Borrowing[]> => {
  const item = await table.get(groupMoneyKey(collectiveId));
  if (item === undefined) {
    throw notFound();
  }
  return toBorrowings(storedGroupMoney.parse(item));
};

/** @throws AppError `not_found` if the collective has no such borrowing */
export const findBorrowing = async (table: Table, collectiveId: string, id: string): Promise<Borrowing> => {
  const found = (await listBorrowings(table, collectiveId)).find((borrowing) => borrowing.id === id);
  if (found === undefined) {
    throw notFound();
  }
  return found;
};

/**
 * Records a borrowing. Its money comes later, with lines `borrowing_received` of sheets and vouchers.
 * @throws AppError `due_before_loan`, `too_many_borrowings`, `id_reused`, `not_found` if there is no such collective
 */
export const addBorrowing = async (
  { table, vault }: Records,
  collectiveId: string,
  input: BorrowingInput,
  stamp: { readonly createdAt: string; readonly createdBy: string },
  reach: Reach,
  line: JournalLineOf<'borrowing_recorded'>,
): Promise<'created' | 'repeated'> => {
  const { id, ...terms } = input;
  const { createdAt, createdBy } = stamp;
  // Coordinators have half as many places more, so that nobody leaves a group without one.
  const max = oversees(reach) ? maxOfOverseers(maxBorrowings) : maxBorrowings;
  const stored: StoredBorrowing = {
    ...terms,
    unreceivedPaise: input.principalPaise,
    outstandingPaise: 0,
    createdAt,
    createdBy,
  };
  const outcome = await record(table, {
    claim: {
      id,
      fingerprint: await fingerprintOf(vault, { collectiveId, borrowing: input }),
      record: groupMoneyKey(collectiveId),
      // The borrowing is the collective's, so no member's erasure affects the claim.
      concernsOnly: null,
    },
    // `record` throws this refusal, unless the request repeats one that was accepted.
    errorUnlessRepeated: validateFirstDueOn(input),
    writes: [
      {
        update: groupMoneyKey(collectiveId),
        set: 'SET borrowings.#id = :borrowing',
        condition: `attribute_exists(pk) AND ${isNotClosed} AND attribute_not_exists(borrowings.#id) AND size(borrowings) < :max`,
        names: { '#id': id },
        values: { ':borrowing': stored, ':max': max },
        errorIfFailed: (item) => {
          if (item === undefined) {
            return notFound();
          }
          const money = storedGroupMoney.parse(item);
          if (money.closedOn !== undefined) {
            return collectiveClosed();
          }
          // A borrowing entered with the opening of the books has no claim, so a reuse of its id shows only here.
          const isKnown = id in money.borrowings;
          return isKnown
            ? idReused()
            : refusedAt('too_many_borrowings', `A group keeps ${max} borrowings.`, []);
        },
      },
    ],
    line,
  });
  return outcome === 'written' ? 'created' : 'repeated';
};
