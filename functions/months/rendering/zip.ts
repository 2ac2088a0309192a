import { type UnzipFileInfo, unzipSync, type ZipOptions, zipSync } from 'fflate';
import { PrintableError } from '../../shared/errors/errors.ts';

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

const headers = {
  local: { signature: 0x04034b50, bytes: 30 },
  directory: { signature: 0x02014b50, bytes: 46 },
  end: { signature: 0x06054b50, bytes: 22 },
} as const;

/**
 * Refuses an archive in which some tools would find other files than the directory at its end names: the entries must follow one another
 * from the first byte, each with the name and the lengths that the directory gives, then the directory, and nothing else.
 * @throws PrintableError
 */
const refuseGaps = (bytes: Buffer): void => {
  const fail = (): never => {
    throw new PrintableError('The ZIP archive holds more, or other, than its directory says.');
  };
  const readHeader = (kind: keyof typeof headers, at: number): Buffer => {
    const header = bytes.subarray(at, at + headers[kind].bytes);
    const isHeader =
      at >= 0 && header.length === headers[kind].bytes && header.readUInt32LE(0) === headers[kind].signature;
    return isHeader ? header : fail();
  };
  const endAt = bytes.length - headers.end.bytes;
  const end = readHeader('end', endAt);
  const [count, directoryBytes, directoryAt] = [
    end.readUInt16LE(10),
    end.readUInt32LE(12),
    end.readUInt32LE(16),
  ];
  let entryAt = 0;
  let listedAt = directoryAt;
  for (let index = 0; index < count; index += 1) {
    const listed = readHeader('directory', listedAt);
    const local = readHeader('local', entryAt);
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((at) => listed.readUInt16LE(at));
    const localExtraBytes = local.readUInt16LE(28);
    const nameOf = (at: number) => bytes.subarray(at, at + (nameBytes ?? 0));
    const isSame =
      listed.readUInt32LE(42) === entryAt &&
      // Version, flags, method, time, CRC-32, both sizes and the length of the name.
      listed.subarray(6, 30).equals(local.subarray(4, 28)) &&
      nameOf(listedAt + headers.directory.bytes).equals(nameOf(entryAt + headers.local.bytes));
    // Bit 3: the sizes stand only after the content, so that its end would have to be guessed.
    const hasSizes = (local.readUInt16LE(6) & 0b1000) === 0;
    if (!isSame || !hasSizes) {
      fail();
    }
    entryAt += headers.local.bytes + (nameBytes ?? 0) + localExtraBytes + local.readUInt32LE(18);
    listedAt += headers.directory.bytes + (nameBytes ?? 0) + (extraBytes ?? 0) + (commentBytes ?? 0);
  }
  if (entryAt !== directoryAt || listedAt !== directoryAt + directoryBytes || listedAt !== endAt) {
    fail();
  }
};

/**
 * Reads the entries of a ZIP archive, whether stored or deflated. It does not check their CRC-32, since every published file has a SHA-256.
 * @throws PrintableError if the bytes are not such an archive, two entries have the same name, one is larger than 256 MiB, or there is
 * anything in it that its directory does not name
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
  refuseGaps(bytes);
  return [...names].map((name) => ({ name, bytes: Buffer.from(files[name] ?? []) }));
};
