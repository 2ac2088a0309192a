import { type AppError, refused } from '../domain/errors.ts';
import type { Key } from '../table/keys.ts';
import { contextOf, type Owner } from '../vault/authenticated-context.ts';
import type { EncryptedText } from '../vault/encrypted-text.ts';
import type { Vault } from '../vault/vault.ts';
import { VaultError } from '../vault/vault-error.ts';
import { encryptedFields } from './event-schema.ts';

/** The owner of the key that encrypts the texts of a case: its member, since all of them are about her. */
export const ownerOf = (memberId: string): Owner => `member:${memberId}`;

/** Encrypts a text of a case with its member's key; returns the refusal if she was erased. */
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

export type EncryptedField = (typeof encryptedFields)[number];

type WithEncryptedFields<Value> = { readonly id: string } & {
  readonly [field in EncryptedField]?: Value | undefined;
};

/** The texts of a case's event that are stored encrypted, with their fields: in plaintext from an event as sent, encrypted from a stored one. */
export const encryptedPartsOf = <Value>(
  event: WithEncryptedFields<Value>,
): { field: EncryptedField; value: Value }[] =>
  encryptedFields.flatMap((field) => {
    const value = event[field];
    return value === undefined ? [] : [{ field, value }];
  });
