import { folders, partName } from './pack-format.ts';

/** Divides the files of a handover pack into parts of limited size. */

/** A file of the pack, complete. */
export type PartFile = { readonly name: string; readonly bytes: Buffer };

export type PartLimits = {
  /** A file ends with the line that brings it to this size. */
  readonly partBytes: number;
  /** All unfinished files together; beyond it the largest ends, however small. */
  readonly unfinishedBytes: number;
};

/** At 4 MiB a file opens at once in any editor. With a table's header and a row for every few bytes, it stays below a sheet's 1,048,576 rows. */
export const partLimits: PartLimits = { partBytes: 4 * 1024 * 1024, unfinishedBytes: 24 * 1024 * 1024 };

/** Rows of a table beside its header: a sheet of a spreadsheet has 1,048,576. */
const maxLines = 1_000_000;

/**
 * Collects lines in files of limited size: a file of each kind is unfinished at a time, and all unfinished ones together hold no more than
 * `unfinishedBytes` and a line.
 * @param fileCounts how many files of each kind were finished before, by folder and name. Each file that is finished raises its number here
 */
export const createParts = (
  fileCounts: Record<string, number>,
  { partBytes, unfinishedBytes }: PartLimits = partLimits,
) => {
  const unfinished = new Map<string, { readonly lines: string[]; bytes: number }>();
  let heldBytes = 0;

  const finish = (stem: string): PartFile => {
    const { lines, bytes } = unfinished.get(stem) ?? { lines: [], bytes: 0 };
    unfinished.delete(stem);
    heldBytes -= bytes;
    const number = (fileCounts[stem] ?? 0) + 1;
    fileCounts[stem] = number;
    return {
      name: partName(stem, number, stem.startsWith(folders.csv) ? 'csv' : 'ndjson'),
      bytes: Buffer.from(lines.join('')),
    };
  };

  const largest = (): string =>
    [...unfinished].reduce((most, one) => (one[1].bytes > most[1].bytes ? one : most))[0];

  return {
    /** The bytes of all unfinished files. */
    heldBytes: (): number => heldBytes,

    /**
     * Adds a line, with its end, to the file of a folder and name, such as `csv/members`.
     * @param header the first line of each such file
     * @returns a file that is finished by it
     */
    add: (stem: string, line: string, header = ''): PartFile | undefined => {
      const part = unfinished.get(stem) ?? { lines: [header], bytes: Buffer.byteLength(header) };
      if (part.lines.length === 1) heldBytes += part.bytes;
      unfinished.set(stem, part);
      const bytes = Buffer.byteLength(line);
      part.lines.push(line);
      part.bytes += bytes;
      heldBytes += bytes;
      if (part.bytes >= partBytes || part.lines.length > maxLines) return finish(stem);
      return heldBytes > unfinishedBytes ? finish(largest()) : undefined;
    },

    /** Finishes all files, one after the other. */
    finishAll: function* (): Generator<PartFile> {
      for (const stem of [...unfinished.keys()]) yield finish(stem);
    },
  };
};
