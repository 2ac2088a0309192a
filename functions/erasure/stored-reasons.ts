import { erasureKey } from '../table/keys.ts';
import { contextOf } from '../vault/authenticated-context.ts';
import type { Vault } from '../vault/vault.ts';
import type { StoredErasure } from './schema.ts';
import { subjects } from './subjects.ts';

/**
 * The context to which the ciphertext of an erasure's reason is bound: the erasure's item in the table. The reason is encrypted with the key
 * of the subject, the member or person to be erased.
 */
export const reasonContext = (subject: string) => contextOf(erasureKey(subject), 'reason');

/** The reasons of erasures, by the erasure's id; those whose key was destroyed are left out. */
export const decryptReasons = async (
  vault: Pick<Vault, 'decryptMany'>,
  erasures: readonly StoredErasure[],
): Promise<ReadonlyMap<string, string>> => {
  const encrypted = erasures.flatMap(({ id, of, subject, reason }) =>
    reason === undefined ? [] : [{ id, owner: subjects[of].ownerOf(subject), subject, reason }],
  );
  const decrypted = await vault.decryptMany(
    encrypted.map(({ owner, subject, reason }) => ({
      owner,
      context: reasonContext(subject),
      ciphertext: reason,
    })),
  );
  return new Map(
    encrypted.flatMap(({ id }, index) => {
      const reason = decrypted[index];
      return reason === undefined || reason === null ? [] : [[id, reason] as const];
    }),
  );
};
