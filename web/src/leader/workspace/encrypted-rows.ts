import type * as z from 'zod/mini';
import type { Bytes } from '../../device/bytes.ts';
import type { Database } from '../../device/database.ts';
import type { DataKey } from '../lock/wrap-key.ts';
import { type Content, createRowCipher, type RowCipher } from './row-cipher.ts';

/** A kind of record, by its name in storage, with its schema. */
export type Kind<Value> = { readonly name: string; readonly schema: z.ZodMiniType<Value> };

/** A change of a row: its new value; undefined removes it. */
export type RowChange = { readonly kind: string; readonly key: string; readonly value: unknown };

/** The change that writes one of the encrypted rows, for `putAll`. */
export const rowWrite = <Value>(kind: Kind<Value>, key: string, value: Value): RowChange => ({
  kind: kind.name,
  key,
  value,
});
/** The change that removes one of the encrypted rows, for `putAll`. */
export const rowRemoval = (kind: Kind<unknown>, key: string): RowChange => ({
  kind: kind.name,
  key,
  value: undefined,
});

/**
 * The phone's records, each encrypted in storage under a name that is a keyed hash. In memory they are
 * plaintext, so that screens read them at once; `close` drops them and the keys.
 */
export type EncryptedRows = {
  /** Undefined if there is no such row, or if this version of the app cannot read it. */
  get<Value>(kind: Kind<Value>, key: string): Value | undefined;
  /** Whether there is a row, readable or not; it is not parsed. */
  has(kind: Kind<unknown>, key: string): boolean;
  /** All rows of a kind that this version of the app can read. */
  all<Value>(kind: Kind<Value>): Value[];
  /** How many rows of a kind this version cannot read. They stay in storage. */
  countUnreadable(kind: Kind<unknown>): number;
  /** @throws if the phone has no room; then nothing is stored */
  put<Value>(kind: Kind<Value>, key: string, value: Value): Promise<void>;
  /**
   * Writes and removes many rows in one transaction: all or, if the phone has no room, none. Rows that would stay the
   * same are not written.
   */
  putAll(changes: readonly RowChange[]): Promise<void>;
  /** Stores a draft at each key press: like `put`, but tells neither listeners nor other tabs. */
  putDraft<Value>(kind: Kind<Value>, key: string, value: Value): Promise<void>;
  remove(kind: Kind<unknown>, key: string): Promise<void>;
  /** Whether the phone had no room for the last write. */
  isFull(): boolean;
  /** Reads all rows from storage again: other tabs may have written some. */
  reload(): Promise<void>;
  /** @returns a function that unsubscribes */
  onChange(listener: () => void): () => void;
  /** Resolves when the last draft is written, and the rows and their key have left the memory. */
  close(): Promise<void>;
};

