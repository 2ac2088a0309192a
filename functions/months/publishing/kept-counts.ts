import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { createZstdDecompress } from 'node:zlib';
import type { FileStore } from '../../shared/files/file-store.ts';
import { compressText } from '../../shared/journal/compressed-text.ts';
import { type MonthFile, readMonthFileList } from '../../shared/journal/month-files.ts';
import { isNamedIn, newDocuments, type StoredDocuments } from '../indicators/documents.ts';
import { idsThatChange, type Joins } from '../indicators/joins.ts';
import type { DigestPosition } from '../indicators/journal-digest.ts';

/*
 * What counting all lines up to the close of a month came to, kept in a file: the next count goes on from there and reads only the lines since.
 *
 * A kept count is a cache, and nothing else may depend on it. Its name follows from the lines that were counted, from the code that counts
 * and from the version of Node.js, so that a change of any of them finds no file, and everything is counted again. So does a file that is
 * damaged. docs/decisions/0086-kept-counts.md says what this spares.
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

/** The kept counts of the closes that the list of month files had when it was read. */
export type KeptCounts = {
  /** The newest close at or before a cutoff: a count up to it is worth keeping. */
  readonly closeBefore: (cutoff: string) => string | undefined;
  /**
   * The newest count up to a close at or before a cutoff; undefined if none is kept, or it is damaged.
   * @param joins those that stand at the cutoff: a count that named a record which is another woman's by then is none either
   */
  readonly findUpTo: (cutoff: string, joins?: Joins) => Promise<KeptCount | undefined>;
  /** Keeps the count up to a close, unless it is kept, or the files can't be written. */
  readonly keep: (count: KeptCount) => Promise<void>;
};

/** In the folder of the month files: whoever may read or write them may do the same with what was counted from them. */
const nameOf = (files: readonly MonthFile[], countingCode: string): string => {
  const hash = createHash('sha256').update(`${countingCode}\n${process.version}\n`);
  for (const { sha256, to } of files) hash.update(`${sha256} ${to}\n`);
  return `journal/counted/${hash.digest('hex')}`;
};

/** For how many closes back a kept count is looked for: a correction may be counted some months after its close. */
const closesBack = 3;

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
      for (const close of closesBefore(cutoff).slice(-closesBack).reverse()) {
        const bytes = await files.read(close.name);
        const found = bytes && (await parse(bytes, close.cutoff));
        if (found !== undefined && (joins === undefined || isToldRight(found, joins))) return found;
      }
      return undefined;
    },
    keep: async (count) => {
      const close = closes.find(({ cutoff }) => cutoff === count.cutoff);
      if (close === undefined || files.writeOnce === undefined) return;
      await files.writeOnce(close.name, await format(count), 'application/octet-stream');
    },
  };
};

/** Whether a count told of the women of some joins, as far as it named them. */
const isToldRight = ({ documents }: KeptCount, joins: Joins): boolean =>
  !idsThatChange(documents.joins, joins).some((id) => isNamedIn(documents, id));

/** How many documents of a kind are serialized together. */
const atATime = 100;
const hashBytes = 32;
const lengthBytes = 4;

type KeptDocuments = KeptCount['documents'];
/** A part of a file: some entries of one of the documents' maps and sets, by its name. */
type Portion = readonly [name: keyof KeptDocuments, entries: readonly unknown[]];

/** A value in V8's own format, which knows maps and sets, after its length. */
const serializePart = (value: unknown): Buffer => {
  const part = serialize(value);
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(part.length);
  return Buffer.concat([length, part]);
};

/** The parts of a count: what is no document, and all documents in portions, so that however many there are, few are serialized at once. */
function* partsOf({ documents, digest, secret }: KeptCount): Generator<Buffer> {
  yield serializePart({ digest, secret });
  for (const [name, whole] of Object.entries(documents)) {
    let portion: unknown[] = [];
    for (const entry of whole) {
      portion.push(entry);
      if (portion.length < atATime) continue;
      yield serializePart([name, portion]);
      portion = [];
    }
    if (portion.length > 0) yield serializePart([name, portion]);
  }
}

/** The count as a file: the SHA-256 of what follows, and the compressed parts. */
const format = async (count: KeptCount): Promise<Buffer> => {
  const { compressed } = await compressText(partsOf(count));
  return Buffer.concat([createHash('sha256').update(compressed).digest(), compressed]);
};

/** The parts of a file, one after the other. */
async function* parseParts(compressed: Buffer): AsyncGenerator<unknown> {
  const stream = createZstdDecompress({ chunkSize: 256 * 1024 });
  stream.end(compressed);
  let text: Buffer = Buffer.alloc(0);
  for await (const piece of stream) {
    text = Buffer.concat([text, piece]);
    while (text.length >= lengthBytes) {
      const end = lengthBytes + text.readUInt32LE();
      if (text.length < end) break;
      yield deserialize(text.subarray(lengthBytes, end));
      text = text.subarray(end);
    }
  }
}

/** Reads what `format` wrote; undefined if it is damaged. */
const parse = async (bytes: Buffer, cutoff: string): Promise<KeptCount | undefined> => {
  const compressed = bytes.subarray(hashBytes);
  if (!createHash('sha256').update(compressed).digest().equals(bytes.subarray(0, hashBytes)))
    return undefined;
  const parts = parseParts(compressed);
  // The name and the hash vouch for the types: this code wrote the file.
  const { value: first } = (await parts.next()) as { value: Pick<KeptCount, 'digest' | 'secret'> };
  const documents = newDocuments();
  for await (const [name, entries] of parts as AsyncIterable<Portion>) {
    const whole = documents[name] as Map<unknown, unknown> | Set<unknown>;
    for (const entry of entries) {
      if (whole instanceof Set) whole.add(entry);
      else whole.set(...(entry as [unknown, unknown]));
    }
  }
  return { cutoff, documents, ...first };
};
