import type * as z from 'zod/mini';
import type { Bytes } from '../device/bytes.ts';
import type { Database } from '../device/database.ts';
import type { DataKey } from './lock/wrap-key.ts';
import { type Content, createRowCipher, type RowCipher } from './row-cipher.ts';

/** A kind of record, with its schema. */
export type Kind<Value> = { readonly name: string; readonly schema: z.ZodMiniType<Value> };

/** A row to be written, or removed if its value is undefined. */
export type RowChange = { readonly kind: string; readonly key: string; readonly value: unknown };

export const putting = <Value>(kind: Kind<Value>, key: string, value: Value): RowChange => ({
  kind: kind.name,
  key,
  value,
});
export const removing = (kind: Kind<unknown>, key: string): RowChange => ({
  kind: kind.name,
  key,
  value: undefined,
});

/**
 * The phone's records, each encrypted in storage under a name that is a keyed hash. In memory they are
 * plaintext, so that screens read them at once; `close` drops them and the keys.
 */
export type EncryptedRows = {
  get<Value>(kind: Kind<Value>, key: string): Value | undefined;
  /** Whether there is a row, readable or not; it is not parsed. */
  has(kind: Kind<unknown>, key: string): boolean;
  all<Value>(kind: Kind<Value>): Value[];
  /** Rows of a kind that this version cannot read: they are kept and reported. */
  countUnreadable(kind: Kind<unknown>): number;
  /** @throws if the phone has no room; then nothing is stored */
  put<Value>(kind: Kind<Value>, key: string, value: Value): Promise<void>;
  /**
   * Writes and removes many rows in one transaction: all or, if the phone has no room, none. Rows that would stay the
   * same are not written.
   */
  putAll(changes: readonly RowChange[]): Promise<void>;
  /** Stores like `put`, but does not notify listeners: for drafts, at each key press. */
  putQuietly<Value>(kind: Kind<Value>, key: string, value: Value): Promise<void>;
  remove(kind: Kind<unknown>, key: string): Promise<void>;
  /** Whether the phone had no room for the last write. */
  isFull(): boolean;
  /** Reads again what other tabs may have written. */
  reload(): Promise<void>;
  /** @returns a function that unsubscribes */
  onChange(listener: () => void): () => void;
  /** Resolves when the last input is written and the key is gone. */
  close(): Promise<void>;
};

