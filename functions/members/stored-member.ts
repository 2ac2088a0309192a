import type { Item } from '../table/client.ts';
import { allMembersIndexKeys, memberKey, memberListIndexKeys } from '../table/keys.ts';
import { toChild } from './children-and-offices-rules.ts';
import { type ListedMember, listedMember, type StoredMember, storedMember } from './schema.ts';

/** The fields of a member that decide who may see her. */
export type MemberScope = { readonly collectiveId: string; readonly district: string };

export const parseMember = (item: Item): StoredMember => storedMember.parse(item);

export const toItem = (value: StoredMember): Item => ({
  ...value,
  ...memberKey(value.id),
  ...memberListIndexKeys(value.collectiveId, value.id),
  ...allMembersIndexKeys(value.id),
});

/** Turns a stored member into one of a list, without her texts. */
export const toListed = (value: StoredMember): ListedMember =>
  listedMember.parse({ ...value, children: value.children.map(toChild) });
