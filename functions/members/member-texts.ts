import type { Fields, SealedField } from '../definition/define.ts';
import { openRecords, type SealedRecord, sealRecord } from '../definition/seal.ts';
import { type AppError, refused } from '../domain/errors.ts';
import { memberKey } from '../table/keys.ts';
import { contextOf } from '../vault/authenticated-context.ts';
import type { Vault } from '../vault/vault.ts';
import { VaultError } from '../vault/vault-error.ts';
import { memberFields } from './definition.ts';
import { type FoundMember, foundMember, type Member, member, type StoredMember } from './schema.ts';
import { withChildren } from './stored-member.ts';

/** The owner of the key that encrypts a member's texts: herself. */
export const ownerOf = (memberId: string) => `member:${memberId}` as const;

/** The error of writing one of a member's texts after her key was destroyed. */
export const memberErasedError = (): AppError =>
  refused('member_erased', 'The member was erased: nothing can be written about her any more.');

const isErased = (error: unknown): boolean => error instanceof VaultError && error.fault === 'key_destroyed';

export type Texts = ReturnType<typeof createTexts>;

export const createTexts = (vault: Vault) => {
  const decrypt = (
    members: readonly StoredMember[],
    isWanted?: (field: SealedField, name: string) => boolean,
  ): Promise<StoredMember[]> =>
    openRecords(
      vault,
      memberFields,
      members.map((record) => ({ owner: ownerOf(record.id), key: memberKey(record.id), record })),
      isWanted,
    );

  return {
    /** A member with her texts, which are null if she was erased. */
    open: async (value: StoredMember): Promise<Member> => {
      const [opened] = await decrypt([value]);
      return member.parse(withChildren(opened ?? value));
    },

    /** The same for several members, in their order. */
    openMany: async (values: readonly StoredMember[]): Promise<Member[]> =>
      (await decrypt(values)).map((opened) => member.parse(withChildren(opened))),

    /** Members with only their names. */
    decryptNames: async (members: readonly StoredMember[]): Promise<FoundMember[]> =>
      (await decrypt(members, (_, name) => name === 'name')).map((opened) =>
        foundMember.parse(withChildren(opened)),
      ),

    /** A part of a member's record with its texts encrypted for storage, or the error `member_erased`. */
    seal: async <F extends Fields, R extends object>(
      memberId: string,
      fields: F,
      part: R,
    ): Promise<SealedRecord<F, R> | AppError> => {
      try {
        return await sealRecord(fields, part, (boundTo, text) =>
          vault.encrypt(ownerOf(memberId), contextOf(memberKey(memberId), boundTo), text),
        );
      } catch (error) {
        if (isErased(error)) {
          return memberErasedError();
        }
        throw error;
      }
    },
  };
};
