import { InternalError } from '../../shared/errors/errors.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import type { Publication } from '../disclosure/publication-history.ts';
import type { PublishedFile } from './manifest.ts';
import { folderOf } from './publication-folder.ts';

/** Reports that a stored file differs from the one just made. Operators get an alarm from the log line. */
export type Alarm = (message: string, fields: Readonly<Record<string, unknown>>) => void;

/**
 * Writes a publication's file unless one exists. An existing file stays, even if it differs, which raises the alarm.
 * @returns the stored file
 * @throws InternalError if the store says that the file exists but can't read it
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
