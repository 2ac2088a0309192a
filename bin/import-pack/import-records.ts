import { BatchWriteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { storedMember } from '../../functions/areas/members/schema.ts';
import { createMemberTokens } from '../../functions/areas/members/search-tokens.ts';
import { fullNameKeysOf, searchTokenKeysOf } from '../../functions/areas/members/token-and-account-writes.ts';
import { nameTokensOf } from '../../functions/areas/people/name-tokens.ts';
import { storedPerson } from '../../functions/areas/people/schema.ts';
import { likelyItemsOf } from '../../functions/areas/same-women/likely-items.ts';
import { folders } from '../../functions/jobs/packing/pack-format.ts';
import { withBytes } from '../../functions/jobs/packing/record-kinds.ts';
import { encryptRecord } from '../../functions/jobs/packing/record-texts.ts';
import { retry, tryAgain } from '../../functions/shared/errors/retry.ts';
import { journalItemOf } from '../../functions/shared/journal/journal-item.ts';
import { journalLine } from '../../functions/shared/journal/line.ts';
import { wayInOf } from '../../functions/shared/sign-ins/way-in.ts';
import type { Item } from '../../functions/shared/table/client.ts';
import type { Owner } from '../../functions/shared/vault/authenticated-context.ts';
import type { KeyStore } from '../../functions/shared/vault/key-store.ts';
import type { Vault } from '../../functions/shared/vault/vault.ts';
import type { WrappingKey } from '../../functions/shared/vault/wrapping-key.ts';
import { type Pack, parseLines } from './read-pack.ts';

/** Writes the records and the journal of a handover pack into a table, for the command bin/import-pack.ts. functions/jobs/packing made the pack. */

export type RecordDeps = {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly vault: Pick<Vault, 'encrypt' | 'token'>;
  readonly keyStore: KeyStore;
  readonly wrappingKey: WrappingKey;
  readonly progress: (line: string) => void;
};

/** DynamoDB's limit of puts in one BatchWriteItem. */
const batchSize = 25;
const concurrentBatches = 8;
/** For how long the puts that DynamoDB leaves undone in a batch are sent again. */
const maxBatchMs = 60_000;

/** Whether a text names an owner such as `member:0199…`. The organisation is not among them. */
const isOwner = (owner: string): owner is Exclude<Owner, 'organisation'> =>
  /^(member|person|collective):/.test(owner);

/** What joined records need of the kept one. */
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
type Importing = RecordDeps & {
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
const isOfSection = (section: keyof typeof ownerKinds, fileName: string): boolean =>
  fileName.startsWith(`${folders.records}${section}-`);

/** Writes the records and the journal of a handover pack into a table. Every write may be repeated, so an import that stopped is run again. */
export const createRecordImport = (deps: RecordDeps, pack: Pack) => {
  const importing: Importing = {
    ...deps,
    pack,
    tokens: createMemberTokens(deps.vault),
    erasedOwners: new Set(pack.contents.erased),
    keyPromises: new Map(),
    keptByJoinedId: new Map(),
  };
  const { client, keyStore, progress } = deps;
  const filesIn = (folder: string): string[] =>
    pack.contents.entries.map(({ name }) => name).filter((name) => name.startsWith(folder));
  return {
    /** Marks the keys of erased members and people as destroyed, so that nobody can write about them again. @param at the instant of destruction */
    markErased: async (at: string): Promise<void> => {
      for (const owner of pack.contents.erased) {
        if (!isOwner(owner)) continue;
        const { table: keysTable, put } = keyStore.destructionOf(owner, at);
        // Put without the condition that there is a key: an empty stack has none to destroy.
        await client.send(new PutCommand({ TableName: keysTable, Item: put }));
      }
    },

    /** @returns the number of records in the pack */
    writeRecords: async (): Promise<number> => {
      let written = 0;
      const files = filesIn(folders.records);
      // A joined record may come before its kept record, in another file. So the joins are noted before any record is written.
      for (const name of files.filter((file) => isOfSection('members', file))) {
        noteJoined(importing, parseLines(await pack.read(name)));
      }
      for (const name of files) {
        const plain = [...parseLines(await pack.read(name))] as Item[];
        await Promise.all(ownersIn(name, plain).map((owner) => ensureKey(importing, owner)));
        await putAll(importing, await encryptAll(importing, name, plain));
        written += plain.length;
        progress(`${written} records written`);
      }
      return written;
    },

    /** @returns the number of lines in the pack's journal */
    writeJournal: async (): Promise<number> => {
      let written = 0;
      for (const name of filesIn(folders.journal)) {
        const lines = [...parseLines(await pack.read(name))].map((line) => journalLine().parse(line));
        await putAll(importing, lines.map(journalItemOf));
        written += lines.length;
        progress(`${written} lines of the journal written`);
      }
      return written;
    },
  };
};

/** Notes the kept records by the ids of the records that were joined to them. */
const noteJoined = ({ keptByJoinedId }: Importing, members: Iterable<unknown>): void => {
  for (const member of members) {
    const { joined = [], joinedTo, ...kept } = keptFields.parse(member);
    // A record that was joined to another still lists the records that were joined to it before. The kept record lists them too.
    if (joinedTo !== undefined) continue;
    for (const { id } of joined) keptByJoinedId.set(id, kept);
  }
};

/** Makes sure that an owner has a key in this stack. False for somebody who was erased, who gets none. */
const ensureKey = (importing: Importing, owner: Owner): Promise<boolean> => {
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

const putAll = async (importing: Importing, items: readonly Item[]): Promise<void> => {
  // Records of one woman may have search tokens in common, and a batch that puts an item twice is refused.
  const all = [...new Map(items.map((item) => [`${item.pk}\n${item.sk}`, item])).values()];
  const batches = Array.from({ length: Math.ceil(all.length / batchSize) }, (_, index) =>
    all.slice(index * batchSize, (index + 1) * batchSize),
  );
  for (let start = 0; start < batches.length; start += concurrentBatches) {
    await Promise.all(
      batches.slice(start, start + concurrentBatches).map((batch) => putBatch(importing, batch)),
    );
  }
};

const putBatch = async ({ client, table }: Importing, items: readonly Item[]): Promise<void> => {
  let undonePuts = items.map((item) => ({ PutRequest: { Item: { ...item } } }));
  await retry(
    async () => {
      const { UnprocessedItems } = await client.send(
        new BatchWriteCommand({ RequestItems: { [table]: undonePuts } }),
      );
      undonePuts = (UnprocessedItems?.[table] ?? []).flatMap(({ PutRequest }) =>
        PutRequest?.Item === undefined ? [] : [{ PutRequest: { Item: PutRequest.Item } }],
      );
      return undonePuts.length > 0 ? tryAgain : undefined;
    },
    { maxMs: maxBatchMs },
  );
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
  const found = kept ?? parsed;
  const standsFor = kept && { id: kept.id, createdAt: kept.createdAt };
  return [
    member,
    // The name of a joined record leads to the kept one, in the kept one's district.
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
const encryptAll = async (
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
const ownersIn = (fileName: string, items: readonly Item[]): Owner[] => {
  for (const section of ['members', 'people', 'collectives'] as const) {
    if (isOfSection(section, fileName)) {
      return items.map(({ id }): Owner => `${ownerKinds[section]}:${String(id)}`);
    }
  }
  return [];
};
