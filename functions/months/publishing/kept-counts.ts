import { deserialize, serialize } from 'node:v8';
import { createZstdDecompress } from 'node:zlib';
import type { FileStore } from '../../shared/files/file-store.ts';
import { compress } from '../../shared/journal/compressed-text.ts';
import { type MonthFile, readMonthFileList } from '../../shared/journal/month-files.ts';
import { isNamedIn, newDocuments, type StoredDocuments } from '../indicators/documents.ts';
import { idsThatChange, type Joins } from '../indicators/joined-records.ts';
import type { DigestPosition } from '../indicators/journal-digest.ts';
import { nameOfKept, seal, unseal } from './kept-files.ts';

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
        const found = bytes && (await parse(bytes, close.cutoff));
        if (found !== undefined && (joins === undefined || agreesWith(found, joins))) return found;
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

/** Whether every record that a count names counts for the same woman by these joins as by its own. */
const agreesWith = ({ documents }: KeptCount, joins: Joins): boolean =>
  !idsThatChange(documents.joins, joins).some((id) => isNamedIn(documents, id));

/** How many entries are serialized together: not more, since they are in memory twice meanwhile. */
const maxPortion = 100;
/** The size of the number before each part that says how long the part is. */
const lengthBytes = 4;

type KeptDocuments = KeptCount['documents'];
/** The value of a part: the name of one of the documents' maps and sets, and some of its entries. */
type Portion = readonly [name: keyof KeptDocuments, entries: readonly unknown[]];

/** A part of a file: the length of the serialized value, then the value in V8's own format, which knows maps and sets. */
const serializePart = (value: unknown): Buffer => {
  const part = serialize(value);
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(part.length);
  return Buffer.concat([length, part]);
};

/** The parts of a count: first its digest and secret, then all documents in portions. */
function* partsOf({ documents, digest, secret }: KeptCount): Generator<Buffer> {
  yield serializePart({ digest, secret });
  for (const [name, mapOrSet] of Object.entries(documents)) {
    let portion: unknown[] = [];
    for (const entry of mapOrSet) {
      portion.push(entry);
      if (portion.length < maxPortion) continue;
      yield serializePart([name, portion]);
      portion = [];
    }
    if (portion.length > 0) yield serializePart([name, portion]);
  }
}

/** The count as a file: its compressed parts, after their SHA-256. */
const format = async (count: KeptCount): Promise<Buffer> => seal(await compress(partsOf(count)));

/** The parts of a file, one after the other. */
async function* parseParts(compressed: Buffer): AsyncGenerator<unknown> {
  const stream = createZstdDecompress({ chunkSize: 256 * 1024 });
  stream.end(compressed);
  /** What was decompressed and is not yet a whole part. */
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of stream) {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= lengthBytes) {
      const end = lengthBytes + rest.readUInt32LE();
      if (rest.length < end) break;
      yield deserialize(rest.subarray(lengthBytes, end));
      rest = rest.subarray(end);
    }
  }
}

/** Reads what `format` wrote; undefined if it is damaged. */
const parse = async (bytes: Buffer, cutoff: string): Promise<KeptCount | undefined> => {
  const compressed = unseal(bytes);
  if (compressed === undefined) return undefined;
  const parts = parseParts(compressed);
  // The file's name and its hash guarantee the types: this same code wrote the file.
  const { value: first } = (await parts.next()) as { value: Pick<KeptCount, 'digest' | 'secret'> };
  const documents = newDocuments();
  for await (const [name, entries] of parts as AsyncIterable<Portion>) {
    const mapOrSet = documents[name] as Map<unknown, unknown> | Set<unknown>;
    for (const entry of entries) {
      if (mapOrSet instanceof Set) mapOrSet.add(entry);
      else mapOrSet.set(...(entry as [unknown, unknown]));
    }
  }
  return { cutoff, documents, ...first };
};
