import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { retry, tryAgain } from '../../functions/domain/retry.ts';
import { journalItemOf } from '../../functions/journal/append.ts';
import { journalLine } from '../../functions/journal/line.ts';
import { createMemberTokens } from '../../functions/members/keyed-tokens.ts';
import { storedMember } from '../../functions/members/schema.ts';
import { tokenWrites } from '../../functions/members/token-and-account-writes.ts';
import { folders } from '../../functions/packing/pack-format.ts';
import { closeRecord } from '../../functions/packing/record-texts.ts';
import type { Item } from '../../functions/table/client.ts';
import type { Owner } from '../../functions/vault/authenticated-context.ts';
import type { KeyStore } from '../../functions/vault/key-store.ts';
import type { Vault } from '../../functions/vault/vault.ts';
import type { WrappingKey } from '../../functions/vault/wrapping-key.ts';
import { linesOf, type Pack } from './read-pack.ts';

/** Writes the records and the journal of a pack into a table. Every write may be repeated: a run that stopped is done again. */

export type RecordDeps = {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly vault: Pick<Vault, 'encrypt' | 'token'>;
  readonly keyStore: KeyStore;
  readonly wrappingKey: WrappingKey;
  readonly progress: (line: string) => void;
};

/** DynamoDB's limit of one BatchWriteItem, and how many of them are under way. */
const batchSize = 25;
const batchesAtOnce = 8;
/** How long a batch is repeated for what DynamoDB left out. */
const maxBatchMs = 60_000;

const isOwner = (owner: string): owner is Exclude<Owner, 'organisation'> =>
  /^(member|person|collective):/.test(owner);

export const createImport = (deps: RecordDeps, pack: Pack) => {
  const { client, table, vault, keyStore, wrappingKey, progress } = deps;
  const tokens = createMemberTokens(vault);
  const erased = new Set(pack.contents.erased);
  const hasKeys = new Map<Owner, Promise<boolean>>();

  /** Gives an owner a key of her own, with which nothing was ever encrypted elsewhere; false for who was erased. */
  const hasKey = (owner: Owner): Promise<boolean> => {
    const made = hasKeys.get(owner) ?? makeKey(owner);
    hasKeys.set(owner, made);
    return made;
  };
  const makeKey = async (owner: Owner): Promise<boolean> => {
    if (erased.has(owner) || !isOwner(owner)) return false;
    const stored = (await keyStore.read([owner])).get(owner);
    if (stored !== undefined) return stored.wrapped !== undefined;
    const { wrapped } = await wrappingKey.generate(owner);
    await keyStore.create(owner, wrapped);
    return true;
  };

  const putAll = async (items: readonly Item[]): Promise<void> => {
    const batches = Array.from({ length: Math.ceil(items.length / batchSize) }, (_, at) =>
      items.slice(at * batchSize, (at + 1) * batchSize),
    );
    for (let start = 0; start < batches.length; start += batchesAtOnce) {
      await Promise.all(batches.slice(start, start + batchesAtOnce).map(putBatch));
    }
  };
  const putBatch = async (items: readonly Item[]): Promise<void> => {
    let waiting = items.map((item) => ({ PutRequest: { Item: { ...item } } }));
    await retry(
      async () => {
        const { UnprocessedItems } = await client.send(
          new BatchWriteCommand({ RequestItems: { [table]: waiting } }),
        );
        waiting = (UnprocessedItems?.[table] ?? []).flatMap(({ PutRequest }) =>
          PutRequest?.Item === undefined ? [] : [{ PutRequest: { Item: PutRequest.Item } }],
        );
        return waiting.length > 0 ? tryAgain : undefined;
      },
      { maxMs: maxBatchMs },
    );
  };

  /** A member with the tokens by which she is found, and their items. */
  const withTokens = async (plain: Item, closed: Item): Promise<Item[]> => {
    const { name, phone } = plain;
    const isNamed = typeof name === 'string';
    const found = {
      ...closed,
      searchTokens: isNamed
        ? await tokens.searchTokensOf(name, typeof phone === 'string' ? phone : undefined)
        : [],
      fullNameTokens: isNamed ? await tokens.fullNameTokensOf(name) : [],
    };
    const writes = tokenWrites(undefined, storedMember.parse(found));
    return [found, ...writes.flatMap((write) => ('put' in write ? [write.put] : []))];
  };

  const closeAll = async (name: string, plain: readonly Item[]): Promise<Item[]> => {
    const isMembers = name.startsWith(`${folders.records}members-`);
    const closed = await Promise.all(
      plain.map(async (item) => {
        const record = await closeRecord(vault, item, hasKey);
        return isMembers ? withTokens(item, record) : [record];
      }),
    );
    return closed.flat();
  };

  /** Without a text of hers she would have no key, and nothing could be written about her. */
  const ownersIn = (name: string, items: readonly Item[]): Owner[] => {
    const kind = /^records\/(members|people|collectives)-/.exec(name)?.[1];
    const owner = { members: 'member', people: 'person', collectives: 'collective' }[kind ?? ''];
    return owner === undefined ? [] : items.map(({ id }) => `${owner}:${String(id)}` as Owner);
  };

  const filesIn = (folder: string): string[] =>
    pack.contents.entries.map(({ name }) => name).filter((name) => name.startsWith(folder));

  return {
    /** Marks the keys of who was erased as destroyed, so that nobody can write about her again. */
    closeErased: async (at: string): Promise<void> => {
      for (const owner of pack.contents.erased) {
        if (!isOwner(owner)) continue;
        const { table: keysTable, put } = keyStore.destructionOf(owner, at);
        await client.send(
          new BatchWriteCommand({ RequestItems: { [keysTable]: [{ PutRequest: { Item: put } }] } }),
        );
      }
    },

    writeRecords: async (): Promise<number> => {
      let written = 0;
      for (const name of filesIn(folders.records)) {
        const plain = [...linesOf(pack.read(name))] as Item[];
        await Promise.all(ownersIn(name, plain).map(hasKey));
        await putAll(await closeAll(name, plain));
        written += plain.length;
        progress(`${written} records written`);
      }
      return written;
    },

    writeJournal: async (): Promise<number> => {
      let written = 0;
      for (const name of filesIn(folders.journal)) {
        const lines = [...linesOf(pack.read(name))].map((line) => journalLine().parse(line));
        await putAll(lines.map(journalItemOf));
        written += lines.length;
        progress(`${written} lines of the journal written`);
      }
      return written;
    },
  };
};
