import type { SealedField } from '../../shared/definition/define.ts';
import { ownerOf } from '../../shared/definition/of-member.ts';
import { openRecords } from '../../shared/definition/seal.ts';
import { memberKey } from '../../shared/table/keys.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { memberFields } from './definition.ts';
import { type FoundMember, foundMember, type Member, member, type StoredMember } from './schema.ts';
import { withChildren } from './stored-member.ts';

const decrypt = (
  vault: Vault,
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

/** A member with her texts, which are null if she was erased. */
export const openMember = async (vault: Vault, value: StoredMember): Promise<Member> => {
  const [opened] = await decrypt(vault, [value]);
  return member.parse(withChildren(opened ?? value));
};

/** The same for several members, in their order. */
export const openMembers = async (vault: Vault, values: readonly StoredMember[]): Promise<Member[]> =>
  (await decrypt(vault, values)).map((opened) => member.parse(withChildren(opened)));

/** Members with only their names. */
export const decryptNames = async (vault: Vault, members: readonly StoredMember[]): Promise<FoundMember[]> =>
  (await decrypt(vault, members, (_, name) => name === 'name')).map((opened) =>
    foundMember.parse(withChildren(opened)),
  );
