import type { SealedField } from '../../shared/definition/define.ts';
import { ownerOf } from '../../shared/definition/of-member.ts';
import { openRecords } from '../../shared/definition/seal.ts';
import { memberKey } from '../../shared/table/keys.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { memberFields } from './definition.ts';
import { type FoundMember, foundMember, type Member, member, type StoredMember } from './schema.ts';
import { withChildren } from './stored-member.ts';

export type Texts = ReturnType<typeof createTexts>;

export const createTexts = (vault: Vault) => {
  const decrypt = (
    members: readonly StoredMember[],
    isWanted?: (field: SealedField, name: string) => boolean,
  ): Promise<StoredMember[]> =>
    openRecords(
      vault,
      members.map((record) => ({
        fields: memberFields,
        owner: ownerOf(record.id),
        key: memberKey(record.id),
        record,
      })),
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
  };
};
