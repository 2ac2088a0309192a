import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Work that must be done although this process may be killed meanwhile, as a queue of AWS keeps its messages. */
export type PendingWork = {
  /** What an earlier run left undone, in the order in which it was added. Each has been added already. */
  readonly left: readonly { readonly text: string; readonly done: () => void }[];
  /** Keeps a piece of work. @returns a function to call once it is done */
  add(text: string): () => void;
};

const nameOf = (number: number): string => String(number).padStart(12, '0');

/** Opens the pending work that is kept in a folder, a file for each piece. @param folder undefined: nothing is kept */
export function openPendingWork(folder: string | undefined): PendingWork {
  if (folder === undefined) return { left: [], add: () => () => {} };
  mkdirSync(folder, { recursive: true });
  const doneOf = (name: string) => () => rmSync(join(folder, name), { force: true });
  // A file of another name was not yet complete when the process was killed, and so nobody was told that it is kept.
  const names = readdirSync(folder)
    .filter((name) => /^\d{12}$/.test(name))
    .sort();
  let last = Number(names.at(-1) ?? 0);
  return {
    left: names.map((name) => ({ text: readFileSync(join(folder, name), 'utf8'), done: doneOf(name) })),
    add(text) {
      last += 1;
      const name = nameOf(last);
      const incomplete = join(folder, `${name}.part`);
      writeFileSync(incomplete, text);
      renameSync(incomplete, join(folder, name));
      return doneOf(name);
    },
  };
}
