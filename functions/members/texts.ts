import { type AppError, refused } from '../domain/errors.ts';
import type { Concerned } from '../journal/append.ts';
import { erasedMemberKey, memberKey } from '../table/keys.ts';
import { placeOf } from '../vault/authenticated-context.ts';
import type { Vault } from '../vault/vault.ts';
import { VaultError } from '../vault/vault-error.ts';
import {
  type FoundMember,
  type Member,
  type SealedField,
  type StoredMember,
  sealedFields,
} from './schema.ts';
import { toListed } from './stored-member.ts';

/** A member's texts lie sealed with her own key, each bound to her item and its field. */
export const ownerOf = (memberId: string) => `member:${memberId}` as const;
/** What is recorded under an id about a member alone. */
export const concerns = (memberId: string): Concerned => ({
  id: memberId,
  erased: erasedMemberKey(memberId),
});
export const placeOfField = (memberId: string, field: SealedField) => placeOf(memberKey(memberId), field);

/** The refusal of a text about somebody whose key was destroyed. */
export const memberErased = (): AppError =>
  refused('member_erased', 'The member was erased: nothing can be written about her any more.');

const isErased = (error: unknown): boolean => error instanceof VaultError && error.fault === 'key_destroyed';

export type Texts = ReturnType<typeof createTexts>;

export const createTexts = (vault: Vault) => {
  /** The texts of some members, of each the fields that she has; null where she was erased. */
  const openTexts = async (
    members: readonly StoredMember[],
    fields: readonly SealedField[],
  ): Promise<Partial<Record<SealedField, string | null>>[]> => {
    const sealed = members.flatMap((value, index) =>
      fields.flatMap((field) => {
        const text = value[field];
        return text === undefined
          ? []
          : [
              {
                index,
                field,
                at: { owner: ownerOf(value.id), place: placeOfField(value.id, field), sealed: text },
              },
            ];
      }),
    );
    const opened = await vault.openMany(sealed.map(({ at }) => at));
    const texts = members.map((): Partial<Record<SealedField, string | null>> => ({}));
    for (const [order, { index, field }] of sealed.entries()) {
      const own = texts[index];
      if (own !== undefined) {
        own[field] = opened[order] ?? null;
      }
    }
    return texts;
  };

  return {
    /** A member with her texts; they are null where she was erased. */
    open: async (value: StoredMember): Promise<Member> => {
      const [texts] = await openTexts([value], sealedFields);
      return { ...toListed(value), name: null, mandal: null, ...texts };
    },

    /** Members with their names alone. */
    openNames: async (members: readonly StoredMember[]): Promise<FoundMember[]> => {
      const texts = await openTexts(members, ['name']);
      return members.map((value, index) => ({ ...toListed(value), name: texts[index]?.name ?? null }));
    },

    /** A text as it is stored, or `member_erased`. */
    seal: async (memberId: string, field: SealedField, text: string): Promise<string | AppError> => {
      try {
        return await vault.seal(ownerOf(memberId), placeOfField(memberId, field), text);
      } catch (error) {
        if (isErased(error)) {
          return memberErased();
        }
        throw error;
      }
    },
  };
};
