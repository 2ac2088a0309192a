import { type AppError, refused } from '../domain/errors.ts';
import type { ConcernedPerson } from '../journal/append.ts';
import { erasedMemberKey, type Key } from '../table/keys.ts';
import { contextOf, type Owner } from '../vault/authenticated-context.ts';
import type { EncryptedText } from '../vault/encrypted-text.ts';
import type { Vault } from '../vault/vault.ts';
import { VaultError } from '../vault/vault-error.ts';

/** Whose key encrypts the texts of a case: every one is about its member. */
export const ownerOf = (memberId: string): Owner => `member:${memberId}`;

/** Whom the claim of an id of a case concerns: its member alone, like the texts encrypted with her key. */
export const concerns = (memberId: string): ConcernedPerson => ({
  id: memberId,
  erased: erasedMemberKey(memberId),
});

/** A text as stored, or the error if its member was erased. */
export const encryptText = async (
  vault: Vault,
  memberId: string,
  key: Key,
  field: string,
  text: string,
): Promise<EncryptedText | AppError> => {
  try {
    return await vault.encrypt(ownerOf(memberId), contextOf(key, field), text);
  } catch (error) {
    if (error instanceof VaultError && error.fault === 'key_destroyed') {
      return refused('member_erased', 'The member was erased: nothing can be written about her any more.');
    }
    throw error;
  }
};
