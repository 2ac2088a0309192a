import { hash } from 'node:crypto';
import { Decrypter } from 'age-encryption';
import { unzipSync } from 'fflate';
import { type Contents, contents, contentsNameOf } from '../../functions/jobs/packing/pack-format.ts';

/** A handover pack: what its last archive says of the whole, and the files of all archives. */
export type Pack = {
  readonly contents: Pick<Contents, 'id' | 'approvedAt' | 'counts' | 'erased' | 'entries'>;
  /** Reads a file. @throws Error if it is missing, or its hash is not the one in the table of contents */
  readonly read: (name: string) => Promise<Buffer>;
};

/** Reads an encrypted archive, as often as it is asked: a large pack does not fit into memory. */
export type EncryptedArchive = () => Promise<Uint8Array>;

type OpenedArchive = { readonly contents: Contents; readonly unpack: (name: string) => Buffer };

/** @param identity the recipient's secret key as age-keygen wrote it, with comments in lines that begin with # */
const createDecrypter = (identity: string): Decrypter => {
  const secret = identity
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (secret === undefined) throw new Error('The key file holds no secret key of age (AGE-SECRET-KEY-…).');
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  return decrypter;
};

/**
 * Checks that a file's hash is one of those given. They come by another way than the files, since whoever has the recipient's public key can make a pack.
 * @param file the number of the file, from 1
 * @throws Error if it is none of them
 */
const checkHash = (file: number, found: string, given: readonly string[]): void => {
  if (given.some((one) => one.replace(/\s/g, '').toLowerCase() === found)) return;
  throw new Error(
    `File ${file} is not the pack that was made: its SHA-256 is ${found}, which is none of those given.`,
  );
};

const openArchive = async (encrypted: Uint8Array, decrypter: Decrypter): Promise<OpenedArchive> => {
  const archive = await decrypter.decrypt(encrypted).catch((cause: unknown) => {
    throw new Error('This key does not open the pack, or the file is damaged.', { cause });
  });
  /** Unpacks one file at a time. */
  const unpack = (name: string): Buffer => {
    const found = unzipSync(archive, { filter: (file) => file.name === name })[name];
    if (found === undefined) throw new Error(`${name} is not in the pack.`);
    return Buffer.from(found.buffer, found.byteOffset, found.byteLength);
  };
  const isContents = /^contents-\d+\.json$/;
  let contentsName = contentsNameOf(1);
  // Unpacks nothing: the filter only looks at the names for that of the table of contents.
  unzipSync(archive, {
    filter: ({ name }) => {
      if (isContents.test(name)) contentsName = name;
      return false;
    },
  });
  return { contents: contents.parse(JSON.parse(unpack(contentsName).toString('utf8'))), unpack };
};

/** @throws Error that says which archive is missing, or that there are those of two packs */
const checkArchives = (all: readonly Contents[]): Contents => {
  const sorted = all.toSorted((a, b) => a.archive - b.archive);
  const last = sorted.at(-1);
  if (last === undefined) throw new Error('There is no archive.');
  if (all.some(({ id, approvedAt }) => id !== last.id || approvedAt !== last.approvedAt)) {
    throw new Error('These are archives of different packs.');
  }
  const missing = sorted.findIndex(({ archive }, index) => archive !== index + 1);
  if (missing !== -1)
    throw new Error(`Archive ${missing + 1} of the pack is missing, or one is there twice.`);
  if (!last.isLast) throw new Error(`Archive ${last.archive + 1} of the pack is missing.`);
  return last;
};

/**
 * Opens an encrypted handover pack. One archive is in memory at a time.
 * @param archives in any order
 * @param hashes the SHA-256 of each, as the programme that made the pack tells it on its page, in any order
 * @param identity the recipient's secret key as age-keygen wrote it, with comments in lines that begin with #
 * @throws Error that says in plain words what is wrong
 */
export const openPack = async (
  archives: readonly EncryptedArchive[],
  identity: string,
  hashes: readonly string[],
): Promise<Pack> => {
  const decrypter = createDecrypter(identity);
  const all: { readonly contents: Contents; readonly archive: EncryptedArchive }[] = [];
  /** The archive that is in memory. */
  let inMemory: { readonly archive: EncryptedArchive; readonly opened: OpenedArchive } | undefined;
  const open = async (archive: EncryptedArchive): Promise<OpenedArchive> => {
    if (inMemory?.archive === archive) return inMemory.opened;
    // Lets go of the former archive before the next one is read.
    inMemory = undefined;
    const encrypted = await archive();
    checkHash(archives.indexOf(archive) + 1, hash('sha256', encrypted, 'hex'), hashes);
    const opened = await openArchive(encrypted, decrypter);
    inMemory = { archive, opened };
    return opened;
  };
  for (const archive of archives) all.push({ archive, contents: (await open(archive)).contents });
  const { id, approvedAt, counts, erased } = checkArchives(all.map(({ contents: one }) => one));
  const files = new Map(
    all.flatMap(({ archive, contents: { entries } }) =>
      entries.map((entry) => [entry.name, { ...entry, archive }] as const),
    ),
  );
  const entries = [...files.values()].map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }));
  return {
    contents: { id, approvedAt, counts, erased, entries },
    read: async (name) => {
      const file = files.get(name);
      if (file === undefined) throw new Error(`${name} is not in the pack.`);
      const bytes = (await open(file.archive)).unpack(name);
      if (hash('sha256', bytes, 'hex') !== file.sha256) {
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
