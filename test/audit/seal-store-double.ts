import { dayOfSeal } from '../../functions/audit/seal.ts';
import type { SealStore } from '../../functions/audit/seal-store.ts';

/** The locked bucket in memory: what is written once stays. */
export const createSealStoreDouble = (): SealStore & { readonly files: Map<string, Buffer> } => {
  const files = new Map<string, Buffer>();
  return {
    files,
    read: async (name) => files.get(name),
    writeOnce: async (name, bytes) => {
      if (files.has(name)) return 'there';
      files.set(name, bytes);
      return 'written';
    },
    listDays: async (after = '') =>
      [...files.keys()]
        .flatMap((name) => dayOfSeal(name) ?? [])
        .filter((day) => day > after)
        .sort(),
  };
};
