import type { FileStore } from '../files/file-store.ts';
import { folderOf, manifestName } from './manifest.ts';
import type { Registered } from './read-register.ts';

/** Which publications have their files already. */

type PublishedFiles = { readonly published: Pick<FileStore, 'exists'> };

const isComplete = ({ published }: PublishedFiles, publication: Registered): Promise<boolean> =>
  published.exists(`${folderOf(publication)}${manifestName}`);

/** Whether a publication has its snapshot already. */
export const isReadable = ({ published }: PublishedFiles, publication: Registered): Promise<boolean> =>
  published.exists(`${folderOf(publication)}snapshot.json`);

/** Splits publications into those that have a manifest, and so all their files, and those that don't. */
export const splitByCompletion = async (
  deps: PublishedFiles,
  registered: readonly Registered[],
): Promise<{ readonly finished: readonly Registered[]; readonly pending: readonly Registered[] }> => {
  // Publications are completed in order, so every one before a complete one is complete.
  let complete = registered.length;
  for (; complete > 0; complete -= 1) {
    const publication = registered[complete - 1];
    if (publication === undefined || (await isComplete(deps, publication))) {
      break;
    }
  }
  return { finished: registered.slice(0, complete), pending: registered.slice(complete) };
};
