import type { FileStore } from '../../shared/files/file-store.ts';
import { type MonthFile, readMonthFileList } from '../../shared/journal/month-files.ts';
import { isNamedIn, type StoredDocuments } from '../indicators/documents.ts';
import { idsThatChange, type Joins } from '../indicators/joined-records.ts';
import type { DigestPosition } from '../indicators/journal-digest.ts';
import { formatCount, parseCount } from './kept-count-file.ts';
import { nameOfKept } from './kept-files.ts';

/*
 * A file keeps the result of counting all lines up to the close of a month. The next count continues from it and reads only the lines since.
 *
 * A kept count is a cache, and nothing else may depend on it. The file's name is made from the counted lines, the code that counts and the version
 * of Node.js. After a change of any of them no file has the name, and everything is counted again. Everything is also counted again if the file is
 * damaged. docs/decisions/0086-kept-counts.md says how much this saves.
 */

/** A close up to which a count may be kept, and the name of its file. */
type Close = { readonly cutoff: string; readonly name: string };

/** How far a count has come: the documents of the lines before the cutoff, and the digest of their text. */
export type KeptCount = {
  readonly cutoff: string;
  readonly documents: StoredDocuments;
  readonly digest: DigestPosition;
  /** `JournalCount.secret`. */
  readonly secret: string;
};

/** The kept counts of the closes in the list of month files, as it was when it was read. */
export type KeptCounts = {
  /** The newest close at or before a cutoff, up to which a count is worth keeping; undefined if there is none. */
  readonly closeBefore: (cutoff: string) => string | undefined;
  /**
   * The newest usable count up to a close at or before a cutoff; undefined if none is kept. A damaged count is not usable.
   * @param joins the joins in force at the cutoff. If they are given, a count is usable only if each record that it names counts for the same woman now
   */
  readonly findUpTo: (cutoff: string, joins?: Joins) => Promise<KeptCount | undefined>;
  /** Keeps the count up to a close, unless it is kept already or the files may only be read. */
  readonly keep: (count: KeptCount) => Promise<void>;
};

const nameOf = (files: readonly MonthFile[], countingCode: string): string =>
  nameOfKept(
    countingCode,
    files.map(({ sha256, to }) => `${sha256} ${to}`),
  );

/** How many closes before a cutoff are tried, the newest first: a kept count may be missing, damaged or unusable. */
const maxClosesTried = 3;

/**
 * Opens the counts that are kept in the private bucket, beside the month files.
 * @param countingCode a hash of the code that counts
 */
export const openKeptCounts = async (
  files: Pick<FileStore, 'read'> & Partial<Pick<FileStore, 'writeOnce'>>,
  countingCode: string,
): Promise<KeptCounts> => {
  const months = await readMonthFileList({ files });
  const closes = months.map(({ to }, index): Close => {
    const name = nameOf(months.slice(0, index + 1), countingCode);
    return { cutoff: to, name };
  });
  const closesBefore = (cutoff: string) => closes.filter((close) => close.cutoff <= cutoff);
  return {
    closeBefore: (cutoff) => closesBefore(cutoff).at(-1)?.cutoff,
    findUpTo: async (cutoff, joins) => {
      for (const close of closesBefore(cutoff).slice(-maxClosesTried).reverse()) {
        const bytes = await files.read(close.name);
        const found = bytes && (await parseCount(bytes, close.cutoff));
        if (found !== undefined && (joins === undefined || agreesWith(found, joins))) return found;
      }
      return undefined;
    },
    keep: async (count) => {
      const close = closes.find(({ cutoff }) => cutoff === count.cutoff);
      if (close === undefined || files.writeOnce === undefined) return;
      await files.writeOnce(close.name, await formatCount(count), 'application/octet-stream');
    },
  };
};

/** Whether every record that a count names counts for the same woman by these joins as by its own. */
const agreesWith = ({ documents }: KeptCount, joins: Joins): boolean =>
  !idsThatChange(documents.joins, joins).some((id) => isNamedIn(documents, id));
