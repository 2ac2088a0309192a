import { type UnzipFileInfo, unzipSync, type ZipOptions, zipSync } from 'fflate';
import { PrintableError } from '../domain/errors.ts';

/**
 * ZIP archives whose bytes depend on their content alone. fflate compresses in JavaScript; the output of zlib changes between versions of
 * Node.js.
 */

export type ZipEntry = { readonly name: string; readonly bytes: Buffer };

/** Fixes the options that fflate would otherwise derive from the clock or from an entry's size. */
const fixedOptions = (): ZipOptions => ({
  // The earliest date that ZIP can store. fflate writes local time, so this is midnight in every time zone.
  mtime: new Date(1980, 0, 1),
  // fflate's memory level, which decides the compressed bytes.
  mem: 8,
});

/** fflate's levels of compression; `store` leaves the bytes of an entry as they are. */
const levels = { store: 0, deflate: 6 } as const;

/** A month's files are far smaller; the limit stops archives that would fill the memory. */
const maxEntryBytes = 256 * 1024 * 1024;

/**
 * The bytes of a ZIP archive with these entries, the same every time.
 * @throws PrintableError if two entries have the same name
 */
export const renderZip = (entries: readonly ZipEntry[], method: keyof typeof levels): Buffer => {
  const files = Object.fromEntries(entries.map(({ name, bytes }) => [name, bytes]));
  if (Object.keys(files).length !== entries.length) {
    throw new PrintableError('Two entries of a ZIP archive have one name.');
  }
  return Buffer.from(zipSync(files, { ...fixedOptions(), level: levels[method] }));
};

/**
 * Unpacks an archive with fflate.
 * @param accept is called for each entry, and throws to refuse the archive
 * @throws PrintableError for an invalid archive, in place of fflate's own error, which has a code
 */
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
 * Reads the entries of a ZIP archive, whether stored or deflated. It does not check their CRC-32, since every published file has a SHA-256.
 * @throws PrintableError if the bytes are not such an archive, two entries have the same name, or one is larger than 256 MiB
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
