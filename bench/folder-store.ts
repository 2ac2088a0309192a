import { existsSync, mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileStore } from '../functions/shared/files/file-store.ts';

/** A file store in a folder, in place of a bucket. */
export const createFolderStore = (folder: string): FileStore => {
  const write = async (name: string, bytes: Buffer): Promise<void> => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  };
  return {
    read: async (name) => (existsSync(join(folder, name)) ? readFile(join(folder, name)) : undefined),
    exists: async (name) => existsSync(join(folder, name)),
    writeOnce: async (name, bytes) => {
      if (existsSync(join(folder, name))) {
        return 'there';
      }
      await write(name, bytes);
      return 'written';
    },
    write,
  };
};
