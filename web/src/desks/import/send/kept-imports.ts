import * as z from 'zod/mini';
import type { Api } from '../../../api/client.ts';
import type { Database } from '../../../device/database.ts';
import { createCipher, deriveKeys, hasImportKeys, openKey } from './import-keys.ts';

/**
 * What this laptop keeps of imports: which row has which id, and which rows were recorded. The laptop keeps it encrypted. It has
 * the key only as the server sealed it; the server opens the key for the same person after she signs in. See
 * docs/decisions/0055-import-ids.md.
 */

/**
 * The stored form of `KeptImports`, with a map as a list of pairs and a set as a list. Some fields are stored under another name:
 * `joinedIds` as `same`, `recordedHashes` as `done`, `leftOutHashes` as `left`, and `operationHashById` as `recorded`.
 */
const storedContent = z.object({
  ids: z.array(z.tuple([z.string(), z.string()])),
  same: z.array(z.tuple([z.string(), z.string()])),
  done: z.array(z.string()),
  codes: z.array(z.tuple([z.string(), z.string()])),
  left: z.array(z.string()),
  recorded: z.array(z.tuple([z.string(), z.string()])),
  unfinished: z.optional(z.object({ at: z.string(), done: z.number(), of: z.number() })),
});

/** The progress of an import that did not end. */
export type Unfinished = {
  /** When it began, RFC 3339. */
  readonly at: string;
  /** The number of rows that were recorded. */
  readonly done: number;
  /** The number of all rows. */
  readonly of: number;
};

export type KeptImports = {
  /** The ids of the records that rows make, by the hash of the row and the record's number in it. */
  readonly ids: Map<string, string>;
  /** The id of the record with which a row was joined because both say the same, by the row's hash. */
  readonly joinedIds: Map<string, string>;
  /** The hashes of rows that the coordinator leaves out on purpose. */
  readonly leftOutHashes: Set<string>;
  /** The hashes of the operations that were recorded. */
  readonly recordedHashes: Set<string>;
  /** The codes that the server gave to records, by the record's id. */
  readonly codes: Map<string, string>;
  /** The hash of the operation that recorded a record, by the record's id. */
  readonly operationHashById: Map<string, string>;
  /** An import that was begun and did not end. */
  unfinished: Unfinished | undefined;
  /** A keyed hash of a text: nobody without this laptop's key can compute it from a guessed row. */
  readonly hash: (text: string) => string;
  /** Encrypts all of it and stores it on this laptop. */
  readonly save: () => Promise<void>;
};

/** The key of the encrypted content in the table `rows` of the laptop's database. */
const contentName = (keyId: string): string => `import-${keyId}`;

/**
 * Decrypts what this laptop keeps of imports: the ids of rows and what was recorded.
 * @throws Problem, SignedOut, TypeError without a network
 */
export async function openKeptImports(api: Api, database: Database): Promise<KeptImports> {
  const { id, key } = await openKey(api, database);
  const { cipherKey, hash } = await deriveKeys(key);
  const name = contentName(id);
  const cipher = createCipher(cipherKey, name);
  const stored = await database.get('rows', name);
  const content =
    stored === undefined
      ? { ids: [], same: [], done: [], codes: [], left: [], recorded: [] }
      : storedContent.parse(JSON.parse(await cipher.decrypt(stored)));
  const ids = new Map(content.ids);
  const joinedIds = new Map(content.same);
  const recordedHashes = new Set(content.done);
  const codes = new Map(content.codes);
  const leftOutHashes = new Set(content.left);
  const operationHashById = new Map(content.recorded);
  const write = async (): Promise<void> => {
    const text = JSON.stringify({
      ids: [...ids],
      same: [...joinedIds],
      done: [...recordedHashes],
      codes: [...codes],
      left: [...leftOutHashes],
      recorded: [...operationHashById],
      unfinished: kept.unfinished,
    });
    await database.put('rows', await cipher.encrypt(text), name);
  };
  let saving: Promise<void> = Promise.resolve();
  const kept: KeptImports = {
    ids,
    joinedIds,
    recordedHashes,
    codes,
    leftOutHashes,
    operationHashById,
    unfinished: content.unfinished,
    hash,
    save: () => {
      // Each writing waits for the one before, even if that failed. So an older state never overwrites a newer one.
      saving = saving.then(write, write);
      return saving;
    },
  };
  return kept;
}

/**
 * The unfinished import that this person began on this laptop; undefined if there is none.
 * @throws as `openKeptImports`
 */
export async function findUnfinished(api: Api, database: Database): Promise<Unfinished | undefined> {
  if (!(await hasImportKeys(database))) return undefined;
  return (await openKeptImports(api, database)).unfinished;
}
