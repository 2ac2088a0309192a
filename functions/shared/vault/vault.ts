import { createHmac, type KeyObject } from 'node:crypto';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { noteOpened } from '../logging/opened-texts.ts';
import type { AuthenticatedContext, Owner } from './authenticated-context.ts';
import { decryptText, encryptText } from './ciphertext.ts';
import { deriveKey } from './derive-key.ts';
import type { EncryptedText } from './encrypted-text.ts';
import { createKeyCache, type MonotonicClock } from './key-cache.ts';
import { createKeyStore, type KeyStore, type KeyWrite } from './key-store.ts';
import { VaultError } from './vault-error.ts';
import { createKmsWrappingKey, type WrappingKey } from './wrapping-key.ts';

/**
 * The vault encrypts names, telephone numbers and free texts before they reach the table. Each owner has one
 * data key, wrapped by a key that never leaves KMS. See docs/decisions/0002-vault.md.
 */

/** An owner whose key is created with its record and may be destroyed. */
type RecordOwner = Exclude<Owner, 'organisation'>;

/** A decrypted text; null if its owner was erased and her key destroyed. */
type Decrypted = string | null;

export type CiphertextAt = {
  readonly owner: Owner;
  readonly context: AuthenticatedContext;
  readonly ciphertext: EncryptedText;
};

/** A new owner's key. It exists once the caller's transaction that contains `write` is accepted. */
type NewKey = {
  readonly owner: RecordOwner;
  readonly write: KeyWrite;
  /** Encrypts with this key before it is stored. If the transaction is refused, discard the ciphertexts. */
  readonly encrypt: (context: AuthenticatedContext, text: string) => EncryptedText;
};

export type Vault = {
  /** Creates a key for a new owner. It is not cached: if the request is a repetition, its key is never stored. */
  readonly createKey: (owner: RecordOwner) => Promise<NewKey>;
  /** Throws a VaultError if the owner has no key or it was destroyed. */
  readonly encrypt: (owner: Owner, context: AuthenticatedContext, text: string) => Promise<EncryptedText>;
  /** Throws a VaultError if the text was changed or moved, or belongs to another owner. */
  readonly decrypt: (
    owner: Owner,
    context: AuthenticatedContext,
    ciphertext: EncryptedText,
  ) => Promise<Decrypted>;
  /**
   * Like `decrypt`, for several texts: one read of the keys table per hundred owners. Results in the order of the
   * input.
   */
  readonly decryptMany: (texts: readonly CiphertextAt[]) => Promise<Decrypted[]>;
  /**
   * The write that destroys an owner's key, for the caller's transaction. Removes the key from this cache at once; the next
   * use reads the table. `destroyedAt` is RFC 3339 in UTC.
   */
  readonly destroyKey: (owner: RecordOwner, destroyedAt: string) => KeyWrite;
  /** A keyed hash that recognises a repeated request; 43 characters. */
  readonly fingerprint: (text: string) => Promise<string>;
  /** A keyed token that stands for a text in searches; 22 characters. Each context has its own tokens. */
  readonly token: (context: string, text: string) => Promise<string>;
};

export type VaultDeps = {
  readonly wrappingKey: WrappingKey;
  readonly keyStore: KeyStore;
  readonly now: MonotonicClock;
  /** Maximum number of cached data keys. */
  readonly cacheLimit?: number;
  /** Maximum age of a cached data key. For that long, other processes can still use a key that was destroyed. */
  readonly cacheMaxAgeMs?: number;
};

/** The maximum number of parallel KMS calls. */
const concurrency = 8;

/** Acts on each item, at most `concurrency` at once. */
const forEachBounded = async <Item>(items: readonly Item[], act: (item: Item) => Promise<void>) => {
  // The workers share one iterator, so each item is taken once.
  const remaining = items.values();
  const work = async (): Promise<void> => {
    for (const item of remaining) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work));
};

/** Reads owners' keys from a cache or the table: null for a destroyed key. @throws VaultError `key_missing` if an owner never had a key */
type ReadKeys = (owners: ReadonlySet<Owner>) => Promise<ReadonlyMap<Owner, KeyObject | null>>;

