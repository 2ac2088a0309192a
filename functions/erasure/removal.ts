import { markSignInPending } from '../sign-ins/sync-sign-ins.ts';
import type { Item, Write } from '../table/client.ts';
import {
  erasedMemberKey,
  erasedPersonKey,
  fullNameKey,
  type Key,
  memberKey,
  nameTokenKey,
  personKey,
} from '../table/keys.ts';
import { erasableMember, erasablePerson, type SubjectKind } from './schema.ts';

/** `optimistic` fails if somebody changed her since she was read. */
export type Removal = { readonly optimistic: readonly Write[]; readonly writes: readonly Write[] };

const indexed = new Set(['gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk']);

const move = (item: Item, version: number, from: Key, to: Item): Removal => ({
  optimistic: [{ remove: from, condition: 'version = :seen', values: { ':seen': version } }],
  writes: [
    { put: { ...Object.fromEntries(Object.entries(item).filter(([name]) => !indexed.has(name))), ...to } },
  ],
});

/** At most twenty-seven writes, including those of her name tokens. */
const removeMember = (item: Item): Removal => {
  const { id, version, district, movedFrom, searchTokens, fullNameTokens } = erasableMember.parse(item);
  const districts = [...new Set([district, movedFrom?.district ?? district])];
  const { optimistic, writes } = move(item, version, memberKey(id), {
    searchTokens: [],
    fullNameTokens: [],
    ...erasedMemberKey(id),
  });
  return {
    optimistic,
    writes: [
      ...writes,
      ...districts.flatMap((one) =>
        searchTokens.map((token): Write => ({ remove: nameTokenKey(token, one, id) })),
      ),
      ...fullNameTokens.map((token): Write => ({ remove: fullNameKey(token, id) })),
    ],
  };
};

/** Without her record she may do nothing; her sign-in at the provider is removed. */
const removePerson = (item: Item, change: string): Removal => {
  const person = erasablePerson.parse(item);
  const { id, version } = person;
  const { optimistic, writes } = move(item, version, personKey(id), erasedPersonKey(id));
  return { optimistic, writes: [...writes, markSignInPending(person, change)] };
};

/**
 * The writes that move an erased member or person, as read, to a key that nothing reads, out of every list.
 * @param change an id that no other change has
 */
export const remove: Readonly<Record<SubjectKind, (item: Item, change: string) => Removal>> = {
  member: removeMember,
  person: removePerson,
};
