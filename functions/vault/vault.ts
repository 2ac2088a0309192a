import { createHmac, type KeyObject } from 'node:crypto';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Owner, Place } from './authenticated-context.ts';
import { createKeyCache, type MonotonicClock } from './key-cache.ts';
import { createKeyStore, type KeyStore, type KeyWrite } from './key-store.ts';
import { deriveKey, openText, sealText } from './sealed-text.ts';
import { VaultError } from './vault-error.ts';
import { createKmsWrappingKey, type WrappingKey } from './wrapping-key.ts';

/**
 * The vault: names, telephone numbers and free texts are sealed here before they reach the table. Each owner has one
 * data key, wrapped by a key that never leaves KMS. See docs/decisions/0002-vault.md.
 */

/** An owner whose key is made with the record itself, and may be destroyed. */
type RecordOwner = Exclude<Owner, 'organisation'>;

/** A text that was opened, or null where its owner's key was destroyed: she was erased. */
type Opened = string | null;

export type SealedAt = { readonly owner: Owner; readonly place: Place; readonly sealed: string };

/** A new owner's key, which exists once the caller's transaction with `write` in it was accepted. */
type NewKey = {
  readonly owner: RecordOwner;
  readonly write: KeyWrite;
  /** Seals with this very key, before it is stored. If the transaction is refused, throw away what was sealed. */
  readonly seal: (place: Place, text: string) => string;
};

export type Vault = {
  /** Makes a key for a new owner. Nothing is kept of it: a repeated request makes another, which then isn't stored. */
  readonly createKey: (owner: RecordOwner) => Promise<NewKey>;
  /** Throws a VaultError where the owner has no key, or had it destroyed. */
  readonly seal: (owner: Owner, place: Place, text: string) => Promise<string>;
  /** Throws a VaultError where the text was changed, moved, or belongs to another. */
  readonly open: (owner: Owner, place: Place, sealed: string) => Promise<Opened>;
  /** As `open`, for a page of texts: one read of the keys table per hundred owners. Answers in the order asked. */
  readonly openMany: (texts: readonly SealedAt[]) => Promise<Opened[]>;
  /** What destroys an owner's key for ever, to be put in the caller's transaction. `destroyedAt` is RFC 3339 UTC. */
  readonly destroyKey: (owner: RecordOwner, destroyedAt: string) => KeyWrite;
  /** A keyed hash by which a repeated request is recognised; 43 characters. */
  readonly fingerprint: (text: string) => Promise<string>;
  /** A keyed token that stands for a text where it is searched for; 22 characters. Each context has its own tokens. */
  readonly token: (context: string, text: string) => Promise<string>;
};

export type VaultParts = {
  readonly wrappingKey: WrappingKey;
  readonly keyStore: KeyStore;
  readonly now: MonotonicClock;
  /** The most data keys that are held at once. */
  readonly cacheLimit?: number;
  /** The longest that a data key is held: after its destruction it can be used for so long at most. */
  readonly cacheMaxAgeMs?: number;
};

/** KMS calls of one page that may be under way at a time. */
const concurrency = 8;

const forEachBounded = async <Item>(items: readonly Item[], act: (item: Item) => Promise<void>) => {
  const waiting = items.values();
  const work = async (): Promise<void> => {
    for (const item of waiting) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work));
};

export const createVault = ({
  wrappingKey,
  keyStore,
  now,
  cacheLimit = 500,
  cacheMaxAgeMs = 5 * 60_000,
}: VaultParts): Vault => {
  /** Keys that are stored; null for a destroyed one. Only such, so that a key whose storing was refused is never used. */
  const cache = createKeyCache<Promise<KeyObject | null>>(cacheLimit, cacheMaxAgeMs, now);

  const loadKeys = async (owners: readonly Owner[]): Promise<ReadonlyMap<Owner, KeyObject | null>> => {
    const records = await keyStore.read(owners);
    const keys = new Map<Owner, KeyObject | null>();
    await forEachBounded([...records.values()], async ({ pk: owner, wrapped }) => {
      keys.set(owner, wrapped === undefined ? null : await wrappingKey.unwrap(owner, wrapped));
    });
    return keys;
  };

  /** The organisation's key is made by whoever needs it first; who comes second takes what the first has stored. */
  const makeOrganisationKey = async (): Promise<KeyObject> => {
    const { key, wrapped } = await wrappingKey.generate('organisation');
    if (await keyStore.create('organisation', wrapped)) return key;
    const stored = (await loadKeys(['organisation'])).get('organisation');
    if (!stored) throw new VaultError('key_missing', 'organisation');
    return stored;
  };

  /** Takes keys from the cache, and the others from the table with one read. Who asks meanwhile waits for the same. */
  const keysOf = async (owners: ReadonlySet<Owner>): Promise<ReadonlyMap<Owner, KeyObject | null>> => {
    const pending = new Map([...owners].map((owner) => [owner, cache.get(owner)]));
    const missing = [...owners].filter((owner) => pending.get(owner) === undefined);
    if (missing.length > 0) {
      const loading = loadKeys(missing);
      for (const owner of missing) {
        const key = loading.then((loaded) => {
          const found = loaded.get(owner);
          if (found !== undefined) return found;
          if (owner === 'organisation') return makeOrganisationKey();
          throw new VaultError('key_missing', owner);
        });
        key.catch(() => cache.remove(owner, key));
        cache.set(owner, key);
        pending.set(owner, key);
      }
    }
    const keys = new Map<Owner, KeyObject | null>();
    for (const [owner, key] of pending) keys.set(owner, (await key) ?? null);
    return keys;
  };

  const keyOf = async (owner: Owner): Promise<KeyObject | null> =>
    (await keysOf(new Set([owner]))).get(owner) ?? null;

  const livingKeyOf = async (owner: Owner): Promise<KeyObject> => {
    const key = await keyOf(owner);
    if (key === null) throw new VaultError('key_destroyed', owner);
    return key;
  };

  const openMany: Vault['openMany'] = async (texts) => {
    const keys = await keysOf(new Set(texts.map(({ owner }) => owner)));
    return texts.map(({ owner, place, sealed }) => {
      const key = keys.get(owner) ?? null;
      return key === null ? null : openText(key, owner, place, sealed);
    });
  };

  const digest = async (purpose: string, text: string): Promise<Buffer> =>
    createHmac('sha256', deriveKey(await livingKeyOf('organisation'), purpose))
      .update(text, 'utf8')
      .digest();

  return {
    createKey: async (owner) => {
      const { key, wrapped } = await wrappingKey.generate(owner);
      return {
        owner,
        write: keyStore.creationOf(owner, wrapped),
        seal: (place, text) => sealText(key, owner, place, text),
      };
    },
    seal: async (owner, place, text) => sealText(await livingKeyOf(owner), owner, place, text),
    open: async (owner, place, sealed) => {
      const key = await keyOf(owner);
      return key === null ? null : openText(key, owner, place, sealed);
    },
    openMany,
    destroyKey: (owner, destroyedAt) => {
      cache.remove(owner);
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

/** The vault over a keys table and a KMS key; `now` is `performance.now`, or a test's clock. */
export const connectVault = (
  { keysTable, wrappingKeyId }: VaultSettings,
  clients: { readonly tables: DynamoDBDocumentClient; readonly kms: KMSClient },
  now: MonotonicClock,
): Vault =>
  createVault({
    wrappingKey: createKmsWrappingKey(clients.kms, wrappingKeyId),
    keyStore: createKeyStore(clients.tables, keysTable),
    now,
  });
