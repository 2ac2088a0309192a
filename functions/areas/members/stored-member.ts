import * as z from 'zod';
import { checkStored } from '../../shared/definition/seal.ts';
import { hasStopped, type Withdrawal } from '../../shared/services/withdrawn.ts';
import type { Item } from '../../shared/table/client.ts';
import { allMembersIndexKeys, memberKey, memberListIndexKeys } from '../../shared/table/keys/members.ts';
import { toChild } from './children-and-offices.ts';
import { memberFields } from './definition.ts';
import {
  type ListedMember,
  listedMember,
  type StoredMember,
  storedMember,
  type WholeMember,
} from './schema.ts';

const composed = storedMember.extend({ records: z.array(storedMember).optional() });

/** Parses the item of a stored member: the table's, or a composed one (shared/one-woman). */
export const parseMember = (item: Item): StoredMember => composed.parse(item);

/**
 * The table's item of a stored member, with the keys of its indexes: in lists stands the record that was kept, not one that was joined to it.
 * @throws InternalError if she has a field that is not declared, or a text in plaintext that is to be encrypted
 */
export const toItem = (value: StoredMember): Item => {
  checkStored(memberFields, value);
  return {
    ...value,
    ...memberKey(value.id),
    ...(value.joinedTo === undefined
      ? {
          ...memberListIndexKeys(value.collectiveId, value.id),
          ...allMembersIndexKeys(value.district, value.id),
        }
      : {}),
  };
};

/** A stored member with her children as answers have them. */
export const withChildren = (value: StoredMember) => ({ ...value, children: value.children.map(toChild) });

type Withheld = Pick<WholeMember, 'children' | 'offices' | 'category'>;

/** A member as she is told of: without children, offices and category while she has withdrawn her consent to the services. */
export const toTold = <M extends Withdrawal & { readonly [F in keyof Withheld]?: unknown }>(
  value: M,
): Omit<M, keyof Withheld> & Partial<Pick<M, keyof Withheld>> => {
  const { children: _children, offices: _offices, category: _category, ...others } = value;
  return hasStopped(value) ? others : value;
};

/** A stored member as the API's lists show her, without her encrypted texts. */
export const toListed = (value: StoredMember): ListedMember =>
  listedMember.parse(toTold(withChildren(value)));
