import * as z from 'zod';

/**
 * A handover pack is a ZIP archive, encrypted with age to the recipient's public key:
 *
 * README.txt      what it is and how it is read
 * journal/        the journal by month of recording: a line of JSON each, as export-journal gives them
 * published/      the published archive, byte for byte; seals/ the daily digests of the logs
 * records/        every record by kind: a line of JSON each, as it is stored, with its texts in plaintext
 * csv/            the same records as tables for people
 * dictionary.csv  what each table and column means
 * contents.json   the last entry: every other one with its size and SHA-256
 *
 * A part of a folder is at most a few megabytes: `records/members-0001.ndjson`.
 */

export const packSchema = 'leadership-next/pack/1';

export const contentsName = 'contents.json';

export const contents = z.object({
  schema: z.literal(packSchema),
  /** The id of the handover. */
  id: z.string(),
  approvedAt: z.iso.datetime(),
  /** How many records there are of each kind, and lines of the journal. */
  counts: z.record(z.string(), z.int()),
  /** Owners of texts whose key was destroyed, or will be: nothing of theirs is in the pack. */
  erased: z.array(z.string()),
  entries: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
});
export type Contents = z.infer<typeof contents>;

export const folders = { journal: 'journal/', records: 'records/', csv: 'csv/' } as const;

/** The published files that a handover pack carries over as they are, by their name in the bucket of snapshots. */
export const carriedFolders = ['published/', 'seals/'] as const;

export const partName = (folder: string, name: string, part: number, ending: string): string =>
  `${folder}${name}-${String(part).padStart(4, '0')}.${ending}`;
