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
  type Entry = { readonly value: Value; readonly until: number };
  // A Map keeps insertion order, and each use inserts anew, so its first entry is the least recently used.
  const entries = new Map<string, Entry>();
  /** The same entries in the order in which they were set, which is that in which they expire. */
  const byAge = new Map<string, Entry>();

  const remove = (name: string): void => {
    entries.delete(name);
    byAge.delete(name);
  };

  /** Removes expired entries, so that no key outlives its time just because nobody asks for it. It looks at those alone, and one more. */
  const sweep = (): void => {
    const time = now();
    for (const [name, entry] of byAge) {
      if (entry.until > time) return;
      remove(name);
    }
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
      remove(name);
      const entry = { value, until: now() + maxAgeMs };
      entries.set(name, entry);
      byAge.set(name, entry);
      const [leastRecent] = entries.keys();
      if (entries.size > limit && leastRecent !== undefined) remove(leastRecent);
    },
    remove: (name, value) => {
      if (value === undefined || entries.get(name)?.value === value) remove(name);
    },
  };
};
