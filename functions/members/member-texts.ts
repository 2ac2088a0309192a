import { type AppError, refused } from '../domain/errors.ts';
import { memberKey } from '../table/keys.ts';
import { type AuthenticatedContext, contextOf } from '../vault/authenticated-context.ts';
import type { EncryptedText } from '../vault/encrypted-text.ts';
import type { Vault } from '../vault/vault.ts';
import { VaultError } from '../vault/vault-error.ts';
import {
  type EncryptedField,
  encryptedFields,
  type FoundMember,
  type Member,
  type StoredMember,
} from './schema.ts';
import { toListed } from './stored-member.ts';

/** Whose key encrypts a member's texts: her own, each text bound to her item and its field. */
export const ownerOf = (memberId: string) => `member:${memberId}` as const;
export const fieldContext = (memberId: string, field: EncryptedField) =>
  contextOf(memberKey(memberId), field);
/** Where the encrypted text of a reversal's reason is stored in a member's item: beside what it took back. */
export const reasonContext = (memberId: string, reversalId: string) =>
  contextOf(memberKey(memberId), `reversal:${reversalId}`);

/** The error for a text about a member whose key was destroyed. */
export const memberErased = (): AppError =>
  refused('member_erased', 'The member was erased: nothing can be written about her any more.');

const isErased = (error: unknown): boolean => error instanceof VaultError && error.fault === 'key_destroyed';

export type Texts = ReturnType<typeof createTexts>;

export const createTexts = (vault: Vault) => {
  /** The requested texts of some members; null if she was erased. */
  const decryptTexts = async (
    members: readonly StoredMember[],
    fields: readonly EncryptedField[],
  ): Promise<Partial<Record<EncryptedField, string | null>>[]> => {
    const encrypted = members.flatMap((value, index) =>
      fields.flatMap((field) => {
        const text = value[field];
        return text === undefined
          ? []
          : [
              {
                index,
                field,
                at: { owner: ownerOf(value.id), context: fieldContext(value.id, field), ciphertext: text },
              },
            ];
      }),
    );
    const opened = await vault.decryptMany(encrypted.map(({ at }) => at));
    const texts = members.map((): Partial<Record<EncryptedField, string | null>> => ({}));
    for (const [order, { index, field }] of encrypted.entries()) {
      const own = texts[index];
      if (own !== undefined) {
        own[field] = opened[order] ?? null;
      }
    }
    return texts;
  };

  return {
    /** A member with her texts; null if she was erased. */
    open: async (value: StoredMember): Promise<Member> => {
      const [texts] = await decryptTexts([value], encryptedFields);
      return { ...toListed(value), name: null, mandal: null, ...texts };
    },

    /** The same for several members, in their order. */
    openMany: async (values: readonly StoredMember[]): Promise<Member[]> => {
      const texts = await decryptTexts(values, encryptedFields);
      return values.map((value, index) => ({
        ...toListed(value),
        name: null,
        mandal: null,
        ...texts[index],
      }));
    },

    /** Members with only their names. */
    decryptNames: async (members: readonly StoredMember[]): Promise<FoundMember[]> => {
      const texts = await decryptTexts(members, ['name']);
      return members.map((value, index) => ({ ...toListed(value), name: texts[index]?.name ?? null }));
    },

    /** A text as stored, or `member_erased`. */
    encrypt: async (
      memberId: string,
      context: AuthenticatedContext,
      text: string,
    ): Promise<EncryptedText | AppError> => {
      try {
        return await vault.encrypt(ownerOf(memberId), context, text);
      } catch (error) {
        if (isErased(error)) {
          return memberErased();
        }
        throw error;
      }
    },
  };
};
