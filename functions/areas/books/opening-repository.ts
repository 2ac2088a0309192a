import { notFound } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { collectiveKey, openingKey } from '../../shared/table/keys/collectives.ts';
import { type StandingIds, underStandingIds, validateRoom } from './joined-accounts.ts';
import { validateOpening } from './opening-rules.ts';
import { type Opening, type OpeningInput, opening as openingSchema } from './opening-schema.ts';
import { accountWrites, setMoneyBalances } from './opening-writes.ts';

/** Opens the books of a group with a past: stores its opening. opening-rules.ts has the rules, opening-writes.ts the writes of balances. */

type Stamp = Pick<Opening, 'createdAt' | 'createdBy' | 'version'>;

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
  /** Writes the opening, each member's balances to the account that `ids` names. joined-accounts.ts calls it again if it finds out that a record was joined to another. */
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
