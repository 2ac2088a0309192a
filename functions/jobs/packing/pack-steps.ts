import * as z from 'zod';
import type { JournalLine } from '../../shared/journal/line.ts';
import type { Item } from '../../shared/table/client.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import { carriedFolders } from './pack-format.ts';
import type { PartFile } from './parts.ts';

/** What goes into a handover pack, step by step in one order, so that an archive goes on where the one before it stopped. */

export type Sources = {
  /** All items of the table, in pages: in any order, but always the same one. @param after the key of a page's last item; null for all */
  readonly scan: (
    after: z.infer<typeof storedKey> | null,
  ) => AsyncIterable<{ readonly items: readonly Item[]; readonly last: Item | undefined }>;
  /** The lines of the journal from one instant (null: the beginning) to another, in pages. */
  readonly readLines: (from: string | null, to: string) => AsyncIterable<readonly JournalLine[]>;
  /** The files of the bucket of snapshots. */
  readonly files: {
    /** The names that begin with a prefix, in the order of their characters. */
    readonly list: (prefix: string) => AsyncIterable<string>;
    readonly read: (name: string) => Promise<Buffer | undefined>;
  };
};

/** How far a pack has come: in the journal, which is first, in the published files, or in the table; after the last line, file or item there. */
const position = z.discriminatedUnion('in', [
  z.object({
    in: z.literal('journal'),
    after: z.object({ recordedAt: z.string(), id: z.string() }).nullable(),
  }),
  z.object({ in: z.literal('files'), after: z.string().nullable() }),
  z.object({ in: z.literal('records'), after: storedKey.nullable() }),
]);
type Position = z.infer<typeof position>;

/** What the next archive needs to know of those before it. */
export const progressSchema = z.object({
  /** Its number, from 1. */
  archive: z.int(),
  position,
  /** How many files of each kind there are, by folder and name. */
  fileCounts: z.record(z.string(), z.int()),
  /** How many records of each kind there are, and lines of the journal. */
  counts: z.record(z.string(), z.int()),
  /** How many lines were recorded by requests that may have been running at the approval, or later. */
  recentLines: z.int(),
});
export type Progress = z.infer<typeof progressSchema>;

export const firstProgress: Progress = {
  archive: 1,
  position: { in: 'journal', after: null },
  fileCounts: {},
  counts: {},
  recentLines: 0,
};

/** A page or file, and where to go on after it; undefined after the last. */
type Step = (
  | { readonly lines: readonly JournalLine[] }
  | { readonly file: PartFile }
  | { readonly items: readonly Item[] }
) & { readonly next: Position | undefined };

/**
 * The journal comes first: a write that is in it was complete before the records are read.
 * @param readUntil the end of the journal's lines
 */
export async function* stepsFrom(sources: Sources, from: Position, readUntil: string): AsyncGenerator<Step> {
  if (from.in === 'journal') yield* journalSteps(sources, from.after, readUntil);
  if (from.in !== 'records') yield* fileSteps(sources, from.in === 'files' ? from.after : null);
  yield* recordSteps(sources, from.in === 'records' ? from.after : null);
}

async function* journalSteps(
  { readLines }: Sources,
  after: { readonly recordedAt: string; readonly id: string } | null,
  readUntil: string,
): AsyncGenerator<Step> {
  for await (const page of readLines(after?.recordedAt ?? null, readUntil)) {
    // Several lines may have been recorded in the same millisecond; they are in the order of their ids.
    const lines = page.filter(
      ({ recordedAt, id }) => after === null || recordedAt > after.recordedAt || id > after.id,
    );
    const last = lines.at(-1);
    if (last === undefined) continue;
    yield { lines, next: { in: 'journal', after: { recordedAt: last.recordedAt, id: last.id } } };
  }
}

async function* fileSteps({ files }: Sources, after: string | null): AsyncGenerator<Step> {
  // The folders are in the order of their names, like the files in them.
  for (const folder of carriedFolders) {
    for await (const name of files.list(folder)) {
      const bytes = after === null || name > after ? await files.read(name) : undefined;
      if (bytes !== undefined) yield { file: { name, bytes }, next: { in: 'files', after: name } };
    }
  }
}

async function* recordSteps(
  { scan }: Sources,
  after: z.infer<typeof storedKey> | null,
): AsyncGenerator<Step> {
  for await (const { items, last } of scan(after)) {
    yield {
      items,
      next: last === undefined ? undefined : { in: 'records', after: storedKey.parse(last) },
    };
  }
}
