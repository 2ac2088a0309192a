import { erasureKey } from '../table/keys.ts';
import { contextOf } from '../vault/authenticated-context.ts';
import type { Vault } from '../vault/vault.ts';
import type { StoredErasure } from './schema.ts';
import { subjects } from './subjects.ts';

/** Why an erasure was asked for is encrypted with the key of whom it is about, and bound to the erasure's item. */
export const reasonContext = (subject: string) => contextOf(erasureKey(subject), 'reason');

/** The reasons that can still be decrypted, by the erasure's id. */
export const decryptReasons = async (
  vault: Pick<Vault, 'decryptMany'>,
  erasures: readonly StoredErasure[],
): Promise<ReadonlyMap<string, string>> => {
  const given = erasures.flatMap(({ id, of, subject, reason }) =>
    reason === undefined ? [] : [{ id, owner: subjects[of].ownerOf(subject), subject, reason }],
  );
  const opened = await vault.decryptMany(
    given.map(({ owner, subject, reason }) => ({
      owner,
      context: reasonContext(subject),
      ciphertext: reason,
    })),
  );
  return new Map(
    given.flatMap(({ id }, index) => {
      const reason = opened[index];
      return reason == null ? [] : [[id, reason] as const];
    }),
  );
};
