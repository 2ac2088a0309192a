import type { Write } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { fullNameKey, nameTokenKey } from '../../shared/table/keys/members.ts';
import { notComparedKey } from '../../shared/table/keys/same-women.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import { closeAccount, openAccount, reopenAccount } from '../accounts/open-close-account.ts';
import { enterGroup, leaveGroup } from '../accounts/room-in-group.ts';
import { likelyItemsOf } from '../same-women/likely-items.ts';
import { unknownCollective } from './rules.ts';
import type { StoredMember } from './schema.ts';
import { allSearchTokens } from './woman-records.ts';

/**
 * A member's search tokens stand in her district, and in the district from which she moved last. A search reads several districts one after another: it
 * would miss the member if it read the new district before her move and the old one after it.
 */
export const searchTokenKeysOf = (
  member: Pick<StoredMember, 'id' | 'district' | 'movedFrom' | 'searchTokens' | 'records'>,
): Key[] => {
  const { id, district, movedFrom } = member;
  return [...new Set(movedFrom === undefined ? [district] : [district, movedFrom.district])].flatMap(
    (where) => allSearchTokens(member).map((token) => nameTokenKey(token, where, id)),
  );
};

export const fullNameKeysOf = ({ id, fullNameTokens }: StoredMember): Key[] =>
  fullNameTokens.map((token) => fullNameKey(token, id));

/**
 * The writes that make a member findable by what another record of the same woman is likely to share, and note that she is to be compared. None if
 * nothing of this changed.
 */
export const likenessWrites = (before: StoredMember | undefined, after: StoredMember): Write[] => {
  const oldItems = before === undefined ? [] : likelyItemsOf(before);
  const newItems = likelyItemsOf(after);
  if (canonicalJson(oldItems) === canonicalJson(newItems)) return [];
  const isKept = (old: Key) => newItems.some(({ pk, sk }) => pk === old.pk && sk === old.sk);
  return [
    ...oldItems.filter((old) => !isKept(old)).map(({ pk, sk }): Write => ({ remove: { pk, sk } })),
    ...newItems.map((item): Write => ({ put: item })),
    { put: { ...notComparedKey(after.id) } },
  ];
};

/** The writes that replace a member's old search and full-name tokens with her new ones. @param before undefined for a new member */
export const tokenWrites = (before: StoredMember | undefined, after: StoredMember): Write[] => {
  const { id } = after;
  const oldKeys = before === undefined ? [] : [...searchTokenKeysOf(before), ...fullNameKeysOf(before)];
  const newKeys = [...searchTokenKeysOf(after), ...fullNameKeysOf(after)];
  const isAmong = (keys: readonly Key[], { pk, sk }: Key): boolean =>
    keys.some((other) => other.pk === pk && other.sk === sk);
  return [
    ...oldKeys.filter((key) => !isAmong(newKeys, key)).map((key): Write => ({ remove: key })),
    ...newKeys
      .filter((key) => !isAmong(oldKeys, key))
      .map((key): Write => ({ put: { ...key, memberId: id } })),
  ];
};

/**
 * The writes that open a member's account in another collective, where she may have been before, and close her account in the old one; none if she stays.
 * @param today the Indian date of `now`
 */
export const moveWrites = (before: StoredMember, after: StoredMember, now: Date, today: string): Write[] =>
  before.collectiveId === after.collectiveId
    ? []
    : [
        closeAccount(before.collectiveId, before.id, today, 'is elsewhere'),
        leaveGroup(before.collectiveId),
        enterGroup(after.collectiveId, now, unknownCollective),
        before.formerCollectives.includes(after.collectiveId)
          ? reopenAccount(after.collectiveId, after.id)
          : openAccount(after.collectiveId, after.id),
      ];
