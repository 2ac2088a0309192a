import type { KeyObject } from 'node:crypto';
import type { Owner } from './authenticated-context.ts';
import { createKeyCache, type MonotonicClock } from './key-cache.ts';
import type { KeyStore } from './key-store.ts';
import { VaultError } from './vault-error.ts';
import type { WrappingKey } from './wrapping-key.ts';

/** The data keys of the vault's owners (vault.ts), from a cache or from the keys table. */

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
export const createKeys = ({
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
