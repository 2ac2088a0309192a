import { createHash } from 'node:crypto';

/** The files of what is kept of one compile for the next (kept-counts.ts, kept-history.ts). Each is a cache, and nothing else may depend on it. */

/**
 * The name of a kept file. It is in the month files' folder, since the same permissions fit the files and what was made from them.
 * @param code a hash of the code that makes the file
 * @param lines all that the file was made from
 */
export const nameOfKept = (code: string, lines: Iterable<string>): string => {
  const hash = createHash('sha256').update(`${code}\n${process.version}\n`);
  for (const line of lines) hash.update(`${line}\n`);
  return `journal/counted/${hash.digest('hex')}`;
};

/** The length of a SHA-256. */
const hashBytes = 32;

const hashOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** The bytes after their SHA-256. */
export const seal = (bytes: Buffer): Buffer => Buffer.concat([hashOf(bytes), bytes]);

/** The bytes that `seal` was given; undefined if they are damaged. */
export const unseal = (sealed: Buffer): Buffer | undefined => {
  const bytes = sealed.subarray(hashBytes);
  return hashOf(bytes).equals(sealed.subarray(0, hashBytes)) ? bytes : undefined;
};
