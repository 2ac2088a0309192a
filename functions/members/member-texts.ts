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

/** The owner of the key that encrypts a member's texts: herself. Each text is bound to her item and its field. */
export const ownerOf = (memberId: string) => `member:${memberId}` as const;
export const fieldContext = (memberId: string, field: EncryptedField) =>
  contextOf(memberKey(memberId), field);
/** The context of the encrypted reason of a reversal, which is stored in the member's item with the entry that it took back. */
export const reasonContext = (memberId: string, reversalId: string) =>
  contextOf(memberKey(memberId), `reversal:${reversalId}`);

/** The error of writing one of a member's texts after her key was destroyed. */
export const memberErasedError = (): AppError =>
  refused('member_erased', 'The member was erased: nothing can be written about her any more.');

const isErased = (error: unknown): boolean => error instanceof VaultError && error.fault === 'key_destroyed';

export type Texts = ReturnType<typeof createTexts>;

export const createTexts = (vault: Vault) => {
  /** The given fields' texts of each member, in order; a text is null if she was erased, and missing if she has none. */
  const decryptTexts = async (
    members: readonly StoredMember[],
    fields: readonly EncryptedField[],
  ): Promise<Partial<Record<EncryptedField, string | null>>[]> => {
    const encrypted = members.flatMap((value, index) =>
      fields.flatMap((field) => {
        const ciphertext = value[field];
        if (ciphertext === undefined) {
          return [];
        }
        const input = { owner: ownerOf(value.id), context: fieldContext(value.id, field), ciphertext };
        return [{ memberIndex: index, field, input }];
      }),
    );
    const decrypted = await vault.decryptMany(encrypted.map(({ input }) => input));
    const texts = members.map((): Partial<Record<EncryptedField, string | null>> => ({}));
    for (const [index, { memberIndex, field }] of encrypted.entries()) {
      const textsOfMember = texts[memberIndex];
      if (textsOfMember !== undefined) {
        textsOfMember[field] = decrypted[index] ?? null;
      }
    }
    return texts;
  };

  return {
    /** A member with her texts, which are null if she was erased. Name and mandal are null, not missing, if she has none. */
    open: async (value: StoredMember): Promise<Member> => {
      const [texts] = await decryptTexts([value], encryptedFields);
      const { ageChanges } = value;
      return {
        ...toListed(value),
        name: null,
        mandal: null,
        ...texts,
        ...(ageChanges === undefined ? {} : { ageChanges }),
      };
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

    /** A text encrypted for storage, or the error `member_erased`. */
    encrypt: async (
      memberId: string,
      context: AuthenticatedContext,
      text: string,
    ): Promise<EncryptedText | AppError> => {
      try {
        return await vault.encrypt(ownerOf(memberId), context, text);
      } catch (error) {
        if (isErased(error)) {
          return memberErasedError();
        }
        throw error;
      }
    },
  };
};
