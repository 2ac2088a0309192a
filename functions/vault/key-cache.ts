/** Milliseconds of a monotonic clock, such as `performance.now()`. */
export type MonotonicClock = () => number;

export type KeyCache<Value> = {
  readonly get: (name: string) => Value | undefined;
  readonly set: (name: string, value: Value) => void;
  /** Removes the entry; with a value, only if the entry still holds it. */
  readonly remove: (name: string, value?: Value) => void;
};

/** An LRU cache of at most `limit` entries. No entry lives longer than `maxAgeMs`, however often it is used. */
export const createKeyCache = <Value>(
  limit: number,
  maxAgeMs: number,
  now: MonotonicClock,
): KeyCache<Value> => {
  // A Map keeps insertion order, and each use inserts anew, so its first entry is the least recently used.
  const entries = new Map<string, { readonly value: Value; readonly until: number }>();

  /** Removes expired entries, so that no key outlives its time just because nobody asks for it. */
  const sweep = (): void => {
    const time = now();
    for (const [name, entry] of entries) if (entry.until <= time) entries.delete(name);
  };

  return {
    get: (name) => {
      sweep();
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      // Moved to the end of the Map: the most recently used.
      entries.delete(name);
      entries.set(name, entry);
      return entry.value;
    },
    set: (name, value) => {
      sweep();
      entries.delete(name);
      entries.set(name, { value, until: now() + maxAgeMs });
      const [leastRecent] = entries.keys();
      if (entries.size > limit && leastRecent !== undefined) entries.delete(leastRecent);
    },
    remove: (name, value) => {
      if (value === undefined || entries.get(name)?.value === value) entries.delete(name);
    },
  };
};
