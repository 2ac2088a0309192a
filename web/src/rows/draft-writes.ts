import type { DraftWrite, OpenRows } from './open-rows.ts';
import { rowIdOf } from './plain-rows.ts';
import type { Content } from './row-cipher.ts';
import { writeOne } from './row-writes.ts';

/**
 * The writes of drafts. A draft is stored after a rest, which is a time without a key press: on a cheap phone, encrypting and storing at
 * each key would make the keys stick. `storeDrafts` stores all drafts at once.
 */

/** How long a rest is. */
const restMs = 250;

/** Puts a draft into memory at once, and into storage after a rest. */
export function putDraft(open: OpenRows, row: Content): Promise<void> {
  const rowId = rowIdOf(row);
  open.memory.set(row);
  // If a write of this draft waits already, it will store the newest value, which is this one.
  const waiting = open.draftWrites.get(rowId);
  if (waiting !== undefined) {
    waiting.postpone();
    return waiting.done;
  }
  const write = afterRest(() => {
    open.draftWrites.delete(rowId);
    const latest = open.memory.get(rowId);
    // The draft was removed meanwhile.
    if (latest === undefined) return undefined;
    // A copy, since a `put` that fails takes back only the very object that it wrote (`restore` in plain-rows.ts), and so never this copy.
    // If there is no room, the draft stays in memory and on the screen, which shows that the phone is full.
    return writeOne(open, { ...latest }).catch(() => {});
  });
  open.draftWrites.set(rowId, write);
  return write.done;
}

/** Makes a write that begins after a rest. */
function afterRest(write: () => Promise<void> | undefined): DraftWrite {
  // The promise sets `begin` at once.
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
export async function storeDrafts({ draftWrites }: OpenRows): Promise<void> {
  const waiting = [...draftWrites.values()];
  for (const { begin } of waiting) begin();
  await Promise.all(waiting.map(({ done }) => done));
}
