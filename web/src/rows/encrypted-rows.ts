import type * as z from 'zod/mini';
import type { Bytes } from '../device/bytes.ts';
import type { Database } from '../device/database.ts';
import { createPlainRows, type PlainRows, rowIdOf } from './plain-rows.ts';
import { type Content, createRowCipher, type DataKey, type RowCipher } from './row-cipher.ts';

/** A kind of record, by its name in storage, with its schema. */
export type Kind<Value> = { readonly name: string; readonly schema: z.ZodMiniType<Value> };

/** A change of a row. `value`: the new value; undefined removes the row. */
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

/** The state of open rows: the rows in memory, and the writes that are on their way to storage. */
type OpenRows = {
  readonly database: Database;
  readonly memory: PlainRows;
  /** Undefined once the rows are closed. */
  cipher: RowCipher | undefined;
  readonly listeners: Set<() => void>;
  readonly otherTabs: BroadcastChannel;
  /** The last write of the queue. Writes are stored in the order in which they were made: a new one waits for this one. */
  lastWrite: Promise<unknown>;
  /** The writes of drafts that have not begun, by `rowIdOf`. */
  readonly draftWrites: Map<string, DraftWrite>;
  /** Aborting it stops listening to the page's events. */
  readonly pageEvents: AbortController;
  isFull: boolean;
};

/** The write of a draft that waits for a rest, which is a time without a key press. */
type DraftWrite = {
  /** Starts the waiting anew. */
  readonly postpone: () => void;
  /** Begins to write now. */
  readonly begin: () => void;
  readonly done: Promise<void>;
};

/** How long she must press no key before a draft is stored: on a cheap phone, encrypting and storing at each key would make the keys stick. */
const restMs = 250;

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
  // Only key presses follow one another fast enough to need the rest. A hidden tab may be killed without another event, so drafts are stored
  // when it is hidden.
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

function notify({ listeners }: OpenRows): void {
  for (const listener of listeners) listener();
}

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

/** All rows in storage. A row that does not decrypt was written with another key and is left out. */
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

function enqueueWrite(open: OpenRows, write: () => Promise<unknown>): Promise<void> {
  const done = open.lastWrite.then(write);
  // A failed write does not stop the writes after it.
  open.lastWrite = done.catch(() => {});
  return done.then(() => {});
}

/** Waits for a write. If it fails, the phone counts as full until a write succeeds. @throws if it failed */
async function checkRoom(open: OpenRows, write: Promise<unknown>): Promise<void> {
  const wasFull = open.isFull;
  open.isFull = await write.then(
    () => false,
    () => true,
  );
  if (open.isFull !== wasFull) notify(open);
  if (open.isFull) throw new Error('There is no room on the phone.');
}

/** Puts a row into memory at once, and into storage after the writes before it. */
function writeOne(open: OpenRows, row: Content): Promise<void> {
  open.memory.set(row);
  return enqueueWrite(open, async () => {
    const { cipher } = open;
    if (cipher === undefined) return;
    const name = await cipher.nameOf(row.kind, row.key);
    const encrypted = await cipher.encrypt(name, row);
    await checkRoom(open, open.database.put('rows', encrypted, name));
  });
}

async function put(open: OpenRows, row: Content): Promise<void> {
  const former = open.memory.get(rowIdOf(row));
  const done = writeOne(open, row);
  notify(open);
  try {
    await done;
  } catch (error) {
    open.memory.restore(rowIdOf(row), { written: row, former });
    notify(open);
    throw error;
  }
  open.otherTabs.postMessage(null);
}

async function putAll(open: OpenRows, changes: readonly RowChange[]): Promise<void> {
  const { memory } = open;
  const realChanges = changes.filter(
    (change) => JSON.stringify(memory.get(rowIdOf(change))?.value) !== JSON.stringify(change.value),
  );
  if (realChanges.length === 0) return;
  const formerRows = new Map(realChanges.map((change) => [rowIdOf(change), memory.get(rowIdOf(change))]));
  for (const change of realChanges) {
    if (change.value === undefined) memory.remove(rowIdOf(change));
    else memory.set(change);
  }
  notify(open);
  try {
    await enqueueWrite(open, () => storeChanges(open, realChanges));
  } catch (error) {
    for (const change of realChanges) {
      const written = change.value === undefined ? undefined : change;
      memory.restore(rowIdOf(change), { written, former: formerRows.get(rowIdOf(change)) });
    }
    notify(open);
    throw error;
  }
  open.otherTabs.postMessage(null);
}

async function storeChanges(open: OpenRows, changes: readonly RowChange[]): Promise<void> {
  const { cipher, database } = open;
  if (cipher === undefined) return;
  const rows = await Promise.all(
    changes.map(async (change) => {
      const name = await cipher.nameOf(change.kind, change.key);
      const isRemoved = change.value === undefined;
      return [name, isRemoved ? undefined : await cipher.encrypt(name, change)] as const;
    }),
  );
  await checkRoom(open, writeRows(database, rows));
}

function putDraft(open: OpenRows, row: Content): Promise<void> {
  const rowId = rowIdOf(row);
  open.memory.set(row);
  // If a write of this draft waits already, it will store the newest value, which is this one.
  const waiting = open.draftWrites.get(rowId);
  waiting?.postpone();
  if (waiting !== undefined) return waiting.done;
  const write = afterRest(() => {
    open.draftWrites.delete(rowId);
    const latest = open.memory.get(rowId);
    // The draft was removed meanwhile.
    if (latest === undefined) return undefined;
    // The written copy takes the place of `latest` in memory. A `put` that fails takes back only the very object that it wrote (`restore`),
    // so never this copy. If there is no room, the draft stays in memory and on the screen, which shows that the phone is full.
    return writeOne(open, { ...latest }).catch(() => {});
  });
  open.draftWrites.set(rowId, write);
  return write.done;
}

/** Makes a write that begins after a rest. */
function afterRest(write: () => Promise<void> | undefined): DraftWrite {
  let begin = (): void => {};
  const rested = new Promise<void>((resolve) => {
    begin = resolve;
  });
  let timer = setTimeout(begin, restMs);
  return {
    postpone() {
      clearTimeout(timer);
      timer = setTimeout(begin, restMs);
    },
    begin,
    done: rested.then(write),
  };
}

/** Stores at once all drafts that wait for a rest. */
async function storeDrafts({ draftWrites }: OpenRows): Promise<void> {
  const waiting = [...draftWrites.values()];
  for (const { begin } of waiting) begin();
  await Promise.all(waiting.map(({ done }) => done));
}

async function remove(open: OpenRows, row: Pick<Content, 'kind' | 'key'>): Promise<void> {
  open.memory.remove(rowIdOf(row));
  notify(open);
  await enqueueWrite(open, async () => {
    const name = await open.cipher?.nameOf(row.kind, row.key);
    if (name !== undefined) await open.database.delete('rows', name);
  });
  open.otherTabs.postMessage(null);
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

/** Writes rows, and removes those that are undefined, in one transaction: all or none. */
async function writeRows(
  database: Database,
  rows: readonly (readonly [name: string, row: Bytes | undefined])[],
): Promise<void> {
  const { store, done } = database.transaction('rows', 'readwrite');
  for (const [name, row] of rows) void (row === undefined ? store.delete(name) : store.put(row, name));
  await done;
}
