import * as z from 'zod';

/**
 * A handover pack is one or more ZIP archives, each encrypted with age to the recipient's public key. Most programmes fit into one; no
 * two archives have a file in common, so that all can be unpacked into one folder:
 *
 * README.txt          what it is and how it is read
 * dictionary.csv      what each table and column means
 * journal/            the journal by month of recording: a line of JSON each, as export-journal gives them
 * published/          the published archive, byte for byte; seals/ the daily digests of the logs
 * records/            every record by kind: a line of JSON each, as it is stored, with its texts in plaintext
 * csv/                the same records as tables for people
 * contents-0001.json  of the first archive, and so on: its last entry, every other one with its size and SHA-256
 *
 * A file of `journal`, `records` or `csv` has a few megabytes at most: `records/members-0001.ndjson`.
 */

export const packSchema = 'leadership-next/pack/2';

/** The table of contents of an archive, by the archive's number. */
export const contentsNameOf = (archive: number): string => partName('contents', archive, 'json');

export const contents = z.object({
  schema: z.literal(packSchema),
  /** The id of the handover. */
  id: z.string(),
  approvedAt: z.iso.datetime(),
  /** The number of the archive, from 1. */
  archive: z.int().min(1),
  /** Whether the pack ends with this archive. */
  isLast: z.boolean(),
  /** How many records of each kind, and lines of the journal, are in this archive and those before it. */
  counts: z.record(z.string(), z.int()),
  /** Owners of texts whose key was destroyed, or will be: nothing of theirs is in the pack. */
  erased: z.array(z.string()),
  /** Places of records of this archive that no table shows. They are in `records/`. */
  notInTables: z.array(z.string()),
  /** The other files of this archive. */
  entries: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
});
export type Contents = z.infer<typeof contents>;

export const folders = { journal: 'journal/', records: 'records/', csv: 'csv/' } as const;

/** The published files that a handover pack carries over as they are, by their name in the bucket of snapshots. */
export const carriedFolders = ['published/', 'seals/'] as const;

/** The name of the nth file of a kind: `records/members-0001.ndjson`. */
export const partName = (stem: string, part: number, ending: string): string =>
  `${stem}-${String(part).padStart(4, '0')}.${ending}`;
