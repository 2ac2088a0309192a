import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The folder of things that take long to make, such as bundles. A missing thing is made again. `npm ci` removes the folder with the packages. */
export const cacheDirectory = join(
  resolve(import.meta.dirname, '..', '..'),
  'node_modules',
  '.cache',
  'leadership-next',
);

/**
 * A hash of what the functions and their local stack are made of: the sources, the packages, and this Node.js.
 * @param root the project's folder
 * @param more what else the cached folder depends on
 */
export function hashSources(root: string, more = ''): string {
  const hash = createHash('sha256').update(`${process.version}\n${more}`);
  const files = globSync('{functions,lib,local}/**/*.*', { cwd: root }).sort();
  for (const file of ['node_modules/.package-lock.json', ...files]) {
    hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/** The longest time that a process may take to make a folder. A process that takes longer is hung. */
const maxWorkMs = 600_000;

/**
 * Finds a folder in the cache, and makes it first if there is none of this hash. The folder gets its name when it is complete. If its
 * sources changed while it was made, it is made again. Nobody may write into it.
 * @param options.name the first part of the folder's name
 * @param options.hash computes a hash of all that the folder is made of, as it is now
 * @param options.make fills an empty folder
 * @param options.keep how many folders of this name stay in the cache
 * @param options.cache the folder of the cache, if not `cacheDirectory`
 * @returns the folder's path
 */
export async function findOrMake(options: {
  name: string;
  hash: () => string;
  make: (folder: string) => Promise<void>;
  keep: number;
  cache?: string;
}): Promise<string> {
  const { name, hash, make, keep, cache = cacheDirectory } = options;
  mkdirSync(cache, { recursive: true });
  for (;;) {
    const key = hash();
    const folder = join(cache, `${name}-${key.slice(0, 16)}`);
    await workAlone(
      join(cache, `lock-${name}-${key.slice(0, 16)}`),
      () => existsSync(folder),
      async () => {
        const unfinished = mkdtempSync(join(cache, `unfinished-${name}-`));
        try {
          await make(unfinished);
          if (hash() === key) renameSync(unfinished, folder);
        } finally {
          rmSync(unfinished, { recursive: true, force: true });
        }
        removeOld(join(cache, `${name}-`), keep);
        removeOld(join(cache, `unfinished-${name}-`), 0);
      },
    );
    if (!existsSync(folder)) continue;
    // The folder's time says when it was last used: `removeOld` removes the folders that were not used for long.
    utimesSync(folder, new Date(), new Date());
    return folder;
  }
}

/**
 * Does work that only one process at a time should do. The other processes wait, and then find it done.
 * @param lock the path of a file that names the process at work. A process that died, or has worked for `maxWorkMs`, loses the lock
 * @param isDone whether there is nothing to do any more
 */
async function workAlone(lock: string, isDone: () => boolean, work: () => Promise<void>): Promise<void> {
  while (!isDone()) {
    if (!take(lock)) {
      await sleep(100);
      continue;
    }
    try {
      if (!isDone()) await work();
      return;
    } finally {
      rmSync(lock, { force: true });
    }
  }
}

/** Tries to take the lock, and removes a lock whose process no longer works. @returns whether this process has the lock now */
function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    if (Date.now() - lastUse(lock) > maxWorkMs || !isHeld(lock)) rmSync(lock, { force: true });
    return false;
  }
}

/** Whether the process that a lock names is alive. */
function isHeld(lock: string): boolean {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // The file is empty until the process has written its id.
    if (pid === 0) return true;
    // The signal 0 ends nothing. It throws if there is no such process.
    return process.kill(pid, 0);
  } catch (error) {
    // The process exists, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Removes the entries whose path begins with `beginning`, except the newest `keep` entries and those that were used within the last hour. */
function removeOld(beginning: string, keep: number): void {
  const parent = resolve(beginning, '..');
  readdirSync(parent)
    .map((entry) => join(parent, entry))
    .filter((path) => path.startsWith(beginning))
    .sort((a, b) => lastUse(b) - lastUse(a))
    .slice(keep)
    .filter((path) => Date.now() - lastUse(path) > 3_600_000)
    .forEach((path) => void rmSync(path, { recursive: true, force: true }));
}

/** When a file or folder was last written or used, in milliseconds; now if another process has just removed it. */
const lastUse = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
