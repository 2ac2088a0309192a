import { ownerOf } from '../../shared/definition/of-member.ts';
import { pairKey } from '../../shared/table/keys/same-women.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import type { Pair, StoredPair } from './schema.ts';

/** The reasons why pairs are to be parted, decrypted for a list. */

/** The reasons why pairs are to be parted, by the pairs' ids. */
export const readReasons = async (
  vault: Pick<Vault, 'decryptMany'>,
  pairs: readonly StoredPair[],
): Promise<ReadonlyMap<string, string>> => {
  const sealed = pairs.flatMap(({ id, memberIds, keptId, reason }) =>
    reason === undefined || keptId === undefined ? [] : [{ id, memberIds, keptId, reason }],
  );
  const texts = await vault.decryptMany(
    sealed.map(({ memberIds, keptId, reason }) => ({
      owner: ownerOf(keptId),
      ciphertext: reason,
      context: contextOf(pairKey(...memberIds), 'reason'),
    })),
  );
  return new Map(
    sealed.flatMap(({ id }, index) => {
      const text = texts[index];
      // The text is null if the woman was erased.
      return text === undefined || text === null ? [] : [[id, text] as const];
    }),
  );
};

export const withReason = (pair: Pair, reasons: ReadonlyMap<string, string>): Pair => {
  const reason = reasons.get(pair.id);
  return reason === undefined ? pair : { ...pair, reason };
};
