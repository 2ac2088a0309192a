import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import * as z from 'zod';
import { canonicalJson } from '../domain/canonical-json.ts';
import { InternalError } from '../domain/errors.ts';
import type { FileStore } from '../files/file-store.ts';
import type { JournalLine } from './line.ts';
import { type JournalSource, toJournalText } from './text.ts';

/**
 * The journal's month files: at each close the lines from the last cutoff to this one, as compressed text, so that the next count need
 * not read them from the table: that alone takes about twice what reading and counting the files takes. A file is named by the SHA-256 of its uncompressed text, and written once;
 * a list says which file holds which lines. The table stays what counts: a file that is lost or damaged is made again from it.
 */

const folder = 'journal/';
export const monthFileList = `${folder}files.json`;
export const monthFileName = (sha256: string): string => `${folder}${sha256}.ndjson.zst`;

const monthFile = z.object({
  /** The instants from which on (null: from the first line) and before which its lines were recorded. */
  from: z.string().nullable(),
  to: z.string(),
  /** Of the uncompressed text. */
  sha256: z.string(),
  bytes: z.int(),
});
type MonthFile = z.infer<typeof monthFile>;

/** In order; each begins where the one before ends. */
const fileList = z.object({
  schema: z.literal('leadership-next/journal-files/1'),
  files: z.array(monthFile),
});

type Alarm = (message: string, fields: Readonly<Record<string, unknown>>) => void;

export type JournalDeps = {
  /** The private bucket. Who may write makes a lost file again. */
  readonly files: Pick<FileStore, 'read'> & Partial<Pick<FileStore, 'write'>>;
  /** The lines of the table, in pages. */
  readonly readLines: (
    from: string | null,
    to: string,
  ) => AsyncIterable<readonly JournalLine[]> | Iterable<readonly JournalLine[]>;
  readonly alarm: Alarm;
};

const hashOf = (text: Buffer): string => hash('sha256', text, 'hex');
const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

const parseJson = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
};

/** The files that are there; none where the list is lost or damaged: all are made again then. */
const readList = async ({ files }: Pick<JournalDeps, 'files'>): Promise<readonly MonthFile[]> => {
  const bytes = await files.read(monthFileList);
  const parsed = fileList.safeParse(bytes && parseJson(bytes));
  const found = parsed.success ? parsed.data.files : [];
  return found.every(({ from }, at) => from === (found[at - 1]?.to ?? null)) ? found : [];
};

/** The text of lines, read from the table as one. */
const readTable = async (
  { readLines }: Pick<JournalDeps, 'readLines'>,
  { from, to }: Pick<MonthFile, 'from' | 'to'>,
): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const lines of readLines(from, to)) {
    pieces.push(toJournalText(lines));
  }
  return Buffer.concat(pieces);
};

/**
 * The text of a month file, or the same text from the table where the file is lost or damaged.
 * @throws where the table no longer has the lines that it had when the month closed
 */
const readMonth = async (deps: JournalDeps, file: MonthFile): Promise<Buffer> => {
  const name = monthFileName(file.sha256);
  const stored = await deps.files.read(name);
  const text = await (stored && decompress(stored).catch(() => undefined));
  if (text !== undefined && hashOf(text) === file.sha256) {
    return text;
  }
  deps.alarm('a month file of the journal is lost or damaged', { name });
  const again = await readTable(deps, file);
  if (hashOf(again) !== file.sha256) {
    throw new InternalError(`The journal from ${file.from} to ${file.to} is not what it was at the close.`);
  }
  await deps.files.write?.(name, await compress(again));
  return again;
};

/** So many files are read ahead of the one that is used. */
const filesAhead = 8;

/** Reads the journal from the month files, and from the table what they don't hold whole. */
export const createJournalSource = (deps: JournalDeps): JournalSource =>
  async function* (from, to) {
    const files = (await readList(deps)).filter(
      (file) => file.to <= to && (from === null || (file.from !== null && file.from >= from)),
    );
    const asked: Promise<Buffer>[] = [];
    let reached = from;
    for (const [at, file] of files.entries()) {
      for (const next of files.slice(asked.length, at + filesAhead)) {
        const text = readMonth(deps, next);
        // An error is thrown in its turn; until then it must not count as one that nobody handles.
        text.catch(() => undefined);
        asked.push(text);
      }
      if (file.from !== reached) {
        yield readTable(deps, { from: reached, to: file.from ?? to });
      }
      yield (await asked[at]) ?? Buffer.alloc(0);
      reached = file.to;
    }
    if (reached === null || reached < to) {
      for await (const lines of deps.readLines(reached, to)) {
        yield toJournalText(lines);
      }
    }
  };

/**
 * Writes the files of months that have closed since the last file. Each step may be the last before a crash, and may run twice.
 * @param cutoffs of closed months, in any order
 * @param options.anew makes all files from the table, whatever is there
 */
export const writeMonthFiles = async (
  deps: Pick<JournalDeps, 'readLines'> & { readonly files: Pick<FileStore, 'read' | 'writeOnce' | 'write'> },
  cutoffs: readonly string[],
  { anew = false }: { readonly anew?: boolean } = {},
): Promise<void> => {
  const files = anew ? [] : [...(await readList(deps))];
  for (const to of cutoffs.toSorted()) {
    const from = files.at(-1)?.to ?? null;
    if (from !== null && to <= from) {
      continue;
    }
    const text = await readTable(deps, { from, to });
    const file = { from, to, sha256: hashOf(text), bytes: text.length };
    await deps.files.writeOnce(monthFileName(file.sha256), await compress(text), 'application/zstd');
    files.push(file);
    const list: z.infer<typeof fileList> = { schema: 'leadership-next/journal-files/1', files };
    await deps.files.write(monthFileList, Buffer.from(`${canonicalJson(list)}\n`));
  }
};
