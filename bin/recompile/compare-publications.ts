import { createGate } from '../../functions/disclosure/gate.ts';
import type { FileStore } from '../../functions/files/file-store.ts';
import { indicators } from '../../functions/indicators/catalogue.ts';
import type { JournalDeps } from '../../functions/journal/month-files.ts';
import { folderOf } from '../../functions/publishing/manifest.ts';
import type { Registered } from '../../functions/publishing/read-register.ts';
import { writeSnapshots } from '../../functions/publishing/write-snapshots.ts';
import { createMemoryStore } from './memory-store.ts';

/** A publication, and whether the journal still gives what was published. */
export type Compared = {
  readonly publication: Registered;
  /** `missing`: it was registered, and nothing of it is stored. */
  readonly snapshot: 'same' | 'differs' | 'missing';
};

/**
 * Counts every publication anew from the journal alone, in memory, and compares it with what is stored.
 * @param registered all publications, in the order of ordinals from 1 on
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
  onMonth: (counted: number) => void = () => {},
): Promise<Compared[]> => {
  let counted = 0;
  const again = createMemoryStore(() => {
    counted += 1;
    onMonth(counted);
  });
  await writeSnapshots(
    {
      catalogue: indicators,
      gate: createGate(indicators),
      readLines,
      published: again,
      state: createMemoryStore(),
      alarm: (message) => {
        throw new Error(message);
      },
      sendToRender: async () => {},
    },
    registered,
  );
  return Promise.all(
    registered.map(async (publication): Promise<Compared> => {
      const name = `${folderOf(publication)}snapshot.json`;
      const [stored, now] = await Promise.all([published.read(name), again.read(name)]);
      if (stored === undefined) return { publication, snapshot: 'missing' };
      return { publication, snapshot: now?.equals(stored) === true ? 'same' : 'differs' };
    }),
  );
};
