import type { FileStore } from '../../functions/files/file-store.ts';

/** An in-memory store of files for a recompile, in place of a bucket. @param onWrite called with the name of each new file */
export const createMemoryStore = (onWrite: (name: string) => void = () => {}): FileStore => {
  const files = new Map<string, Buffer>();
  return {
    read: async (name) => files.get(name),
    exists: async (name) => files.has(name),
    writeOnce: async (name, bytes) => {
      if (files.has(name)) {
        return 'there';
      }
      files.set(name, bytes);
      onWrite(name);
      return 'written';
    },
    write: async (name, bytes) => {
      files.set(name, bytes);
    },
  };
};
