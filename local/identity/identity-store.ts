import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

type Entry = { readonly payload: AdapterPayload; readonly expiresAt: number };

/** The provider's sessions, codes and refresh tokens, in memory: a restart signs everybody out. */
export function createIdentityStore(): {
  readonly adapter: AdapterFactory;
  /** Ends all sessions of an account. */
  forget(accountId: string): void;
} {
  const entries = new Map<string, Entry>();

  const live = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    if (entry === undefined || entry.expiresAt > Date.now()) return entry?.payload;
    entries.delete(key);
    return undefined;
  };
  const liveWhere = (model: string, fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
    [...entries.keys()]
      .filter((key) => key.startsWith(`${model}:`))
      .map(live)
      .find((payload) => payload !== undefined && fits(payload));

  const adapter: AdapterFactory = (model): Adapter => ({
    async upsert(id, payload, expiresIn) {
      entries.set(`${model}:${id}`, {
        payload,
        expiresAt: expiresIn === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresIn * 1000,
      });
    },
    async find(id) {
      return live(`${model}:${id}`);
    },
    async findByUid(uid) {
      return liveWhere(model, (payload) => payload.uid === uid);
    },
    async findByUserCode(userCode) {
      return liveWhere(model, (payload) => payload.userCode === userCode);
    },
    async consume(id) {
      const payload = live(`${model}:${id}`);
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
    },
    async destroy(id) {
      entries.delete(`${model}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of entries) {
        // Each model is checked by itself: a sign-in that ends somebody else's session shares her grant and must
        // continue.
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
