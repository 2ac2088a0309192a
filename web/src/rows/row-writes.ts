import type { Bytes } from '../device/bytes.ts';
import type { Database } from '../device/database.ts';
import { enqueueWrite, notify, type OpenRows } from './open-rows.ts';
import { rowIdOf } from './plain-rows.ts';
import type { Content } from './row-cipher.ts';

/** The writes of encrypted rows. Each goes into memory at once, and into storage after the writes before it. */

/** A row that is written; it is removed if its value is undefined. */
type Change = Readonly<Content>;

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

/** Writes one row, and tells nobody. @throws if the phone has no room */
export function writeOne(open: OpenRows, row: Content): Promise<void> {
  open.memory.set(row);
  return enqueueWrite(open, async () => {
    const { cipher } = open;
    // The rows were closed meanwhile.
    if (cipher === undefined) return;
    const name = await cipher.nameOf(row.kind, row.key);
    const encrypted = await cipher.encrypt(name, row);
    await checkRoom(open, open.database.put('rows', encrypted, name));
  });
}

/** Writes one row, and tells listeners and other tabs. @throws if the phone has no room; then nothing is stored */
export async function put(open: OpenRows, row: Content): Promise<void> {
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

/** Writes and removes rows in one transaction, and tells listeners and other tabs. @throws if the phone has no room; then nothing is stored */
export async function putAll(open: OpenRows, changes: readonly Change[]): Promise<void> {
  const { memory } = open;
  // Values are stored as JSON, so a change is real only if it changes the JSON.
  const realChanges = changes.filter(
    (change) => JSON.stringify(memory.get(rowIdOf(change))?.value) !== JSON.stringify(change.value),
  );
  if (realChanges.length === 0) return;
  // By row id; undefined for a row that is new.
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

/** Encrypts changes and writes them into storage. */
async function storeChanges(open: OpenRows, changes: readonly Change[]): Promise<void> {
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

/** Removes one row, and tells listeners and other tabs. */
export async function remove(open: OpenRows, row: Pick<Content, 'kind' | 'key'>): Promise<void> {
  open.memory.remove(rowIdOf(row));
  notify(open);
  await enqueueWrite(open, async () => {
    const name = await open.cipher?.nameOf(row.kind, row.key);
    if (name !== undefined) await open.database.delete('rows', name);
  });
  open.otherTabs.postMessage(null);
}

/** Writes rows, and removes those that are undefined, in one transaction: all or none. */
async function writeRows(
  database: Database,
  rows: readonly (readonly [name: string, row: Bytes | undefined])[],
): Promise<void> {
  const { store, done } = database.transaction('rows', 'readwrite');
  for (const [name, row] of rows) {
    // `done` waits for these too, and fails if one of them does.
    if (row === undefined) void store.delete(name);
    else void store.put(row, name);
  }
  await done;
}
