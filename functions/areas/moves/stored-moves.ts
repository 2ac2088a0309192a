import { notFound } from '../../shared/errors/errors.ts';
import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import type { Table } from '../../shared/table/client.ts';
import { groupMoneyKey, moveKey, movePrefix } from '../../shared/table/keys/collectives.ts';
import { claimKey } from '../../shared/table/keys/journal-and-claims.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { type StoredMove, storedMove } from '../accounts/stored-move.ts';
import type { Move } from './schema.ts';

/** Reads the moves in a group's books. */

/** A move in the books of a collective, by its id. @throws AppError `not_found` */
export const findMove = async (
  table: Pick<Table, 'get'>,
  collectiveId: string,
  moveId: string,
): Promise<StoredMove> => {
  const claim = await table.get(claimKey(moveId));
  const key = claim && storedKey.parse(claim.record);
  if (key === undefined || !key.sk.startsWith(movePrefix)) {
    throw notFound();
  }
  const item = await table.get({ pk: groupMoneyKey(collectiveId).pk, sk: key.sk });
  // The claim of a reversal's id leads to its move too, but that id is not the move's own.
  if (item?.id !== moveId) {
    throw notFound();
  }
  return storedMove.parse(item);
};

/** A move with its texts decrypted, as it stands in the books of one of its groups. */
export const showMove = async (
  vault: Pick<Vault, 'decryptMany'>,
  collectiveId: string,
  { women, borrowings, grantsPaise, surplusPaise, reason, reversed, ...stored }: StoredMove,
): Promise<Move> => {
  const key = moveKey(collectiveId, stored.on, stored.id);
  const sealed = [
    ...(reason === undefined ? [] : [{ field: 'reason', ciphertext: reason }]),
    ...(reversed === undefined ? [] : [{ field: 'reversed.reason', ciphertext: reversed.reason }]),
  ];
  const texts = await vault.decryptMany(
    sealed.map(({ field, ciphertext }) => ({
      owner: `collective:${collectiveId}` as const,
      ciphertext,
      context: contextOf(key, field),
    })),
  );
  const textByField = new Map(sealed.map(({ field }, index) => [field, texts[index]]));
  // `?? ''` is for the types only: a collective's key is never destroyed, so no text is null.
  const textOf = (field: string): string => textByField.get(field) ?? '';
  return {
    ...stored,
    members: women.map(({ memberId }) => memberId),
    own: { grantsPaise, surplusPaise, borrowingIds: Object.keys(borrowings) },
    holdings: women.map(({ memberId, savingsPaise, loansOutstandingPaise }) => ({
      memberId,
      savingsPaise,
      loansPaise: loansOutstandingPaise,
    })),
    ...(reason === undefined ? {} : { reason: textOf('reason') }),
    ...(reversed === undefined ? {} : { reversed: { ...reversed, reason: textOf('reversed.reason') } }),
  };
};

/**
 * A page of the moves out of a collective and into it, the latest first.
 * @param after the key of the last move on the page before, without `pk`
 * @throws AppError `not_found` if there is no such collective; `invalid_cursor` for a cursor of another list
 */
export const listMoves = async (
  table: Pick<Table, 'get' | 'query'>,
  collectiveId: string,
  limit: number,
  after: PageKey | undefined,
) => {
  const moneyKey = groupMoneyKey(collectiveId);
  // Every collective has a record of its money from the start.
  if ((await table.get(moneyKey)) === undefined) {
    throw notFound();
  }
  if (after !== undefined && after.sk?.startsWith(movePrefix) !== true) {
    throw invalidCursorError();
  }
  const { items, next } = await table.query({
    partition: moneyKey.pk,
    prefix: movePrefix,
    descending: true,
    limit,
    ...(after === undefined ? {} : { after: { pk: moneyKey.pk, sk: after.sk } }),
  });
  return { items: items.map((item) => storedMove.parse(item)), next: next && { sk: next.sk } };
};
