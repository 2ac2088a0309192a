import { erasureKey } from '../../shared/table/keys.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import type { StoredErasure } from './schema.ts';
import { subjects } from './subjects.ts';

/**
 * The context to which the ciphertext of an erasure's reason is bound: the erasure's item in the table, of which each subject (the member
 * or person to be erased) has one. The reason is encrypted with the subject's key.
 */
export const reasonContext = (subjectId: string) => contextOf(erasureKey(subjectId), 'reason');

/** The reasons of erasures, by the erasure's id; those whose key was destroyed are left out. */
export const decryptReasons = async (
  vault: Pick<Vault, 'decryptMany'>,
  erasures: readonly StoredErasure[],
): Promise<ReadonlyMap<string, string>> => {
  const encrypted = erasures.flatMap(({ id, of: kind, subject: subjectId, reason }) =>
    // An erasure that was declined or withdrawn has no reason any more.
    reason === undefined
      ? []
      : [
          {
            id,
            owner: subjects[kind].ownerOf(subjectId),
            context: reasonContext(subjectId),
            ciphertext: reason,
          },
        ],
  );
  // In the same order; null where the key was destroyed.
  const decrypted = await vault.decryptMany(encrypted);
  return new Map(
    encrypted.flatMap(({ id }, index) => {
      const reason = decrypted[index];
      return reason === undefined || reason === null ? [] : [[id, reason] as const];
    }),
  );
};
