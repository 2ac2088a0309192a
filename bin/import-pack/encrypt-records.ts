import type * as z from 'zod';
import { storedMember } from '../../functions/areas/members/schema.ts';
import type { createMemberTokens } from '../../functions/areas/members/search-tokens.ts';
import { fullNameKeysOf, searchTokenKeysOf } from '../../functions/areas/members/token-and-account-writes.ts';
import { nameTokensOf } from '../../functions/areas/people/name-tokens.ts';
import { storedPerson } from '../../functions/areas/people/schema.ts';
import { likelyItemsOf } from '../../functions/areas/same-women/likely-items.ts';
import { folders } from '../../functions/jobs/packing/pack-format.ts';
import { withBytes } from '../../functions/jobs/packing/record-kinds.ts';
import { encryptRecord } from '../../functions/jobs/packing/record-texts.ts';
import { wayInOf } from '../../functions/shared/sign-ins/way-in.ts';
import type { Item } from '../../functions/shared/table/client.ts';
import type { Owner } from '../../functions/shared/vault/authenticated-context.ts';
import type { RecordDeps } from './import-records.ts';
import type { Pack } from './read-pack.ts';

/** Encrypts the records of a handover pack with the keys of this stack. import-records.ts reads the pack's files and writes the items. */

/** Whether a text names an owner other than the organisation, such as `member:0199…`. */
export const isOwner = (owner: string): owner is Exclude<Owner, 'organisation'> =>
  /^(member|person|collective):/.test(owner);

/** The fields of a kept record that the records joined to it need. */
const keptFields = storedMember.pick({
  id: true,
  createdAt: true,
  district: true,
  movedFrom: true,
  joined: true,
  joinedTo: true,
});

type Kept = z.infer<typeof keptFields>;

/** An import under way. */
export type Importing = RecordDeps & {
  readonly pack: Pack;
  readonly tokens: ReturnType<typeof createMemberTokens>;
  readonly erasedOwners: ReadonlySet<string>;
  /** The answers of `ensureKey` by owner. Records of one owner that are encrypted at the same time share an answer, so that only one key is made. */
  readonly keyPromises: Map<Owner, Promise<boolean>>;
  /** The kept records by the ids of those that were joined to them. */
  readonly keptByJoinedId: Map<string, Kept>;
};

/** The kinds of owners whose own records are in a section of the pack's records. */
const ownerKinds = { members: 'member', people: 'person', collectives: 'collective' } as const;

/** Whether a file such as `records/members-0001.ndjson` belongs to a section of the pack's records. */
export const isOfSection = (section: keyof typeof ownerKinds, fileName: string): boolean =>
  fileName.startsWith(`${folders.records}${section}-`);

/** Notes the kept records by the ids of the records that were joined to them. */
export const noteJoined = ({ keptByJoinedId }: Importing, members: Iterable<unknown>): void => {
  for (const member of members) {
    const { joined = [], joinedTo, ...kept } = keptFields.parse(member);
    // A record that was joined to another still lists the records that were joined to it before. The kept record lists them too.
    if (joinedTo !== undefined) continue;
    for (const { id } of joined) keptByJoinedId.set(id, kept);
  }
};

/** Makes sure that an owner has a key in this stack. @returns false for somebody who was erased, who gets no key */
export const ensureKey = (importing: Importing, owner: Owner): Promise<boolean> => {
  const promise = importing.keyPromises.get(owner) ?? findOrMakeKey(importing, owner);
  importing.keyPromises.set(owner, promise);
  return promise;
};

const findOrMakeKey = async (
  { erasedOwners, keyStore, wrappingKey }: Importing,
  owner: Owner,
): Promise<boolean> => {
  // The vault makes the organisation's key where it is needed first.
  if (owner === 'organisation') return true;
  if (erasedOwners.has(owner) || !isOwner(owner)) return false;
  const stored = (await keyStore.read([owner])).get(owner);
  // Without a wrapped key, the key was destroyed.
  if (stored !== undefined) return stored.wrapped !== undefined;
  const { wrapped } = await wrappingKey.generate(owner);
  await keyStore.create(owner, wrapped);
  return true;
};

/**
 * The item of a member with the tokens by which she is found, and the items of these tokens.
 * @param plain her record as it is in the pack
 * @param encrypted the same with its texts encrypted
 */
const withTokens = async (
  { tokens, keptByJoinedId }: Importing,
  plain: Item,
  encrypted: Item,
): Promise<Item[]> => {
  const { name, phone } = plain;
  // An erased member has no name.
  const hasName = typeof name === 'string';
  const knownPhone = typeof phone === 'string' ? phone : undefined;
  const member = {
    ...encrypted,
    searchTokens: hasName ? await tokens.searchTokensOf(name, knownPhone) : [],
    fullNameTokens: hasName ? await tokens.fullNameTokensOf(name) : [],
    likeness: await tokens.likenessOf({
      name: hasName ? name : '',
      phone: knownPhone,
      mandal: typeof plain.mandal === 'string' ? plain.mandal : '',
    }),
  };
  const parsed = storedMember.parse(member);
  const kept = keptByJoinedId.get(parsed.id);
  // A search by the name of a joined record finds the kept record, in the kept record's district.
  const found = kept ?? parsed;
  const standsFor = kept && { id: kept.id, createdAt: kept.createdAt };
  return [
    member,
    ...searchTokenKeysOf({ ...found, searchTokens: parsed.searchTokens }).map((key) => ({
      ...key,
      memberId: found.id,
    })),
    ...fullNameKeysOf(parsed).map((key) => ({ ...key, memberId: parsed.id })),
    // Women whom the former programme has compared are not compared again: the pairs are in the pack.
    ...likelyItemsOf({ ...parsed, standsFor }),
  ];
};

/** Encrypts the texts of a file's records with the keys of this stack. @param fileName tells what kind of records they are */
export const encryptAll = async (
  importing: Importing,
  fileName: string,
  plain: readonly Item[],
): Promise<Item[]> => {
  const { vault } = importing;
  const areMembers = isOfSection('members', fileName);
  const arePeople = isOfSection('people', fileName);
  const encrypted = await Promise.all(
    plain.map(async (item) => {
      const record = withBytes(await encryptRecord(vault, item, (owner) => ensureKey(importing, owner)));
      if (arePeople) {
        const person = { ...record, nameTokens: await nameTokensOf(vault, String(item.name)) };
        return [person, wayInOf(storedPerson.parse(person))];
      }
      return areMembers ? withTokens(importing, item, record) : [record];
    }),
  );
  return encrypted.flat();
};

/** The owners whose own records a file holds. Each gets a key, even if there is no text of hers to encrypt yet. */
export const ownersIn = (fileName: string, items: readonly Item[]): Owner[] => {
  for (const section of ['members', 'people', 'collectives'] as const) {
    if (isOfSection(section, fileName)) {
      return items.map(({ id }): Owner => `${ownerKinds[section]}:${String(id)}`);
    }
  }
  return [];
};
