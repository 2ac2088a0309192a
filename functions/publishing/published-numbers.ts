import { type Publication, type Published, readPublished } from '../disclosure/publication-history.ts';
import type { FileStore } from '../files/file-store.ts';
import { folderOf } from './manifest.ts';

/** So many snapshots are read at once. */
const atOnce = 16;

/**
 * What publications say, as their snapshots stand: up to the first that has none yet.
 * @param publications in the order of ordinals, from 1 on
 */
export const readPublishedNumbers = async (
  files: Pick<FileStore, 'read'>,
  publications: readonly Publication[],
): Promise<Published[]> => {
  const found: Published[] = [];
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
      found.push(readPublished(ordinal, JSON.parse(bytes.toString('utf8'))));
    }
  }
  return found;
};