/** The owners' keys: `keysOf` reads them, `forget` removes one from the cache. */
const createKeys = ({
  wrappingKey,
  keyStore,
  now,
  cacheLimit = 500,
  cacheMaxAgeMs = 5 * 60_000,
}: VaultDeps): { readonly keysOf: ReadKeys; readonly forget: (owner: Owner) => void } => {
  /** The keys that the table has (null if destroyed). A key from `createKey` is not here, since its transaction may be refused. */
  const cache = createKeyCache<Promise<KeyObject | null>>(cacheLimit, cacheMaxAgeMs, now);

  /** Reads keys from the table: null if destroyed; an owner who never had a key is left out. */
  const loadKeys = async (owners: readonly Owner[]): Promise<ReadonlyMap<Owner, KeyObject | null>> => {
    const records = await keyStore.read(owners);
    const keys = new Map<Owner, KeyObject | null>();
    await forEachBounded([...records.values()], async ({ pk: owner, wrapped }) => {
      keys.set(owner, wrapped === undefined ? null : await wrappingKey.unwrap(owner, wrapped));
    });
    return keys;
  };

  /**
   * Makes the organisation's key when it is first needed. In the cloud only `npm run first-people` may do so, and no function. If two processes make it at
   * once, the later one takes the stored key.
   */
  const makeOrganisationKey = async (): Promise<KeyObject> => {
    const { key, wrapped } = await wrappingKey.generate('organisation');
    if (await keyStore.create('organisation', wrapped)) return key;
    const storedKey = (await loadKeys(['organisation'])).get('organisation');
    if (!storedKey) throw new VaultError('key_missing', 'organisation');
    return storedKey;
  };

  /** Takes keys from the cache, and the rest from the table in one read. Concurrent callers share that read. */
  const keysOf: ReadKeys = async (owners) => {
    const pending = new Map([...owners].map((owner) => [owner, cache.get(owner)]));
    const missing = [...owners].filter((owner) => pending.get(owner) === undefined);
    if (missing.length > 0) {
      const loading = loadKeys(missing);
      for (const owner of missing) {
        const key = loading.then((loaded) => {
          const loadedKey = loaded.get(owner);
          if (loadedKey !== undefined) return loadedKey;
          if (owner === 'organisation') return makeOrganisationKey();
          throw new VaultError('key_missing', owner);
        });
        // A failed load is not cached. Only its own entry is removed, not a newer one of the same owner.
        key.catch(() => cache.remove(owner, key));
        cache.set(owner, key);
        pending.set(owner, key);
      }
    }
    const keys = new Map<Owner, KeyObject | null>();
    // `pending` has a promise for every owner by now; null is a destroyed key.
    for (const [owner, key] of pending) keys.set(owner, (await key) ?? null);
    return keys;
  };

  return { keysOf, forget: (owner) => cache.remove(owner) };
};

export const createVault = (deps: VaultDeps): Vault => {
  const { wrappingKey, keyStore } = deps;
  const { keysOf, forget } = createKeys(deps);

  /** The owner's key; null if it was destroyed. @throws VaultError if it never existed */
  const keyOf = async (owner: Owner): Promise<KeyObject | null> =>
    (await keysOf(new Set([owner]))).get(owner) ?? null;

  /** The owner's key. @throws VaultError if it was destroyed or never existed */
  const usableKeyOf = async (owner: Owner): Promise<KeyObject> => {
    const key = await keyOf(owner);
    if (key === null) throw new VaultError('key_destroyed', owner);
    return key;
  };

  /** Decrypts a text; null if its owner's key was destroyed. The log notes it as opened, unless it is the organisation's: that is about nobody. */
  const open = (key: KeyObject | null, { owner, context, ciphertext }: CiphertextAt): Decrypted => {
    if (key === null) return null;
    const text = decryptText(key, owner, context, ciphertext);
    if (owner !== 'organisation') noteOpened(owner);
    return text;
  };

  const decryptMany: Vault['decryptMany'] = async (texts) => {
    const keys = await keysOf(new Set(texts.map(({ owner }) => owner)));
    return texts.map((text) => open(keys.get(text.owner) ?? null, text));
  };

  /** A keyed hash (HMAC-SHA-256) of a text. Its key is derived from the organisation's key for one purpose. */
  const digest = async (purpose: string, text: string): Promise<Buffer> =>
    createHmac('sha256', deriveKey(await usableKeyOf('organisation'), purpose))
      .update(text, 'utf8')
      .digest();

  return {
    createKey: async (owner) => {
      const { key, wrapped } = await wrappingKey.generate(owner);
      return {
        owner,
        write: keyStore.creationOf(owner, wrapped),
        encrypt: (context, text) => encryptText(key, owner, context, text),
      };
    },
    encrypt: async (owner, context, text) => encryptText(await usableKeyOf(owner), owner, context, text),
    decrypt: async (owner, context, ciphertext) => open(await keyOf(owner), { owner, context, ciphertext }),
    decryptMany,
    destroyKey: (owner, destroyedAt) => {
      forget(owner);
      return keyStore.destructionOf(owner, destroyedAt);
    },
    fingerprint: async (text) => (await digest('content', text)).toString('base64url'),
    token: async (context, text) =>
      (await digest(`token/${context}`, text)).subarray(0, 16).toString('base64url'),
  };
};

export type VaultSettings = {
  readonly keysTable: string;
  /** The KMS key's id, alias or ARN. */
  readonly wrappingKeyId: string;
};

/**
 * The vault with a keys table and a KMS key.
 * @param clients.kms called only when a key is made or unwrapped
 * @param now `performance.now`, or a test's clock
 */
export const connectVault = (
  { keysTable, wrappingKeyId }: VaultSettings,
  clients: { readonly tables: DynamoDBDocumentClient; readonly kms: () => KMSClient },
  now: MonotonicClock,
): Vault =>
  createVault({
    wrappingKey: createKmsWrappingKey(clients.kms, wrappingKeyId),
    keyStore: createKeyStore(clients.tables, keysTable),
    now,
  });
