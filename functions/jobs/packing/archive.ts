import { hash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { Zip, ZipPassThrough } from 'fflate';
import { InternalError, PrintableError } from '../../shared/errors/errors.ts';

/** Writes one ZIP archive of a handover pack as a stream. make-archive.ts says what goes into it. */

/** A written entry of an archive. */
export type ArchiveEntry = { readonly name: string; readonly bytes: number; readonly sha256: string };

/** The limits of a ZIP archive without its extension for larger ones (ZIP64). */
const maxBytes = 0xffff_ffff;
const maxEntries = 0xffff;

/** An entry that Node.js compresses: fflate's own compression takes several times as long. */
class DeflatedEntry extends ZipPassThrough {
  /** ZIP's number of Deflate. */
  override compression = 8;
  protected override process(bytes: Uint8Array, isLast: boolean): void {
    this.ondata(null, deflateRawSync(bytes, { level: 6 }), isLast);
  }
}

/**
 * Makes a ZIP archive of a handover pack as a stream: one entry is in memory at a time, and its bytes are returned at
 * once.
 * @param changedAt the time of all entries
 */
export const createArchive = (changedAt: Date) => {
  /** The bytes written since the last call of `takeChunks`. */
  const chunks: Uint8Array[] = [];
  const entries: ArchiveEntry[] = [];
  let archiveBytes = 0;
  let entryBytes = 0;
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw new InternalError('The archive cannot be written.', { cause: error });
    archiveBytes += chunk.length;
    chunks.push(chunk);
  });
  const takeChunks = (): Uint8Array[] => chunks.splice(0);

  return {
    entries: entries as readonly ArchiveEntry[],

    /** The size of all entries, uncompressed. */
    entryBytes: (): number => entryBytes,

    /**
     * Adds an entry.
     * @param isCompressed whether the bytes are compressed already, so that they are stored as they are
     * @returns the bytes of the archive since the last call
     */
    add: (name: string, bytes: Uint8Array, isCompressed = false): Uint8Array[] => {
      if (archiveBytes + bytes.length > maxBytes || entries.length >= maxEntries) {
        throw new PrintableError('The pack is larger than a ZIP archive can be.');
      }
      const file = isCompressed ? new ZipPassThrough(name) : new DeflatedEntry(name);
      file.mtime = changedAt;
      zip.add(file);
      // `true`: these are the entry's last bytes.
      file.push(bytes, true);
      entries.push({ name, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') });
      entryBytes += bytes.length;
      return takeChunks();
    },

    /** @returns the last bytes */
    end: (): Uint8Array[] => {
      zip.end();
      return takeChunks();
    },
  };
};
