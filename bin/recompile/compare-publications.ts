import { createGate } from '../../functions/months/disclosure/gate.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { folderOf } from '../../functions/months/publishing/publication-folder.ts';
import type { Registered } from '../../functions/months/publishing/read-register.ts';
import { writeSnapshots } from '../../functions/months/publishing/write-snapshots.ts';
import type { FileStore } from '../../functions/shared/files/file-store.ts';
import type { JournalDeps } from '../../functions/shared/journal/month-files.ts';
import { createMemoryStore } from './memory-store.ts';

/** A publication, and whether a snapshot recompiled from the journal has the published bytes. */
export type ComparedPublication = {
  readonly publication: Registered;
  /** `missing`: it is registered, but its snapshot is not stored. */
  readonly snapshot: 'same' | 'differs' | 'missing';
};

/**
 * Compares every publication with a snapshot that is recompiled from the journal alone, in memory.
 * @param registered all publications, sorted by ordinal from 1 on
 * @param onPublication called with the number of counted publications
 */
export const comparePublications = async (
  {
    readLines,
    published,
  }: {
    readonly readLines: JournalDeps['readLines'];
    readonly published: Pick<FileStore, 'read'>;
  },
  registered: readonly Registered[],
  onPublication: (counted: number) => void = () => {},
): Promise<ComparedPublication[]> => {
  let counted = 0;
  // Nothing is rendered here, so each file that is written is the snapshot of a publication.
  const recompiledFiles = createMemoryStore(() => {
    counted += 1;
    onPublication(counted);
  });
  await writeSnapshots(
    {
      catalogue: indicators,
      gate: createGate(indicators),
      readLines,
      published: recompiledFiles,
      state: createMemoryStore(),
      alarm: (message) => {
        throw new Error(message);
      },
      sendToRender: async () => {},
    },
    registered,
  );
  return Promise.all(
    registered.map(async (publication): Promise<ComparedPublication> => {
      const name = `${folderOf(publication)}snapshot.json`;
      const [storedBytes, recompiledBytes] = await Promise.all([
        published.read(name),
        recompiledFiles.read(name),
      ]);
      if (storedBytes === undefined) return { publication, snapshot: 'missing' };
      return { publication, snapshot: recompiledBytes?.equals(storedBytes) === true ? 'same' : 'differs' };
    }),
  );
};
