import type { Publication } from '../disclosure/publication-history.ts';
import { InternalError } from '../domain/errors.ts';
import type { FileStore } from '../files/file-store.ts';
import { folderOf, type PublishedFile } from './manifest.ts';

/** Something is there that is not what would be written now. */
export type Alarm = (message: string, fields: Readonly<Record<string, unknown>>) => void;

/**
 * Writes a publication's file, or takes the one that is there; then that is what counts, also where it differs.
 * @throws where the store says that the name is taken, and cannot give what it holds
 */
export const placeFile = async (
  { published, alarm }: { readonly published: FileStore; readonly alarm: Alarm },
  publication: Pick<Publication, 'month' | 'version'>,
  file: PublishedFile,
): Promise<PublishedFile> => {
  const name = `${folderOf(publication)}${file.name}`;
  if ((await published.writeOnce(name, file.bytes, file.mediaType)) === 'written') {
    return file;
  }
  const stored = await published.read(name);
  if (stored === undefined) {
    throw new InternalError(`${name} was there, and is not.`);
  }
  if (!stored.equals(file.bytes)) {
    alarm('a published file differs from what would be written now', { name });
  }
  return { ...file, bytes: stored };
};
