import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';

/** Compresses and decompresses the journal's text piece by piece. A month of text may be larger than a function's memory; its compressed form is small. */

export type CompressedText = {
  readonly compressed: Buffer;
  /** The hash, and below the size, of the uncompressed text. */
  readonly sha256: string;
  readonly bytes: number;
};

/** How much text is compressed or decompressed at a time. */
const pieceBytes = 1024 * 1024;
const newline = 0x0a;

/** The same bytes in blocks of one size; only the last may be smaller. What zstd makes of a text depends on where its pieces end. */
async function* inBlocks(pieces: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  for await (const piece of pieces) {
    waiting.push(piece);
    waitingBytes += piece.length;
    if (waitingBytes < pieceBytes) continue;
    const text = Buffer.concat(waiting);
    const end = text.length - (text.length % pieceBytes);
    for (let start = 0; start < end; start += pieceBytes) yield text.subarray(start, start + pieceBytes);
    waiting = [text.subarray(end)];
    waitingBytes = text.length - end;
  }
  if (waitingBytes > 0) yield Buffer.concat(waiting);
}

/** Compresses bytes that come in pieces, and drops each piece. The same bytes give the same, however they are divided. */
export const compress = async (pieces: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<Buffer> => {
  const compressed: Buffer[] = [];
  await pipeline(inBlocks(pieces), createZstdCompress(), async (parts: AsyncIterable<Buffer>) => {
    for await (const part of parts) compressed.push(part);
  });
  return Buffer.concat(compressed);
};

/** Compresses a text that comes in pieces (`compress`), and hashes it. */
export const compressText = async (
  pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<CompressedText> => {
  const hash = createHash('sha256');
  let bytes = 0;
  const hashed = async function* () {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
  };
  const compressed = await compress(hashed());
  return { compressed, sha256: hash.digest('hex'), bytes };
};

/**
 * Decompresses a journal's text.
 * @returns pieces of about a megabyte, each of whole lines
 * @throws if it cannot be decompressed
 */
export async function* decompressText(compressed: Buffer): AsyncGenerator<Buffer> {
  const stream = createZstdDecompress({ chunkSize: pieceBytes });
  stream.end(compressed);
  /** The beginning of a line that goes on in the next part. */
  let begun: Buffer = Buffer.alloc(0);
  for await (const part of stream) {
    const text: Buffer = Buffer.concat([begun, part]);
    const end = text.lastIndexOf(newline) + 1;
    if (end > 0) yield text.subarray(0, end);
    begun = text.subarray(end);
  }
  if (begun.length > 0) yield begun;
}

/** The hash of a compressed text; undefined if it cannot be decompressed. */
export const hashOfCompressed = async (compressed: Buffer): Promise<string | undefined> => {
  const hash = createHash('sha256');
  try {
    for await (const piece of decompressText(compressed)) hash.update(piece);
    return hash.digest('hex');
  } catch {
    return undefined;
  }
};
