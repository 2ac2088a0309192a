import { dayOfDigest } from '../../functions/areas/audit/digest-names.ts';
import type { DigestStore } from '../../functions/areas/audit/digest-store.ts';

/** The locked bucket in memory: what is written once stays. */
export const createDigestStoreDouble = (): DigestStore & { readonly files: Map<string, Buffer> } => {
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
        .flatMap((name) => dayOfDigest(name) ?? [])
        .filter((day) => day > after)
        .sort(),
  };
};
