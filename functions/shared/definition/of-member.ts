import { type AppError, refused } from '../errors/errors.ts';
import type { Key } from '../table/keys/key.ts';
import { contextOf } from '../vault/authenticated-context.ts';
import type { Vault } from '../vault/vault.ts';
import { VaultError } from '../vault/vault-error.ts';
import type { Fields } from './define.ts';
import { type SealedRecord, sealRecord } from './seal.ts';

/** The owner of the key that encrypts every text about a member: herself. */
export const ownerOf = (memberId: string) => `member:${memberId}` as const;

/** The error of writing a text about a member after her key was destroyed. */
export const memberErasedError = (...paths: string[]): AppError =>
  refused('member_erased', 'The member was erased: nothing can be written about her any more.', ...paths);

/**
 * A record about a member, or a part of one, with its texts encrypted for storage; or the error `member_erased`.
 * @param key the table's key of the record's item
 */
export const sealOfMember = async <F extends Fields, R extends object>(
  vault: Pick<Vault, 'encrypt'>,
  memberId: string,
  key: Key,
  fields: F,
  record: R,
): Promise<SealedRecord<F, R> | AppError> => {
  try {
    return await sealRecord(fields, record, (boundTo, text) =>
      vault.encrypt(ownerOf(memberId), contextOf(key, boundTo), text),
    );
  } catch (error) {
    if (error instanceof VaultError && error.fault === 'key_destroyed') {
      return memberErasedError();
    }
    throw error;
  }
};