export async function openRows(database: Database, dataKey: DataKey): Promise<EncryptedRows> {
  let cipher: RowCipher | undefined = await createRowCipher(dataKey);
  const plain = new Map<string, Content>();
  const listeners = new Set<() => void>();
  const tabs = new BroadcastChannel('rows');
  // Writes of one row are stored in the order in which they were made.
  let writing: Promise<unknown> = Promise.resolve();

  const keeping = new Map<string, Promise<void>>();
  let isFull = false;

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  // For each read in progress, what was changed meanwhile: it is newer than what was read.
  const meanwhile = new Set<Set<string>>();
  const mark = (place: string): void => {
    for (const places of meanwhile) places.add(place);
  };
  const placeOf = ({ kind, key }: Pick<Content, 'kind' | 'key'>): string => `${kind}\n${key}`;
  const take = (found: Content): void => {
    mark(placeOf(found));
    plain.set(placeOf(found), found);
  };
  const drop = (place: string): void => {
    mark(place);
    plain.delete(place);
  };
  const ofKind = (kind: Kind<unknown>): Content[] =>
    [...plain.values()].filter((found) => found.kind === kind.name);

  const reload = async (): Promise<void> => {
    const newer = new Set<string>();
    meanwhile.add(newer);
    try {
      await read(newer);
    } finally {
      meanwhile.delete(newer);
    }
    tell();
  };
  const read = async (newer: ReadonlySet<string>): Promise<void> => {
    await Promise.all(keeping.values());
    await writing;
    const [names, rows] = await Promise.all([database.getAllKeys('rows'), database.getAll('rows')]);
    const found = await Promise.all(
      rows.map((row, index) => cipher?.decrypt(names[index] ?? '', row).catch(() => undefined)),
    );
    if (cipher === undefined) return;
    for (const place of [...plain.keys()]) if (!newer.has(place)) plain.delete(place);
    for (const one of found) {
      if (one !== undefined && !newer.has(placeOf(one))) plain.set(placeOf(one), one);
    }
  };
  const change = (step: () => Promise<unknown>): Promise<void> => {
    const done = writing.then(step);
    writing = done.catch(() => {});
    return done.then(() => {});
  };
  const seal = (kind: string, key: string, value: unknown): Promise<void> => {
    const found = { kind, key, value };
    take(found);
    return change(async () => {
      if (cipher === undefined) return;
      const name = await cipher.nameOf(kind, key);
      const row = await cipher.encrypt(name, found);
      const wasFull = isFull;
      isFull = await database.put('rows', row, name).then(
        () => false,
        () => true,
      );
      if (isFull !== wasFull) tell();
      if (isFull) throw new Error('There is no room on the phone.');
    });
  };
  tabs.onmessage = () => void reload();
  await reload();

  return {
    get(kind, key) {
      const found = plain.get(`${kind.name}\n${key}`);
      const parsed = found && kind.schema.safeParse(found.value);
      return parsed?.success ? parsed.data : undefined;
    },
    has: (kind, key) => plain.has(`${kind.name}\n${key}`),
    all: (kind) =>
      ofKind(kind).flatMap(({ value }) => {
        const parsed = kind.schema.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    countUnreadable: (kind) =>
      ofKind(kind).filter(({ value }) => !kind.schema.safeParse(value).success).length,
    async put(kind, key, value) {
      const place = `${kind.name}\n${key}`;
      const before = plain.get(place);
      const done = seal(kind.name, key, value);
      const written = plain.get(place);
      tell();
      try {
        await done;
      } catch (error) {
        if (plain.get(place) === written) {
          if (before === undefined) drop(place);
          else take(before);
        }
        tell();
        throw error;
      }
      tabs.postMessage(null);
    },
    async putAll(changes) {
      const changed = changes.filter(
        (one) => JSON.stringify(plain.get(placeOf(one))?.value) !== JSON.stringify(one.value),
      );
      if (changed.length === 0) return;
      const before = new Map(changed.map((one) => [placeOf(one), plain.get(placeOf(one))]));
      for (const one of changed) {
        if (one.value === undefined) drop(placeOf(one));
        else take(one);
      }
      tell();
      try {
        await change(async () => {
          const current = cipher;
          if (current === undefined) return;
          const rows = await Promise.all(
            changed.map(async (one) => {
              const name = await current.nameOf(one.kind, one.key);
              return [name, one.value === undefined ? undefined : await current.encrypt(name, one)] as const;
            }),
          );
          const wasFull = isFull;
          isFull = await writeRows(database, rows).then(
            () => false,
            () => true,
          );
          if (isFull !== wasFull) tell();
          if (isFull) throw new Error('There is no room on the phone.');
        });
      } catch (error) {
        for (const one of changed) {
          const former = before.get(placeOf(one));
          if (plain.get(placeOf(one)) !== (one.value === undefined ? undefined : one)) continue;
          if (former === undefined) drop(placeOf(one));
          else take(former);
        }
        tell();
        throw error;
      }
      tabs.postMessage(null);
    },
    putQuietly(kind, key, value) {
      const place = `${kind.name}\n${key}`;
      take({ kind: kind.name, key, value });
      const under = keeping.get(place);
      if (under !== undefined) return under;
      // First the screen responds, then the latest input is encrypted.
      const kept = new Promise((resolve) => setTimeout(resolve)).then(() => {
        keeping.delete(place);
        const latest = plain.get(place);
        // Without room it stays on the screen, which says so.
        return latest === undefined ? undefined : seal(latest.kind, latest.key, latest.value).catch(() => {});
      });
      keeping.set(place, kept);
      return kept;
    },
    remove(kind, key) {
      drop(placeOf({ kind: kind.name, key }));
      tell();
      return change(async () => {
        const name = await cipher?.nameOf(kind.name, key);
        if (name !== undefined) await database.delete('rows', name);
      }).then(() => tabs.postMessage(null));
    },
    isFull: () => isFull,
    reload,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      tabs.close();
      // The latest input is still being encrypted: the key goes after that.
      return Promise.all(keeping.values())
        .then(() => writing)
        .then(() => {
          cipher = undefined;
          plain.clear();
        });
    },
  };
}

/** In one transaction. */
async function writeRows(
  database: Database,
  rows: readonly (readonly [name: string, row: Bytes | undefined])[],
): Promise<void> {
  const { store, done } = database.transaction('rows', 'readwrite');
  for (const [name, row] of rows) void (row === undefined ? store.delete(name) : store.put(row, name));
  await done;
}
