import { hash } from 'node:crypto';
import { Decrypter } from 'age-encryption';
import { unzipSync } from 'fflate';
import { type Contents, contents, contentsName } from '../../functions/packing/pack-format.ts';

/** A decrypted handover pack: its table of contents, and its files by name. */
export type Pack = {
  readonly contents: Contents;
  /** @throws Error if the file is missing, or its hash is not the one in the table of contents */
  readonly read: (name: string) => Buffer;
};

/**
 * Reads an encrypted handover pack: its table of contents and its files.
 * @param identity the recipient's secret key as age-keygen wrote it, with comments in lines that begin with #
 * @throws Error that says in plain words what is wrong
 */
export const openPack = async (encrypted: Uint8Array, identity: string): Promise<Pack> => {
  const secret = identity
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (secret === undefined) throw new Error('The key file holds no secret key of age (AGE-SECRET-KEY-…).');
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  const archive = await decrypter.decrypt(encrypted).catch((cause: unknown) => {
    throw new Error('This key does not open the pack, or the file is damaged.', { cause });
  });
  return readArchive(archive);
};

const readArchive = (archive: Uint8Array): Pack => {
  /** Unpacks one file at a time, so that a large pack is not in memory twice. */
  const unpack = (name: string): Buffer => {
    const found = unzipSync(archive, { filter: (file) => file.name === name })[name];
    if (found === undefined) throw new Error(`${name} is not in the pack.`);
    return Buffer.from(found.buffer, found.byteOffset, found.byteLength);
  };
  const tableOfContents = contents.parse(JSON.parse(unpack(contentsName).toString('utf8')));
  const hashes = new Map(tableOfContents.entries.map(({ name, sha256 }) => [name, sha256]));
  return {
    contents: tableOfContents,
    read: (name) => {
      const bytes = unpack(name);
      if (hash('sha256', bytes, 'hex') !== hashes.get(name)) {
        throw new Error(`${name} is not what the pack says it is.`);
      }
      return bytes;
    },
  };
};

const lineFeed = 0x0a;

/** Parses the lines of JSON of a file in a handover pack, one by one as the caller needs them. */
export function* parseLines(bytes: Buffer): Generator<unknown> {
  for (let start = 0; start < bytes.length; ) {
    const nextFeed = bytes.indexOf(lineFeed, start);
    const end = nextFeed === -1 ? bytes.length : nextFeed;
    if (end > start) yield JSON.parse(bytes.toString('utf8', start, end));
    start = end + 1;
  }
}
