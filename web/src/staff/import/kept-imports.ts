import { createHMAC, createSHA256 } from 'hash-wasm';
import { v7 } from 'uuid';
import * as z from 'zod/mini';
import type { Api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { type Bytes, fromBase64Url, randomBytes, toBase64Url, toUtf8 } from '../../device/bytes.ts';
import type { Database } from '../../device/database.ts';

/**
 * What this laptop keeps of imports: which row has which id, and which was recorded. It is encrypted with a key that the laptop alone cannot
 * open: it lies here wrapped by the server, which unwraps it for the same person, signed in. See docs/decisions/0055-import-ids.md.
 */

const content = z.object({
  ids: z.array(z.tuple([z.string(), z.string()])),
  same: z.array(z.tuple([z.string(), z.string()])),
  done: z.array(z.string()),
  codes: z.array(z.tuple([z.string(), z.string()])),
  left: z.array(z.string()),
  recorded: z.array(z.tuple([z.string(), z.string()])),
  unfinished: z.optional(z.object({ at: z.string(), done: z.number(), of: z.number() })),
});

/** How far an import came. `at`: when it was begun, RFC 3339. */
export type Unfinished = { readonly at: string; readonly done: number; readonly of: number };

export type KeptImports = {
  /** The id of each thing that rows make, by the hash of its row. */
  readonly ids: Map<string, string>;
  /** What was in the system already, by the hash of the row that says the same. */
  readonly same: Map<string, string>;
  /** The hashes of rows that she leaves out on purpose. */
  readonly left: Set<string>;
  /** The hashes of the operations that were recorded. */
  readonly done: Set<string>;
  /** The codes that the server gave, by the id. */
  readonly codes: Map<string, string>;
  /** The hash of the operation by which a row was recorded, by the row's id. */
  readonly recorded: Map<string, string>;
  /** An import that was begun and did not end. */
  unfinished: Unfinished | undefined;
  /** A keyed hash of a text. */
  readonly hash: (text: string) => string;
  /** Writes it all down. */
  readonly save: () => Promise<void>;
};

const keySetting = 'importKeys';
const sealedKeys = z.array(z.object({ id: z.string(), sealed: z.string() }));

const rowName = (id: string): string => `import-${id}`;
const hashBytes = 18;
const ivBytes = 12;

/** The key of this person on this laptop; a new one if there is none. */
async function openKey(api: Api, database: Database): Promise<{ readonly id: string; readonly key: Bytes }> {
  const stored = await database.get('settings', keySetting);
  const known = stored === undefined ? [] : sealedKeys.parse(JSON.parse(stored));
  for (const { id, sealed } of known) {
    try {
      const { key } = await api.request('POST /api/me/device-keys/open', { body: { id, sealed } });
      return { id, key: fromBase64Url(key) };
    } catch (error) {
      // Another coordinator has used this laptop, too.
      if (!(error instanceof Problem) || error.status !== 422) throw error;
    }
  }
  const id = v7();
  const key = randomBytes(32);
  const { sealed } = await api.request('POST /api/me/device-keys', { body: { id, key: toBase64Url(key) } });
  await database.put('settings', JSON.stringify([...known, { id, sealed }]), keySetting);
  return { id, key };
}

/** The hash is no promise: of thousands, each would wait for another thread. */
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
    cipher: await crypto.subtle.deriveKey(
      derivation('import: encrypt'),
      root,
      { name: 'AES-GCM', length: 256 },
      false,
      ['encrypt', 'decrypt'],
    ),
    hash: (text: string): string => toBase64Url(mac.init().update(text).digest('binary').slice(0, hashBytes)),
  };
}

/**
 * Opens what this laptop keeps of imports: the ids of rows and what was recorded, encrypted.
 * @throws Problem, SignedOut, TypeError without a network
 */
export async function openKeptImports(api: Api, database: Database): Promise<KeptImports> {
  const { id, key } = await openKey(api, database);
  const { cipher, hash } = await deriveKeys(key);
  const name = rowName(id);
  const additionalData = toUtf8(name);
  const sealed = await database.get('rows', name);
  const opened =
    sealed === undefined
      ? { ids: [], same: [], done: [], codes: [], left: [], recorded: [] }
      : content.parse(
          JSON.parse(
            new TextDecoder().decode(
              await crypto.subtle.decrypt(
                { name: 'AES-GCM', iv: sealed.slice(0, ivBytes), additionalData },
                cipher,
                sealed.slice(ivBytes),
              ),
            ),
          ),
        );
  const ids = new Map(opened.ids);
  const same = new Map(opened.same);
  const done = new Set(opened.done);
  const codes = new Map(opened.codes);
  const left = new Set(opened.left);
  const recorded = new Map(opened.recorded);
  const kept: KeptImports = {
    ids,
    same,
    done,
    codes,
    left,
    recorded,
    unfinished: opened.unfinished,
    hash,
    save: () => {
      // One after the other: an older state never overwrites a newer one.
      saving = saving.then(write, write);
      return saving;
    },
  };
  const write = async (): Promise<void> => {
    const iv = randomBytes(ivBytes);
    const text = JSON.stringify({
      ids: [...ids],
      same: [...same],
      done: [...done],
      codes: [...codes],
      left: [...left],
      recorded: [...recorded],
      unfinished: kept.unfinished,
    });
    const encrypted = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData },
      cipher,
      toUtf8(text),
    );
    const row = new Uint8Array(ivBytes + encrypted.byteLength);
    row.set(iv);
    row.set(new Uint8Array(encrypted), ivBytes);
    await database.put('rows', row, name);
  };
  let saving: Promise<void> = Promise.resolve();
  return kept;
}

/** The import that was begun on this laptop by this person and did not end. @throws as `openKept` */
export async function findUnfinished(api: Api, database: Database): Promise<Unfinished | undefined> {
  const hasKeys = (await database.get('settings', keySetting)) !== undefined;
  return hasKeys ? (await openKeptImports(api, database)).unfinished : undefined;
}
