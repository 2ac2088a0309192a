import {
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { DataDirectory } from './data-directory.ts';
import { runStack } from './run-stack.ts';
import { findOrMake, hashSources } from './wire/cache.ts';
import { CannotStart } from './wire/cannot-start.ts';

/*
 * Loading the demo programme takes a minute and a half of a processor, so the loaded data directory is kept in the cache (wire/cache.ts), under
 * the hash of everything that it is made of, and a stack starts from a copy.
 */

const root = resolve(import.meta.dirname, '..');
/** How many are kept: for a few branches. */
const keptCount = 3;
/** The file in a data directory that marks that it has the demo programme. */
const markName = 'demo-loaded';

type Progress = (line: string) => void;

/**
 * Opens a data directory with the demo programme.
 * @param path where it lies, or is copied to; undefined: a copy that lasts as long as the process
 * @throws CannotStart if there are other data
 */
export async function openDemoData(
  path: string | undefined,
  progress: Progress = () => {},
): Promise<DataDirectory> {
  if (path === undefined) {
    const source = await prepareDemoData(progress);
    const temporary = mkdtempSync(join(tmpdir(), 'leadership-next-demo-'));
    const copy = join(temporary, 'data');
    copyDirectory(source, copy);
    return { path: copy, temporary };
  }
  if (existsSync(join(path, markName))) return { path };
  const isNew = !existsSync(path) || readdirSync(path).length === 0;
  if (!isNew) {
    throw new CannotStart(
      `${path} holds data without the demo programme. Add --empty, or give another directory.`,
    );
  }
  // It gets its name when it is complete.
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  copyDirectory(await prepareDemoData(progress), unfinished);
  if (existsSync(path)) rmdirSync(path);
  renameSync(unfinished, path);
  return { path };
}

/** @returns the loaded data directory in the cache: copy it, nobody may write into it */
export const prepareDemoData = (progress: Progress = () => {}): Promise<string> =>
  findOrMake({
    name: 'demo',
    hash: () => hashSources(root),
    make: (folder) => load(folder, progress),
    keep: keptCount,
  });

/** Loads the demo programme into an empty data directory. */
async function load(directory: string, progress: Progress): Promise<void> {
  const stack = await runStack({
    loadsDemo: true,
    openData: async () => ({ path: directory }),
    progress: (line) => {
      if (line.startsWith('loading')) progress(line);
    },
  });
  await stack.close();
  // What is each stack's own: the keys of its identity provider, and what it logs.
  for (const name of ['identity.json', 'log']) rmSync(join(directory, name), { force: true });
  writeFileSync(join(directory, markName), '');
}

/** Copies a folder; where the file system can, without writing its content again. */
function copyDirectory(from: string, to: string): void {
  cpSync(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
}
