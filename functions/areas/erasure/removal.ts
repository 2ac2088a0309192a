import { markSignInPending } from '../../shared/sign-ins/pending-sign-in.ts';
import type { Item, Write } from '../../shared/table/client.ts';
import {
  erasedMemberKey,
  erasedPersonKey,
  fullNameKey,
  type Key,
  memberKey,
  nameTokenKey,
  personKey,
} from '../../shared/table/keys.ts';
import { leaveGroup } from '../accounts/closed-group.ts';
import { erasableMember, erasablePerson, type SubjectKind } from './schema.ts';

/**
 * The writes of a removal, for one transaction. Those in `staleIfFailed` have the condition that her record has still the
 * version that was read; those in `writes` have none.
 */
export type Removal = { readonly staleIfFailed: readonly Write[]; readonly writes: readonly Write[] };

/** The keys of the table's indexes: without them a record is in no list. */
const indexAttributes = new Set(['gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk']);

/** Moves a record to another key. @param changed the new key, and attributes with new values */
const move = (item: Item, version: number, from: Key, changed: Item): Removal => ({
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
 * At most 28 writes: two for the record, one for her group unless she has left it, nine for her search tokens in each of two districts, and seven for her
 * full-name tokens.
 */
const removeMember = (item: Item): Removal => {
  const { id, version, collectiveId, exitedOn, district, movedFrom, searchTokens, fullNameTokens } =
    erasableMember.parse(item);
  // After a move, her search tokens stand in both districts.
  const districts = new Set(movedFrom === undefined ? [district] : [district, movedFrom.district]);
  const { staleIfFailed, writes } = move(item, version, memberKey(id), {
    searchTokens: [],
    fullNameTokens: [],
    ...erasedMemberKey(id),
  });
  return {
    staleIfFailed,
    writes: [
      ...writes,
      ...(exitedOn === undefined ? [leaveGroup(collectiveId)] : []),
      ...[...districts].flatMap((where) =>
        searchTokens.map((token): Write => ({ remove: nameTokenKey(token, where, id) })),
      ),
      ...fullNameTokens.map((token): Write => ({ remove: fullNameKey(token, id) })),
    ],
  };
};

/** Without her record she may do nothing; her sign-in at the provider is removed. */
const removePerson = (item: Item, changeId: string): Removal => {
  const person = erasablePerson.parse(item);
  const { id, version } = person;
  const { staleIfFailed, writes } = move(item, version, personKey(id), {
    nameTokens: [],
    ...erasedPersonKey(id),
  });
  return { staleIfFailed, writes: [...writes, markSignInPending(person, changeId)] };
};

/**
 * The writes that move an erased member or person, as read, to a key that nothing reads, out of every list.
 * @param changeId a new id: it identifies this change of a sign-in
 */
export const remove: Readonly<Record<SubjectKind, (item: Item, changeId: string) => Removal>> = {
  member: removeMember,
  person: removePerson,
};
