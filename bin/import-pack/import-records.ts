import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { createMemberTokens } from '../../functions/areas/members/search-tokens.ts';
import { folders } from '../../functions/jobs/packing/pack-format.ts';
import { journalItemOf } from '../../functions/shared/journal/journal-item.ts';
import { journalLine } from '../../functions/shared/journal/line.ts';
import type { Item } from '../../functions/shared/table/client.ts';
import type { KeyStore } from '../../functions/shared/vault/key-store.ts';
import type { Vault } from '../../functions/shared/vault/vault.ts';
import type { WrappingKey } from '../../functions/shared/vault/wrapping-key.ts';
import {
  encryptAll,
  ensureKey,
  type Importing,
  isOfSection,
  isOwner,
  noteJoined,
  ownersIn,
} from './encrypt-records.ts';
import { putAll } from './put-all.ts';
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
