import type { Item } from '../table/client.ts';
import { allMembersPlace, memberKey, memberListPlace } from '../table/keys.ts';
import { type ListedMember, listedMember, type StoredMember, storedMember } from './schema.ts';

/** Where a member belongs: what decides who reaches her. */
export type MemberScope = { readonly collectiveId: string; readonly district: string };

export const parseMember = (item: Item): StoredMember => storedMember.parse(item);

export const toItem = (value: StoredMember): Item => ({
  ...value,
  ...memberKey(value.id),
  ...memberListPlace(value.collectiveId, value.id),
  ...allMembersPlace(value.id),
});

/** A member as lists give her: her texts, sealed or not, stay behind. */
export const toListed = (value: StoredMember): ListedMember => listedMember.parse(value);
