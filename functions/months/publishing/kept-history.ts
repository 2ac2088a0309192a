import type { FileStore } from '../../shared/files/file-store.ts';
import type { Publication, PublishedNumbers } from '../disclosure/publication-history.ts';
import { nameOfKept, seal, unseal } from './kept-files.ts';

/*
 * A file keeps the numbers of all publications, which the next compile needs, so that it does not read the snapshot of every month since the first.
 * Like a kept count it is a cache (docs/decisions/0122-kept-in-few-bytes.md): its name is made from the publications, which never change, and the code that reads them.
 */

export type KeptHistory = {
  /** The numbers of publications, or of all but the last of them; empty if none are kept. */
  readonly find: (publications: readonly Publication[]) => Promise<PublishedNumbers[]>;
  /** Keeps the numbers of publications, in place of what was kept of them, unless the files may only be read. */
  readonly keep: (
    publications: readonly Publication[],
    numbers: readonly PublishedNumbers[],
  ) => Promise<void>;
};

const nameOf = (publications: readonly Publication[], code: string): string =>
  nameOfKept(code, [
    'publications',
    ...publications.map(({ ordinal, month, version, cutoff }) => `${ordinal} ${month} ${version} ${cutoff}`),
  ]);

/** How many publications may be missing from the end of what is kept: the newest may be missing, or damaged. */
const maxMissing = 2;

/** Opens the numbers that are kept in the private bucket. @param code a hash of the code that reads snapshots */
export const openKeptHistory = (
  files: Pick<FileStore, 'read'> & Partial<Pick<FileStore, 'write'>>,
  code: string,
): KeptHistory => ({
  find: async (publications) => {
    for (let missing = 0; missing <= maxMissing && missing < publications.length; missing += 1) {
      const some = publications.slice(0, publications.length - missing);
      const sealed = await files.read(nameOf(some, code));
      const bytes = sealed && unseal(sealed);
      // The file's name and its hash guarantee the type: this same code wrote the file.
      if (bytes !== undefined) return JSON.parse(bytes.toString('utf8')) as PublishedNumbers[];
    }
    return [];
  },
  keep: async (publications, numbers) => {
    const bytes = Buffer.from(JSON.stringify(numbers));
    await files.write?.(nameOf(publications, code), seal(bytes));
  },
});
