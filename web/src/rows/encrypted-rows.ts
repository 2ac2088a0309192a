import type * as z from 'zod/mini';
import type { Database } from '../device/database.ts';
import { putDraft, storeDrafts } from './draft-writes.ts';
import { notify, type OpenRows } from './open-rows.ts';
import { createPlainRows, rowIdOf } from './plain-rows.ts';
import { type Content, createRowCipher, type DataKey } from './row-cipher.ts';
import { put, putAll, remove } from './row-writes.ts';

/** A kind of record, by its name in storage, with its schema. */
export type Kind<Value> = { readonly name: string; readonly schema: z.ZodMiniType<Value> };

/** A change of a row. */
export type RowChange = {
  readonly kind: string;
  readonly key: string;
  /** The new value; undefined removes the row. */
  readonly value: unknown;
};

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
  /**
   * Keeps a draft at each key press. Unlike `put`, it tells neither listeners nor other tabs. It stores the draft only once she has pressed no
   * key for a moment, taps, or leaves the field or the page.
   */
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
  const memory = createPlainRows();
  const open: OpenRows = {
    database,
    memory,
    cipher: await createRowCipher(dataKey),
    listeners: new Set(),
    otherTabs: new BroadcastChannel('rows'),
    lastWrite: Promise.resolve(),
    draftWrites: new Map(),
    pageEvents: new AbortController(),
    isFull: false,
  };
  open.otherTabs.onmessage = () => void reload(open);
  // A waiting draft is stored at once when she taps or leaves the field. It is stored when the page is hidden, too, since a phone may then
  // end the page without another event.
  const store = () => void storeDrafts(open);
  for (const event of ['click', 'focusout', 'visibilitychange'] as const) {
    document.addEventListener(event, store, { signal: open.pageEvents.signal });
  }
  window.addEventListener('pagehide', store, { signal: open.pageEvents.signal });
  await reload(open);

  return {
    get(kind, key) {
      const row = memory.get(rowIdOf({ kind: kind.name, key }));
      const parsed = row && kind.schema.safeParse(row.value);
      return parsed?.success ? parsed.data : undefined;
    },
    has: (kind, key) => memory.has(rowIdOf({ kind: kind.name, key })),
    all: (kind) =>
      memory.ofKind(kind.name).flatMap(({ value }) => {
        const parsed = kind.schema.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    countUnreadable: (kind) =>
      memory.ofKind(kind.name).filter(({ value }) => !kind.schema.safeParse(value).success).length,
    put: (kind, key, value) => put(open, { kind: kind.name, key, value }),
    putAll: (changes) => putAll(open, changes),
    putDraft: (kind, key, value) => putDraft(open, { kind: kind.name, key, value }),
    remove: (kind, key) => remove(open, { kind: kind.name, key }),
    isFull: () => open.isFull,
    reload: () => reload(open),
    onChange(listener) {
      open.listeners.add(listener);
      return () => open.listeners.delete(listener);
    },
    close: () => close(open),
  };
}

/** Reads all rows from storage into memory; rows that change meanwhile stay as they are. */
async function reload(open: OpenRows): Promise<void> {
  const { replaceAll, end } = open.memory.beginReload();
  try {
    const stored = await readStored(open);
    // If the rows were closed meanwhile, nothing may come back into memory.
    if (open.cipher !== undefined) replaceAll(stored);
  } finally {
    end();
  }
  notify(open);
}

/** All rows in storage, after the writes that wait. A row that does not decrypt was written with another key, and is left out. */
async function readStored(open: OpenRows): Promise<Content[]> {
  const { database } = open;
  await storeDrafts(open);
  await open.lastWrite;
  const [names, encrypted] = await Promise.all([database.getAllKeys('rows'), database.getAll('rows')]);
  // Names and rows come in the same order.
  const decrypted = await Promise.all(
    encrypted.map((row, index) => open.cipher?.decrypt(names[index] ?? '', row).catch(() => undefined)),
  );
  return decrypted.filter((row) => row !== undefined);
}

async function close(open: OpenRows): Promise<void> {
  open.listeners.clear();
  open.otherTabs.close();
  open.pageEvents.abort();
  // The latest draft may still have to be encrypted, so the key is dropped only after that.
  await storeDrafts(open);
  await open.lastWrite;
  open.cipher = undefined;
  open.memory.clear();
}