/** Opens the phone's encrypted rows with its data key: decrypts them all into memory. */
export async function openRows(database: Database, dataKey: DataKey): Promise<EncryptedRows> {
  // Undefined once the rows are closed.
  let cipher: RowCipher | undefined = await createRowCipher(dataKey);
  /** The rows in memory, by `rowIdOf`. */
  const plainRows = new Map<string, Content>();
  const listeners = new Set<() => void>();
  const otherTabs = new BroadcastChannel('rows');
  /** The end of the queue of writes: they are stored in the order in which they were made. */
  let lastWrite: Promise<unknown> = Promise.resolve();
  /** The writes of drafts that have not begun, by `rowIdOf`. */
  const draftWrites = new Map<string, Promise<void>>();
  let isFull = false;

  const notify = (): void => {
    for (const listener of listeners) listener();
  };
  /** For each reload in progress, the ids of the rows that have changed since it began: it must not replace them. */
  const changedDuringReloads = new Set<Set<string>>();
  const markChanged = (rowId: string): void => {
    for (const changedIds of changedDuringReloads) changedIds.add(rowId);
  };
  /** Identifies a row in memory; its name in storage is a keyed hash. */
  const rowIdOf = ({ kind, key }: Pick<Content, 'kind' | 'key'>): string => `${kind}\n${key}`;
  const setInMemory = (row: Content): void => {
    markChanged(rowIdOf(row));
    plainRows.set(rowIdOf(row), row);
  };
  const removeFromMemory = (rowId: string): void => {
    markChanged(rowId);
    plainRows.delete(rowId);
  };
  const rowsOfKind = (kind: Kind<unknown>): Content[] =>
    [...plainRows.values()].filter((row) => row.kind === kind.name);

  const reload = async (): Promise<void> => {
    const changedIds = new Set<string>();
    changedDuringReloads.add(changedIds);
    try {
      await readAllExcept(changedIds);
    } finally {
      changedDuringReloads.delete(changedIds);
    }
    notify();
  };
  /** @param changedIds grows while this reads */
  const readAllExcept = async (changedIds: ReadonlySet<string>): Promise<void> => {
    await Promise.all(draftWrites.values());
    await lastWrite;
    const [names, encrypted] = await Promise.all([database.getAllKeys('rows'), database.getAll('rows')]);
    // Names and rows come in the same order. A row that does not decrypt was written with another key and is left out.
    const decrypted = await Promise.all(
      encrypted.map((row, index) => cipher?.decrypt(names[index] ?? '', row).catch(() => undefined)),
    );
    if (cipher === undefined) return;
    for (const rowId of [...plainRows.keys()]) if (!changedIds.has(rowId)) plainRows.delete(rowId);
    for (const row of decrypted) {
      if (row !== undefined && !changedIds.has(rowIdOf(row))) plainRows.set(rowIdOf(row), row);
    }
  };
  const enqueueWrite = (write: () => Promise<unknown>): Promise<void> => {
    const done = lastWrite.then(write);
    // A failed write does not stop those behind it.
    lastWrite = done.catch(() => {});
    return done.then(() => {});
  };
  /** Waits for a write. If it fails, the phone counts as full until a write succeeds. @throws if it failed */
  const checkRoom = async (write: Promise<unknown>): Promise<void> => {
    const wasFull = isFull;
    isFull = await write.then(
      () => false,
      () => true,
    );
    if (isFull !== wasFull) notify();
    if (isFull) throw new Error('There is no room on the phone.');
  };
  /** Puts a row into memory at once, and into storage after the writes before it. */
  const writeOne = (row: Content): Promise<void> => {
    setInMemory(row);
    return enqueueWrite(async () => {
      if (cipher === undefined) return;
      const name = await cipher.nameOf(row.kind, row.key);
      const encrypted = await cipher.encrypt(name, row);
      await checkRoom(database.put('rows', encrypted, name));
    });
  };
  /** After a failed write, or removal (`written` undefined): memory gets back the former row, unless it was changed again since. */
  const restore = (
    rowId: string,
    { written, former }: { readonly written: Content | undefined; readonly former: Content | undefined },
  ): void => {
    if (plainRows.get(rowId) !== written) return;
    if (former === undefined) removeFromMemory(rowId);
    else setInMemory(former);
  };
  otherTabs.onmessage = () => void reload();
  await reload();

  return {
    get(kind, key) {
      const row = plainRows.get(rowIdOf({ kind: kind.name, key }));
      const parsed = row && kind.schema.safeParse(row.value);
      return parsed?.success ? parsed.data : undefined;
    },
    has: (kind, key) => plainRows.has(rowIdOf({ kind: kind.name, key })),
    all: (kind) =>
      rowsOfKind(kind).flatMap(({ value }) => {
        const parsed = kind.schema.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    countUnreadable: (kind) =>
      rowsOfKind(kind).filter(({ value }) => !kind.schema.safeParse(value).success).length,
    async put(kind, key, value) {
      const row = { kind: kind.name, key, value };
      const former = plainRows.get(rowIdOf(row));
      const done = writeOne(row);
      notify();
      try {
        await done;
      } catch (error) {
        restore(rowIdOf(row), { written: row, former });
        notify();
        throw error;
      }
      otherTabs.postMessage(null);
    },
    async putAll(changes) {
      const realChanges = changes.filter(
        (change) => JSON.stringify(plainRows.get(rowIdOf(change))?.value) !== JSON.stringify(change.value),
      );
      if (realChanges.length === 0) return;
      const formerRows = new Map(
        realChanges.map((change) => [rowIdOf(change), plainRows.get(rowIdOf(change))]),
      );
      for (const change of realChanges) {
        if (change.value === undefined) removeFromMemory(rowIdOf(change));
        else setInMemory(change);
      }
      notify();
      try {
        await enqueueWrite(async () => {
          const openCipher = cipher;
          if (openCipher === undefined) return;
          const rows = await Promise.all(
            realChanges.map(async (change) => {
              const name = await openCipher.nameOf(change.kind, change.key);
              const isRemoved = change.value === undefined;
              return [name, isRemoved ? undefined : await openCipher.encrypt(name, change)] as const;
            }),
          );
          await checkRoom(writeRows(database, rows));
        });
      } catch (error) {
        for (const change of realChanges) {
          const written = change.value === undefined ? undefined : change;
          restore(rowIdOf(change), { written, former: formerRows.get(rowIdOf(change)) });
        }
        notify();
        throw error;
      }
      otherTabs.postMessage(null);
    },
    putDraft(kind, key, value) {
      const rowId = rowIdOf({ kind: kind.name, key });
      setInMemory({ kind: kind.name, key, value });
      // A write that has not begun will store this value too.
      const earlierWrite = draftWrites.get(rowId);
      if (earlierWrite !== undefined) return earlierWrite;
      // First the screen responds to the key press, then the latest value is encrypted.
      const write = new Promise((resolve) => setTimeout(resolve)).then(() => {
        draftWrites.delete(rowId);
        const latest = plainRows.get(rowId);
        // The draft was removed meanwhile.
        if (latest === undefined) return undefined;
        // Without room the value stays in memory and on the screen, which shows that the phone is full. A copy is written:
        // `restore` compares objects, so a failed `put` of the same row cannot take this value back.
        return writeOne({ ...latest }).catch(() => {});
      });
      draftWrites.set(rowId, write);
      return write;
    },
    remove(kind, key) {
      removeFromMemory(rowIdOf({ kind: kind.name, key }));
      notify();
      return enqueueWrite(async () => {
        const name = await cipher?.nameOf(kind.name, key);
        if (name !== undefined) await database.delete('rows', name);
      }).then(() => otherTabs.postMessage(null));
    },
    isFull: () => isFull,
    reload,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      otherTabs.close();
      // The latest draft may still be waiting for its encryption: the key is dropped after that.
      return Promise.all(draftWrites.values())
        .then(() => lastWrite)
        .then(() => {
          cipher = undefined;
          plainRows.clear();
        });
    },
  };
}

/** Writes and removes (undefined) rows in one transaction: all or none. */
async function writeRows(
  database: Database,
  rows: readonly (readonly [name: string, row: Bytes | undefined])[],
): Promise<void> {
  const { store, done } = database.transaction('rows', 'readwrite');
  for (const [name, row] of rows) void (row === undefined ? store.delete(name) : store.put(row, name));
  await done;
}
