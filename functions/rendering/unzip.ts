import { crc32, inflateRawSync } from 'node:zlib';
import type { ZipEntry } from './zip.ts';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endLength = 22;
/** The files of a month are small; a larger entry is no file of ours. */
const largestEntry = 256 * 1024 * 1024;

/**
 * The entries of a ZIP archive, stored or deflated.
 * @throws where the bytes are no such archive, or an entry is damaged
 */
export const readZip = (bytes: Buffer): ZipEntry[] => {
  let end = bytes.length - endLength;
  while (end >= 0 && bytes.readUInt32LE(end) !== endSignature) {
    end -= 1;
  }
  if (end < 0) {
    throw new Error('This is no ZIP archive, or it was cut short.');
  }
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const names = new Set<string>();
  return Array.from({ length: count }, () => {
    if (bytes.readUInt32LE(at) !== entrySignature) {
      throw new Error('The list of entries of the ZIP archive is damaged.');
    }
    const method = bytes.readUInt16LE(at + 10);
    const checksum = bytes.readUInt32LE(at + 16);
    const packedLength = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    if (names.has(name)) {
      throw new Error(`${name} stands twice in the ZIP archive.`);
    }
    names.add(name);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + packedLength);
    const content = method === 8 ? inflateRawSync(packed, { maxOutputLength: largestEntry }) : packed;
    if ((method !== 8 && method !== 0) || crc32(content) !== checksum) {
      throw new Error(`${name} is damaged inside the ZIP archive.`);
    }
    return { name, bytes: Buffer.from(content) };
  });
};
