import { type AppError, refused } from '../domain/errors.ts';
import type { Concerned } from '../journal/append.ts';
import { erasedMemberKey, type Key } from '../table/keys.ts';
import { type Owner, placeOf } from '../vault/authenticated-context.ts';
import type { Vault } from '../vault/vault.ts';
import { VaultError } from '../vault/vault-error.ts';

/** Every text of a case is about its member, and sealed with her key. */
export const ownerOf = (memberId: string): Owner => `member:${memberId}`;

/** Whatever is recorded under an id of a case concerns its member alone. */
export const concerns = (memberId: string): Concerned => ({
  id: memberId,
  erased: erasedMemberKey(memberId),
});

/** A text as it is stored, or the refusal to take any about somebody who was erased. */
export const sealText = async (
  vault: Vault,
  memberId: string,
  key: Key,
  field: string,
  text: string,
): Promise<string | AppError> => {
  try {
    return await vault.seal(ownerOf(memberId), placeOf(key, field), text);
  } catch (error) {
    if (error instanceof VaultError && error.fault === 'key_destroyed') {
      return refused('member_erased', 'The member was erased: nothing can be written about her any more.');
    }
    throw error;
  }
};
