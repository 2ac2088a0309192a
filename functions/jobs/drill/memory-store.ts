import type { FileStore } from '../../shared/files/file-store.ts';

/** An in-memory store of files for a recompile, in place of a bucket. @param onWriteOnce called with the name of each file that `writeOnce` adds */
export const createMemoryStore = (onWriteOnce: (name: string) => void = () => {}): FileStore => {
  const files = new Map<string, Buffer>();
  return {
    read: async (name) => files.get(name),
    exists: async (name) => files.has(name),
    writeOnce: async (name, bytes) => {
      if (files.has(name)) {
        return 'there';
      }
      files.set(name, bytes);
      onWriteOnce(name);
      return 'written';
    },
    write: async (name, bytes) => {
      files.set(name, bytes);
    },
  };
};
