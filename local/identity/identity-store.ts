import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

type StoredPayload = { readonly payload: AdapterPayload; readonly expiresAt: number };

/** The local identity provider's sessions, codes and refresh tokens, in memory: a restart signs everybody out. */
export function createIdentityStore(): {
  readonly adapter: AdapterFactory;
  /** Ends all sessions of an account. */
  forget(accountId: string): void;
} {
  /** By model and id, such as `Session:abc`. */
  const entries = new Map<string, StoredPayload>();

  /** An entry's payload; undefined if there is no such entry, or it has expired. */
  const findLive = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.expiresAt > Date.now()) return entry.payload;
    entries.delete(key);
    return undefined;
  };
  const findLiveWhere = (
    model: string,
    matches: (payload: AdapterPayload) => boolean,
  ): AdapterPayload | undefined =>
    [...entries.keys()]
      .filter((key) => key.startsWith(`${model}:`))
      .map(findLive)
      .find((payload) => payload !== undefined && matches(payload));

  const adapter: AdapterFactory = (model): Adapter => ({
    async upsert(id, payload, expiresIn) {
      entries.set(`${model}:${id}`, {
        payload,
        expiresAt: expiresIn === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresIn * 1000,
      });
    },
    async find(id) {
      return findLive(`${model}:${id}`);
    },
    async findByUid(uid) {
      return findLiveWhere(model, (payload) => payload.uid === uid);
    },
    async findByUserCode(userCode) {
      return findLiveWhere(model, (payload) => payload.userCode === userCode);
    },
    async consume(id) {
      const payload = findLive(`${model}:${id}`);
      // In seconds since 1970, as the provider expects.
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
    },
    async destroy(id) {
      entries.delete(`${model}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of entries) {
        // Only this model's entries: if somebody signs in while another person is signed in, the interaction shares the other's grant and
        // must not be removed with it.
        if (key.startsWith(`${model}:`) && payload.grantId === grantId) entries.delete(key);
      }
    },
  });

  return {
    adapter,
    forget(accountId) {
      for (const [key, { payload }] of entries) {
        if (payload.accountId === accountId) entries.delete(key);
      }
    },
  };
}
