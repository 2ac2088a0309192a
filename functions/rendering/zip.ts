import { type UnzipFileInfo, unzipSync, type ZipOptions, zipSync } from 'fflate';
import { PrintableError } from '../domain/errors.ts';

/**
 * ZIP archives whose bytes depend on their content alone. fflate deflates in JavaScript, so that they don't change with the zlib that
 * a version of Node.js was built with.
 */

export type ZipEntry = { readonly name: string; readonly bytes: Buffer };

/** What fflate would otherwise choose by the clock or by the size of an entry. */
const fixedOptions = (): ZipOptions => ({
  // The first date of the format. fflate writes local time, so this is midnight in every time zone.
  mtime: new Date(1980, 0, 1),
  mem: 8,
});

const levels = { store: 0, deflate: 6 } as const;

/** The files of a month are small; a larger entry is no file of ours. */
const maxEntryBytes = 256 * 1024 * 1024;

/** @throws if two entries have one name */
export const renderZip = (entries: readonly ZipEntry[], method: keyof typeof levels): Buffer => {
  const files = Object.fromEntries(entries.map(({ name, bytes }) => [name, bytes]));
  if (Object.keys(files).length !== entries.length) {
    throw new PrintableError('Two entries of a ZIP archive have one name.');
  }
  return Buffer.from(zipSync(files, { ...fixedOptions(), level: levels[method] }));
};

/** @throws Error in plain words, where fflate's would name its own codes */
const unzip = (bytes: Buffer, accept: (entry: UnzipFileInfo) => true): Record<string, Uint8Array> => {
  try {
    return unzipSync(bytes, { filter: accept });
  } catch (error) {
    const isFromFflate = error instanceof Error && 'code' in error;
    throw isFromFflate
      ? new PrintableError('This is no ZIP archive, or it is damaged.', { cause: error })
      : error;
  }
};

/**
 * The entries of a ZIP archive, stored or deflated. Checksums are not compared: all that is published has a SHA-256.
 * @throws if the bytes are no such archive, or two entries have one name
 */
export const readZip = (bytes: Buffer): ZipEntry[] => {
  const names = new Set<string>();
  const files = unzip(bytes, ({ name, originalSize }) => {
    if (names.has(name)) {
      throw new PrintableError(`${name} stands twice in the ZIP archive.`);
    }
    if (originalSize > maxEntryBytes) {
      throw new PrintableError(`${name} is too large for a file of a month.`);
    }
    names.add(name);
    return true;
  });
  return [...names].map((name) => ({ name, bytes: Buffer.from(files[name] ?? []) }));
};
