import { hash } from 'node:crypto';
import * as z from 'zod';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { Item, Table } from '../table/client.ts';
import { accessPartition, journalPartition } from '../table/keys.ts';
import { leafHash, rootOf } from './merkle.ts';

/** What is sealed together: the journal, and the log of who looked. */
export const logs = ['journal', 'access'] as const;
type LogName = (typeof logs)[number];

const partitionOf = { journal: journalPartition, access: accessPartition } as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A line of a day: which log it stands in, where, and the hash of all that its item holds. */
const sealedLine = z.object({ log: z.enum(logs), place: z.string(), hash: sha256 });
export type SealedLine = z.infer<typeof sealedLine>;

export const seal = z.object({
  schema: z.literal('leadership-next/seal/1'),
  /** A UTC day. */
  day: z.iso.date(),
  /** The seal before this one, by the hash of its bytes; null for the first. */
  previous: z.object({ day: z.iso.date(), sha256 }).nullable(),
  /** Of the Merkle tree over the hashes of the lines. */
  root: sha256,
  lines: z.array(sealedLine),
});
export type Seal = z.infer<typeof seal>;

export const sealFolder = 'seals/';
export const sealNameOf = (day: string): string => `${sealFolder}${day}.json`;

/** The day of a seal's file, or undefined for what is no seal. */
export const dayOfSeal = (name: string): string | undefined =>
  /^seals\/(\d{4}-\d{2}-\d{2})\.json$/.exec(name)?.[1];

/** A line as it lies in the table, with what a seal says of it. */
export type StoredLine = SealedLine & { readonly item: Item };

/** The item's bytes as they are hashed. What no writer of ours can have made hashes like nothing that one made. */
const bytesOf = (item: Item): string => {
  try {
    return canonicalJson(item);
  } catch {
    return `not canonical ${JSON.stringify(item)}`;
  }
};

const readLog = async (table: Pick<Table, 'query'>, log: LogName, day: string): Promise<StoredLine[]> => {
  const found: StoredLine[] = [];
  let after: Item | undefined;
  do {
    const page = await table.query({
      partition: partitionOf[log](day),
      ...(after === undefined ? {} : { after }),
    });
    found.push(
      ...page.items.map((item) => ({
        log,
        place: String(item.sk),
        hash: leafHash(Buffer.from(bytesOf(item))).toString('hex'),
        item,
      })),
    );
    after = page.next;
  } while (after !== undefined);
  return found;
};

/** All lines of a UTC day, those of the journal first, each log in its order; read consistently. */
export const readDay = async (table: Pick<Table, 'query'>, day: string): Promise<StoredLine[]> =>
  (await Promise.all(logs.map((log) => readLog(table, log, day)))).flat();

export const rootOfLines = (lines: readonly SealedLine[]): string =>
  rootOf(lines.map((line) => Buffer.from(line.hash, 'hex'))).toString('hex');

/** A day's seal: the same lines and the same seal before give the same bytes. */
export const makeSeal = (
  day: string,
  lines: readonly SealedLine[],
  previous: Seal['previous'],
): { readonly bytes: Buffer; readonly sha256: string } => {
  const value: Seal = {
    schema: 'leadership-next/seal/1',
    day,
    previous,
    root: rootOfLines(lines),
    lines: lines.map(({ log, place, hash: of }) => ({ log, place, hash: of })),
  };
  const bytes = Buffer.from(`${canonicalJson(value)}\n`);
  return { bytes, sha256: hashOf(bytes) };
};

export const hashOf = (bytes: Buffer): string => hash('sha256', bytes, 'hex');
