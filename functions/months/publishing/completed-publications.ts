import type { FileStore } from '../../shared/files/file-store.ts';
import { folderOf, manifestName } from './publication-folder.ts';
import type { Registered } from './read-register.ts';

/** Which publications have their files already. */

type PublishedFiles = { readonly published: Pick<FileStore, 'exists'> };

const isComplete = ({ published }: PublishedFiles, publication: Registered): Promise<boolean> =>
  published.exists(`${folderOf(publication)}${manifestName}`);

/** Whether a publication is completed as far as its snapshot. */
export const hasSnapshot = ({ published }: PublishedFiles, publication: Registered): Promise<boolean> =>
  published.exists(`${folderOf(publication)}snapshot.json`);

/** Splits publications into completed ones, which have a manifest and so all their files, and pending ones. */
export const splitByCompletion = async (
  deps: PublishedFiles,
  registered: readonly Registered[],
): Promise<{ readonly finished: readonly Registered[]; readonly pending: readonly Registered[] }> => {
  // Publications are completed in order, so every one before a complete one is complete.
  let pendingFrom = registered.length;
  for (const publication of registered.toReversed()) {
    if (await isComplete(deps, publication)) break;
    pendingFrom -= 1;
  }
  return { finished: registered.slice(0, pendingFrom), pending: registered.slice(pendingFrom) };
};
