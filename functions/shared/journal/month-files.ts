import * as z from 'zod';
import { InternalError } from '../errors/errors.ts';
import type { FileStore } from '../files/file-store.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { type CompressedText, compressText, decompressText, hashOfCompressed } from './compressed-text.ts';
import { type JournalSource, toJournalText } from './journal-text.ts';
import type { JournalLine } from './line.ts';

/**
 * The journal's month files are a cache of the table. At each close, the lines since the last cutoff are stored as compressed text, because reading
 * lines from the table takes about twice as long as reading and counting them from files. A file is named by the SHA-256 of its uncompressed text and
 * written once. The list `files.json` says which lines each file has. A lost or damaged file is made again from the table.
 */

const folder = 'journal/';
export const listFileName = `${folder}files.json`;
export const monthFileName = (sha256: string): string => `${folder}${sha256}.ndjson.zst`;

const monthFile = z.object({
  /** The file has the lines recorded from `from` on (null: from the first line) and before `to`. */
  from: z.string().nullable(),
  to: z.string(),
  /** The hash of the uncompressed text. */
  sha256: z.string(),
  /** The size of the uncompressed text. */
  bytes: z.int(),
});
export type MonthFile = z.infer<typeof monthFile>;

/** The list of files, in order of time; each begins where the one before ends. */
const fileList = z.object({
  schema: z.literal('leadership-next/journal-files/1'),
  files: z.array(monthFile),
});

type Alarm = (message: string, fields: Readonly<Record<string, unknown>>) => void;

export type JournalDeps = {
  /** The private bucket. With `write`, a lost file is restored; without, only the alarm is raised. */
  readonly files: Pick<FileStore, 'read'> & Partial<Pick<FileStore, 'write'>>;
  /** Reads lines from the table, in pages. */
  readonly readLines: (
    from: string | null,
    to: string,
  ) => AsyncIterable<readonly JournalLine[]> | Iterable<readonly JournalLine[]>;
  readonly alarm: Alarm;
};

const parseJson = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
};

/** The list of files; empty if it is lost, damaged or has gaps, so that all files are made again. */
export const readMonthFileList = async ({
  files,
}: Pick<JournalDeps, 'files'>): Promise<readonly MonthFile[]> => {
  const bytes = await files.read(listFileName);
  const parsed = fileList.safeParse(bytes && parseJson(bytes));
  const found = parsed.success ? parsed.data.files : [];
  const isComplete = found.every(({ from }, index) => from === (found[index - 1]?.to ?? null));
  return isComplete ? found : [];
};

/** The text of the lines recorded from one cutoff on and before another, from the table, in pieces of whole lines. */
async function* readTable(
  { readLines }: Pick<JournalDeps, 'readLines'>,
  { from, to }: Pick<MonthFile, 'from' | 'to'>,
): AsyncGenerator<Buffer> {
  for await (const lines of readLines(from, to)) {
    yield toJournalText(lines);
  }
}

/** The compressed text of the lines recorded from one cutoff on and before another, from the table. */
const compressTable = (
  deps: Pick<JournalDeps, 'readLines'>,
  range: Pick<MonthFile, 'from' | 'to'>,
): Promise<CompressedText> => compressText(readTable(deps, range));

/**
 * A month's compressed text: the stored file if its hash is right; otherwise made again from the table, after an alarm.
 * @throws InternalError if the table's lines differ from those at the close
 */
const readMonth = async (deps: JournalDeps, file: MonthFile): Promise<Buffer> => {
  const name = monthFileName(file.sha256);
  const stored = await deps.files.read(name);
  if (stored !== undefined && (await hashOfCompressed(stored)) === file.sha256) {
    return stored;
  }
  deps.alarm('a month file of the journal is lost or damaged', { name });
  const { compressed, sha256 } = await compressTable(deps, file);
  if (sha256 !== file.sha256) {
    throw new InternalError(`The journal from ${file.from} to ${file.to} is not what it was at the close.`);
  }
  await deps.files.write?.(name, compressed);
  return compressed;
};

/** How many files are read in advance, while the current one is counted. */
const filesAhead = 8;

/**
 * Makes a journal source that reads from the month files: whole files within the range, and the other lines from the
 * table.
 */
export const createJournalSource = (deps: JournalDeps): JournalSource =>
  async function* (from, to) {
    const isWithin = (file: MonthFile): boolean => {
      const beginsInTime = from === null || (file.from !== null && file.from >= from);
      return beginsInTime && file.to <= to;
    };
    const files = (await readMonthFileList(deps)).filter(isWithin);
    // If `from` is in the middle of a file, that file isn't used. Its lines from there on are read from the table.
    const firstFrom = files[0]?.from ?? null;
    if (firstFrom !== null && firstFrom !== from) {
      yield* readTable(deps, { from, to: firstFrom });
    }
    // The compressed texts of the current file and of the files read in advance. An uncompressed text is never in memory as a whole.
    const pendingTexts: Promise<Buffer>[] = [];
    let nextToRead = 0;
    for (const index of files.keys()) {
      for (const file of files.slice(nextToRead, index + filesAhead)) {
        const text = readMonth(deps, file);
        // The loop handles the error when it awaits this promise; until then it must not count as unhandled.
        text.catch(() => undefined);
        pendingTexts.push(text);
        nextToRead += 1;
      }
      // The current file's text. It is never undefined: the loop above has begun to read it, now or in an earlier round.
      const compressed = await pendingTexts.shift();
      if (compressed !== undefined) yield* decompressText(compressed);
    }
    // The lines after the last file; without files, all of them.
    const restFrom = files.at(-1)?.to ?? from;
    if (restFrom === null || restFrom < to) {
      yield* readTable(deps, { from: restFrom, to });
    }
  };

/**
 * Writes the month files of the months that have closed since the last file. After a crash at any step it can be repeated.
 * @param cutoffs the cutoffs of closed months, in any order
 * @param options.anew rewrites all files from the table
 */
export const writeMonthFiles = async (
  deps: Pick<JournalDeps, 'readLines'> & { readonly files: Pick<FileStore, 'read' | 'writeOnce' | 'write'> },
  cutoffs: readonly string[],
  { anew = false }: { readonly anew?: boolean } = {},
): Promise<void> => {
  const files = anew ? [] : [...(await readMonthFileList(deps))];
  for (const to of cutoffs.toSorted()) {
    const from = files.at(-1)?.to ?? null;
    // This month has its file already.
    if (from !== null && to <= from) {
      continue;
    }
    const { compressed, sha256, bytes } = await compressTable(deps, { from, to });
    const file = { from, to, sha256, bytes };
    await deps.files.writeOnce(monthFileName(sha256), compressed, 'application/zstd');
    files.push(file);
    const list: z.infer<typeof fileList> = { schema: 'leadership-next/journal-files/1', files };
    await deps.files.write(listFileName, Buffer.from(`${canonicalJson(list)}\n`));
  }
};
