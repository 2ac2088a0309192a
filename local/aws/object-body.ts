import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ServiceError } from '../wire/signed-request.ts';

/**
 * Reads the body of an object that is put into the stand-in for S3, and its trailing headers: S3's clients may send it in chunks.
 * @param raw the body as received
 * @throws ServiceError if body or trailers do not match the headers
 */
export function readBody(
  headers: Record<string, string>,
  raw: Buffer,
): { body: Buffer; trailers: Record<string, string> } {
  // The body's hash, or how the body is sent, such as `STREAMING-UNSIGNED-PAYLOAD-TRAILER`.
  const payload = headers['x-amz-content-sha256'] ?? '';
  if (!payload.startsWith('STREAMING-')) {
    if (headers['content-encoding']?.includes('aws-chunked'))
      throw notImplemented('aws-chunked without a trailer');
    return { body: raw, trailers: {} };
  }
  if (payload !== 'STREAMING-UNSIGNED-PAYLOAD-TRAILER') throw notImplemented(payload);
  const { body, trailers } = decodeChunks(raw);
  if (String(body.length) !== headers['x-amz-decoded-content-length']) {
    throw new ServiceError(400, 'IncompleteBody', 'The body is not as long as it was said to be.');
  }
  const announcedTrailer = headers['x-amz-trailer'];
  if (announcedTrailer !== undefined && trailers[announcedTrailer.toLowerCase()] === undefined) {
    throw new ServiceError(400, 'MalformedTrailerError', 'The trailer that was announced is not there.');
  }
  return { body, trailers };
}

/**
 * The body and trailing headers of an aws-chunked stream: for each chunk a line with its size in hexadecimal digits, its bytes and an empty
 * line; then a chunk of size 0 and the trailers.
 */
function decodeChunks(raw: Buffer): { body: Buffer; trailers: Record<string, string> } {
  const malformed = () => new ServiceError(400, 'InvalidRequest', 'The chunks of the body cannot be read.');
  const chunks: Buffer[] = [];
  let position = 0;
  const readLine = (): string => {
    const end = raw.indexOf('\r\n', position);
    if (end === -1) throw malformed();
    const text = raw.toString('latin1', position, end);
    position = end + 2;
    return text;
  };
  for (;;) {
    // Such as `1a` or `1a;extension=value`.
    const size = /^([0-9a-fA-F]{1,8})(?:;.*)?$/.exec(readLine())?.[1];
    if (size === undefined) throw malformed();
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    // The two bytes after the chunk are its line end.
    if (position + length + 2 > raw.length) throw malformed();
    chunks.push(raw.subarray(position, position + length));
    position += length;
    if (readLine() !== '') throw malformed();
  }
  // Each trailer is a line `name:value`; an empty line ends them.
  const trailers: Record<string, string> = {};
  while (position < raw.length) {
    const text = readLine();
    if (text === '') break;
    const colon = text.indexOf(':');
    if (colon === -1) throw malformed();
    trailers[text.slice(0, colon).trim().toLowerCase()] = text.slice(colon + 1).trim();
  }
  return { body: Buffer.concat(chunks), trailers };
}

/** How the checksum in each header is computed. */
const checksumOf: Record<string, (body: Buffer) => Buffer> = {
  'x-amz-checksum-crc32': (body) => fourBytes(crc32(body)),
  'x-amz-checksum-crc32c': (body) => fourBytes(crc32c(body)),
  'x-amz-checksum-sha1': (body) => createHash('sha1').update(body).digest(),
  'x-amz-checksum-sha256': (body) => createHash('sha256').update(body).digest(),
};

/** Verifies the checksums in the headers that come with the body of an object for the stand-in for S3. @returns these checksums, by header name */
export function verifyChecksums(body: Buffer, headers: Record<string, string>): Record<string, string> {
  const md5 = headers['content-md5'];
  if (md5 !== undefined && createHash('md5').update(body).digest('base64') !== md5) {
    throw new ServiceError(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  // The header `x-amz-checksum-type` has no checksum; it says whether one covers the whole object.
  const checksums = Object.entries(headers).filter(
    ([name]) => name.startsWith('x-amz-checksum-') && name !== 'x-amz-checksum-type',
  );
  for (const [name, value] of checksums) {
    const compute = checksumOf[name];
    if (compute === undefined) throw notImplemented(name);
    if (compute(body).toString('base64') !== value) {
      throw new ServiceError(400, 'BadDigest', `The ${name} you specified did not match what we received.`);
    }
  }
  return Object.fromEntries(checksums);
}

/** A checksum's four bytes, the most significant first. */
function fourBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** CRC-32C (RFC 3720), bit by bit with the Castagnoli polynomial in reversed bit order. Node.js has only CRC-32. */
function crc32c(body: Buffer): number {
  let remainder = 0xffffffff;
  for (const byte of body) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      remainder = remainder & 1 ? (remainder >>> 1) ^ 0x82f63b78 : remainder >>> 1;
    }
  }
  return (remainder ^ 0xffffffff) >>> 0;
}

/** The refusal of a request that the stand-in for S3 does not know. */
export function notImplemented(what: string): ServiceError {
  return new ServiceError(501, 'NotImplemented', `This store does not know ${what}.`);
}
