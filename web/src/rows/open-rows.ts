import type { Database } from '../device/database.ts';
import type { PlainRows } from './plain-rows.ts';
import type { RowCipher } from './row-cipher.ts';

/** The state of open rows: the rows in memory, and the writes that are on their way to storage. */
export type OpenRows = {
  readonly database: Database;
  readonly memory: PlainRows;
  /** Undefined once the rows are closed. */
  cipher: RowCipher | undefined;
  readonly listeners: Set<() => void>;
  readonly otherTabs: BroadcastChannel;
  /** The last write of the queue. Writes are stored in the order in which they were made: a new write waits for this one. */
  lastWrite: Promise<unknown>;
  /** The writes of drafts that have not begun, by `rowIdOf`. */
  readonly draftWrites: Map<string, DraftWrite>;
  /** Aborting it stops listening to the page's events. */
  readonly pageEvents: AbortController;
  isFull: boolean;
};

/** The write of a draft that waits for a rest, which is a time without a key press. */
export type DraftWrite = {
  /** Starts the waiting anew. */
  readonly postpone: () => void;
  /** Begins to write now. */
  readonly begin: () => void;
  readonly done: Promise<void>;
};

/** Tells the listeners that rows have changed. */
export function notify({ listeners }: OpenRows): void {
  for (const listener of listeners) listener();
}

/** Begins a write after all writes before it. @throws if the write itself fails */
export async function enqueueWrite(open: OpenRows, write: () => Promise<unknown>): Promise<void> {
  const done = open.lastWrite.then(write);
  // A failed write does not stop the writes after it.
  open.lastWrite = done.catch(() => {});
  await done;
}
