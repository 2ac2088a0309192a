import type { FileStore } from '../../shared/files/file-store.ts';
import {
  type Publication,
  type PublishedNumbers,
  toPublishedNumbers,
} from '../disclosure/publication-history.ts';
import type { KeptHistory } from './kept-history.ts';
import { folderOf } from './publication-folder.ts';

/** How many snapshots are read in parallel. */
const snapshotsAtOnce = 16;

/**
 * Reads the history of published numbers from the stored snapshots, up to the first publication that has no snapshot
 * yet.
 * @param publications in the order of ordinals, from 1 on
 * @param kept numbers that were read before; without them every snapshot is read
 */
export const readPublishedNumbers = async (
  files: Pick<FileStore, 'read'>,
  publications: readonly Publication[],
  kept?: KeptHistory,
): Promise<PublishedNumbers[]> => {
  const found = (await kept?.find(publications)) ?? [];
  for (let start = found.length; start < publications.length; start += snapshotsAtOnce) {
    const batch = publications.slice(start, start + snapshotsAtOnce);
    const snapshots = await Promise.all(
      batch.map((publication) => files.read(`${folderOf(publication)}snapshot.json`)),
    );
    for (const [index, { ordinal }] of batch.entries()) {
      const bytes = snapshots[index];
      if (bytes === undefined) {
        return found;
      }
      found.push(toPublishedNumbers(ordinal, JSON.parse(bytes.toString('utf8'))));
    }
  }
  return found;
};
