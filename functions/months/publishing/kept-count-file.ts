import { deserialize, serialize } from 'node:v8';
import { createZstdDecompress } from 'node:zlib';
import { compress } from '../../shared/journal/compressed-text.ts';
import { newDocuments } from '../indicators/documents.ts';
import type { KeptCount } from './kept-counts.ts';
import { seal, unseal } from './kept-files.ts';

/** A kept count (kept-counts.ts) as the bytes of a file. */

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
export const formatCount = async (count: KeptCount): Promise<Buffer> => seal(await compress(partsOf(count)));

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

/** Reads what `formatCount` wrote; undefined if it is damaged. */
export const parseCount = async (bytes: Buffer, cutoff: string): Promise<KeptCount | undefined> => {
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
