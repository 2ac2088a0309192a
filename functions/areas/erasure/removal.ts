import { dated, dueTalkOf } from '../../shared/due-talks/due-talk.ts';
import { dueTalkWrites } from '../../shared/due-talks/due-talks-of-group.ts';
import { markSignInPending } from '../../shared/sign-ins/pending-sign-in.ts';
import type { Item, Write } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { erasedMemberKey, fullNameKey, memberKey, nameTokenKey } from '../../shared/table/keys/members.ts';
import { erasedPersonKey, personKey, wayInKey } from '../../shared/table/keys/people.ts';
import { notComparedKey } from '../../shared/table/keys/same-women.ts';
import { leaveGroup } from '../accounts/room-in-group.ts';
import { likelyKeysOf } from '../same-women/likely-items.ts';
import { erasableMember, erasablePerson, type SubjectKind } from './schema.ts';

/**
 * The writes of a removal, for one transaction. Those in `staleIfFailed` have the condition that her record has still the
 * version that was read; those in `writes` have none.
 */
export type Removal = {
  readonly staleIfFailed: readonly Write[];
  readonly writes: readonly Write[];
  /** The keys of the tokens by which a member is found. Once her record is moved they lead nowhere, so they may be removed later. */
  readonly tokens: readonly Key[];
};

/** The keys of the table's indexes: without them a record is in no list. */
const indexAttributes = new Set(['gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk']);

/** Moves a record to another key. @param changed the new key, and attributes with new values */
const move = (item: Item, version: number, from: Key, changed: Item): Omit<Removal, 'tokens'> => ({
  staleIfFailed: [{ remove: from, condition: 'version = :seen', values: { ':seen': version } }],
  writes: [
    {
      put: {
        ...Object.fromEntries(Object.entries(item).filter(([name]) => !indexAttributes.has(name))),
        ...changed,
      },
    },
  ],
});

/**
 * At most 5 writes, two for the record, two for her group unless she has left it, one for the comparison; and 36 tokens, nine of her search in each of two
 * districts, seven of her full name, and eleven by which another record of hers is found.
 */
const removeMember = (item: Item, _changeId?: string, joined: readonly Item[] = []): Removal => {
  const member = erasableMember.parse(item);
  const { id, version, collectiveId, exitedOn, joinedTo, district, movedFrom, fullNameTokens } = member;
  const stands = joinedTo === undefined;
  // By the names of joined records the kept one is found.
  const searchTokens = stands
    ? new Set([member, ...joined.map((one) => erasableMember.parse(one))].flatMap((one) => one.searchTokens))
    : [];
  // After a move, her search tokens stand in both districts.
  const districts = new Set(movedFrom === undefined ? [district] : [district, movedFrom.district]);
  const { staleIfFailed, writes } = move(item, version, memberKey(id), {
    searchTokens: [],
    fullNameTokens: [],
    likeness: undefined,
    ...erasedMemberKey(id),
  });
  return {
    staleIfFailed,
    writes: [
      ...writes,
      ...(exitedOn === undefined && stands ? [leaveGroup(collectiveId)] : []),
      ...dueTalkWrites([{ before: dueTalkOf(dated.parse(item)), after: undefined }]),
      { remove: notComparedKey(id) },
    ],
    tokens: [
      ...fullNameTokens.map((token) => fullNameKey(token, id)),
      ...likelyKeysOf(member),
      ...[...districts].flatMap((where) => [...searchTokens].map((token) => nameTokenKey(token, where, id))),
    ],
  };
};

/** Without her way in she may do nothing; her sign-in at the provider is removed. */
const removePerson = (item: Item, changeId: string): Removal => {
  const person = erasablePerson.parse(item);
  const { id, version } = person;
  const { staleIfFailed, writes } = move(item, version, personKey(id), {
    nameTokens: [],
    ...erasedPersonKey(id),
  });
  return {
    staleIfFailed,
    writes: [...writes, { remove: wayInKey(person.signInName) }, markSignInPending(person, changeId)],
    tokens: [],
  };
};

/**
 * The writes that move an erased member or person, as read, to a key that nothing reads, out of every list.
 * @param changeId a new id: it identifies this change of a sign-in
 * @param joined of a member: the records that were joined to hers
 */
export const remove: Readonly<
  Record<SubjectKind, (item: Item, changeId: string, joined?: readonly Item[]) => Removal>
> = {
  member: removeMember,
  person: removePerson,
};
