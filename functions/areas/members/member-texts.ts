import type { SealedField } from '../../shared/definition/define.ts';
import { ownerOf } from '../../shared/definition/of-member.ts';
import { openRecords } from '../../shared/definition/seal.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { memberFields } from './definition.ts';
import {
  type FoundMember,
  foundMember,
  type Member,
  member,
  type StoredMember,
  type WholeMember,
  wholeMember,
} from './schema.ts';
import { toTold, withChildren } from './stored-member.ts';

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

/** A member with her texts, which are null if she was erased, as she is told of. */
export const openMember = async (vault: Vault, value: StoredMember): Promise<Member> => {
  const [opened] = await decrypt(vault, [value]);
  return member.parse(toTold(withChildren(opened ?? value)));
};

/** The same with all her fields, for a change of her record. */
export const openWhole = async (vault: Vault, value: StoredMember): Promise<WholeMember> => {
  const [opened] = await decrypt(vault, [value]);
  return wholeMember.parse(withChildren(opened ?? value));
};

/** The same as `openMember` for several members, in their order. */
export const openMembers = async (vault: Vault, values: readonly StoredMember[]): Promise<Member[]> =>
  (await decrypt(vault, values)).map((opened) => member.parse(toTold(withChildren(opened))));

/** Members with only their names. */
export const decryptNames = async (vault: Vault, members: readonly StoredMember[]): Promise<FoundMember[]> =>
  (await decrypt(vault, members, (_, name) => name === 'name')).map((opened) =>
    foundMember.parse(toTold(withChildren(opened))),
  );
