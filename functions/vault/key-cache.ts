/** Milliseconds on a clock that only moves forward, such as `performance.now()`. */
export type MonotonicClock = () => number;

export type KeyCache<Value> = {
  readonly get: (name: string) => Value | undefined;
  readonly set: (name: string, value: Value) => void;
  /** Forgets the entry; with a value, only if the entry still holds it. */
  readonly remove: (name: string, value?: Value) => void;
};

/** Keeps at most `limit` entries, the most recently used, and none longer than `maxAgeMs` however often it is used. */
export const createKeyCache = <Value>(
  limit: number,
  maxAgeMs: number,
  now: MonotonicClock,
): KeyCache<Value> => {
  // A Map keeps the order of insertion, so that its first entry is the one that was not used for longest.
  const entries = new Map<string, { readonly value: Value; readonly until: number }>();

  /** Drops what is too old, so that no key outlives its time merely because nobody asks for it. */
  const sweep = (): void => {
    const time = now();
    for (const [name, entry] of entries) if (entry.until <= time) entries.delete(name);
  };

  return {
    get: (name) => {
      sweep();
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      entries.delete(name);
      entries.set(name, entry);
      return entry.value;
    },
    set: (name, value) => {
      sweep();
      entries.delete(name);
      entries.set(name, { value, until: now() + maxAgeMs });
      const [oldest] = entries.keys();
      if (entries.size > limit && oldest !== undefined) entries.delete(oldest);
    },
    remove: (name, value) => {
      if (value === undefined || entries.get(name)?.value === value) entries.delete(name);
    },
  };
};
