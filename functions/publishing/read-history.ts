import {
  type Publication,
  type PublishedNumbers,
  toPublishedNumbers,
} from '../disclosure/publication-history.ts';
import type { FileStore } from '../files/file-store.ts';
import { folderOf } from './manifest.ts';

/** Snapshots read in parallel. */
const atOnce = 16;

/**
 * Reads the history of published numbers from the stored snapshots, up to the first publication that has no snapshot
 * yet.
 * @param publications in the order of ordinals, from 1 on
 */
export const readPublishedNumbers = async (
  files: Pick<FileStore, 'read'>,
  publications: readonly Publication[],
): Promise<PublishedNumbers[]> => {
  const found: PublishedNumbers[] = [];
  for (let start = 0; start < publications.length; start += atOnce) {
    const some = publications.slice(start, start + atOnce);
    const snapshots = await Promise.all(
      some.map((publication) => files.read(`${folderOf(publication)}snapshot.json`)),
    );
    for (const [at, { ordinal }] of some.entries()) {
      const bytes = snapshots[at];
      if (bytes === undefined) {
        return found;
      }
      found.push(toPublishedNumbers(ordinal, JSON.parse(bytes.toString('utf8'))));
    }
  }
  return found;
};
