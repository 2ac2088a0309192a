import type { FileStore } from '../../functions/shared/files/file-store.ts';

export type StoreDouble = FileStore & { readonly files: Map<string, Buffer>; readonly reads: string[] };

/** A bucket in memory. */
export const createStoreDouble = (): StoreDouble => {
  const files = new Map<string, Buffer>();
  const reads: string[] = [];
  return {
    files,
    reads,
    read: async (name) => {
      reads.push(name);
      return files.get(name);
    },
    exists: async (name) => files.has(name),
    writeOnce: async (name, bytes) => {
      if (files.has(name)) {
        return 'there';
      }
      files.set(name, Buffer.from(bytes));
      return 'written';
    },
    write: async (name, bytes) => {
      files.set(name, Buffer.from(bytes));
    },
  };
};
