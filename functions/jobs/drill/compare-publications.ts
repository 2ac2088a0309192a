import { createGate } from '../../months/disclosure/gate.ts';
import { indicators } from '../../months/indicators/catalogue.ts';
import { folderOf } from '../../months/publishing/publication-folder.ts';
import type { Registered } from '../../months/publishing/read-register.ts';
import { writeSnapshots } from '../../months/publishing/write-snapshots.ts';
import { InternalError } from '../../shared/errors/errors.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import type { JournalDeps } from '../../shared/journal/month-files.ts';
import { createMemoryStore } from './memory-store.ts';

/** A publication, and whether a snapshot recompiled from the journal has the published bytes. */
export type ComparedPublication = {
  readonly publication: Registered;
  /** `missing`: it is registered, but its snapshot is not stored. */
  readonly snapshot: 'same' | 'differs' | 'missing';
};

type Compared = {
  readonly readLines: JournalDeps['readLines'];
  readonly published: Pick<FileStore, 'read'>;
};

const verdictOf = async (
  publication: Registered,
  { published, recompiled }: { readonly published: Pick<FileStore, 'read'>; readonly recompiled: FileStore },
): Promise<ComparedPublication> => {
  const name = `${folderOf(publication)}snapshot.json`;
  const [storedBytes, recompiledBytes] = await Promise.all([published.read(name), recompiled.read(name)]);
  if (storedBytes === undefined) return { publication, snapshot: 'missing' };
  return { publication, snapshot: recompiledBytes?.equals(storedBytes) === true ? 'same' : 'differs' };
};

/** Counts publications into memory: nothing is rendered, so each file that is written is a snapshot. */
const recompile = (
  readLines: JournalDeps['readLines'],
  recompiled: FileStore,
  registered: readonly Registered[],
) =>
  writeSnapshots(
    {
      catalogue: indicators,
      gate: createGate(indicators),
      readLines,
      published: recompiled,
      state: createMemoryStore(),
      alarm: (message) => {
        throw new InternalError(message);
      },
      sendToRender: async () => {},
    },
    registered,
  );

/**
 * Compares one publication with a snapshot that is recompiled from the journal, beside the published ones before it: a step that takes one count,
 * however many months there are.
 * @param registered all publications, sorted by ordinal from 1 on
 * @param ordinal that of the one to compare
 */
export const comparePublication = async (
  { readLines, published }: Compared & { readonly published: Pick<FileStore, 'read' | 'exists'> },
  registered: readonly Registered[],
  ordinal: number,
): Promise<ComparedPublication> => {
  const [before, from] = [registered.slice(0, ordinal - 1), registered.slice(0, ordinal)];
  const publication = from[ordinal - 1];
  if (publication?.ordinal !== ordinal) throw new InternalError(`There is no publication ${ordinal}.`);
  const made = createMemoryStore();
  const isBefore = (name: string): boolean => before.some((one) => name.startsWith(folderOf(one)));
  const recompiled: FileStore = {
    ...made,
    read: async (name) => (isBefore(name) ? published.read(name) : made.read(name)),
    exists: async (name) => (isBefore(name) ? published.exists(name) : made.exists(name)),
  };
  await recompile(readLines, recompiled, from);
  return verdictOf(publication, { published, recompiled: made });
};

/**
 * Compares every publication with a snapshot that is recompiled from the journal alone, in memory.
 * @param registered all publications, sorted by ordinal from 1 on
 * @param onPublication called with the number of counted publications
 */
export const comparePublications = async (
  { readLines, published }: Compared,
  registered: readonly Registered[],
  onPublication: (counted: number) => void = () => {},
): Promise<ComparedPublication[]> => {
  let counted = 0;
  const recompiled = createMemoryStore(() => {
    counted += 1;
    onPublication(counted);
  });
  await recompile(readLines, recompiled, registered);
  return Promise.all(registered.map((publication) => verdictOf(publication, { published, recompiled })));
};
