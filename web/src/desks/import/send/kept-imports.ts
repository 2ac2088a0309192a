import { createHMAC, createSHA256 } from 'hash-wasm';
import { v7 } from 'uuid';
import * as z from 'zod/mini';
import type { Api } from '../../../api/client.ts';
import { Problem } from '../../../api/problem.ts';
import { type Bytes, fromBase64Url, randomBytes, toBase64Url, toUtf8 } from '../../../device/bytes.ts';
import type { Database } from '../../../device/database.ts';

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

/** The setting that holds the keys, sealed by the server: one for each person who imports on this laptop. */
const keySetting = 'importKeys';
const sealedKeys = z.array(z.object({ id: z.string(), sealed: z.string() }));

/** The key of the encrypted content in the table `rows` of the laptop's database. */
const contentName = (keyId: string): string => `import-${keyId}`;
/** The first 144 bits of the HMAC are the hash, written with 24 characters. That is long enough that no two rows share one by chance. */
const hashBytes = 18;
/** The initialisation vector of AES-GCM. It is stored in front of the encrypted content. */
const ivBytes = 12;

/** Lets the server open this person's key for this laptop; makes a new key if there is none. */
async function openKey(api: Api, database: Database): Promise<{ readonly id: string; readonly key: Bytes }> {
  const stored = await database.get('settings', keySetting);
  const storedKeys = stored === undefined ? [] : sealedKeys.parse(JSON.parse(stored));
  for (const { id, sealed } of storedKeys) {
    try {
      const { key } = await api.request('POST /api/me/device-keys/open', { body: { id, sealed } });
      return { id, key: fromBase64Url(key) };
    } catch (error) {
      // 422: the key is another person's, who has used this laptop too.
      if (!(error instanceof Problem) || error.status !== 422) throw error;
    }
  }
  const id = v7();
  const key = randomBytes(32);
  const { sealed } = await api.request('POST /api/me/device-keys', { body: { id, key: toBase64Url(key) } });
  await database.put('settings', JSON.stringify([...storedKeys, { id, sealed }]), keySetting);
  return { id, key };
}

/**
 * Derives a key to encrypt with, and a key for the hash. The hash is computed by WebAssembly and not by WebCrypto: WebCrypto
 * answers each call from another thread, which takes too long for thousands of rows.
 */
async function deriveKeys(key: Bytes) {
  const root = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveKey', 'deriveBits']);
  const derivation = (info: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: toUtf8(info),
  });
  const macKey = new Uint8Array(await crypto.subtle.deriveBits(derivation('import: hash'), root, 256));
  const mac = await createHMAC(createSHA256(), macKey);
  return {
    cipherKey: await crypto.subtle.deriveKey(
      derivation('import: encrypt'),
      root,
      { name: 'AES-GCM', length: 256 },
      false,
      ['encrypt', 'decrypt'],
    ),
    hash: (text: string): string => toBase64Url(mac.init().update(text).digest('binary').slice(0, hashBytes)),
  };
}

/** Encrypts and decrypts what the laptop keeps. @param name the content's key in the table `rows` */
function createCipher(cipherKey: CryptoKey, name: string) {
  // Content that was encrypted under one name can't be decrypted under another.
  const additionalData = toUtf8(name);
  return {
    encrypt: async (text: string): Promise<Bytes> => {
      const iv = randomBytes(ivBytes);
      const encrypted = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData },
        cipherKey,
        toUtf8(text),
      );
      const ivAndContent = new Uint8Array(ivBytes + encrypted.byteLength);
      ivAndContent.set(iv);
      ivAndContent.set(new Uint8Array(encrypted), ivBytes);
      return ivAndContent;
    },
    decrypt: async (ivAndContent: Bytes): Promise<string> => {
      const iv = ivAndContent.slice(0, ivBytes);
      const decrypted = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv, additionalData },
        cipherKey,
        ivAndContent.slice(ivBytes),
      );
      return new TextDecoder().decode(decrypted);
    },
  };
}

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
  const hasKeys = (await database.get('settings', keySetting)) !== undefined;
  return hasKeys ? (await openKeptImports(api, database)).unfinished : undefined;
}
