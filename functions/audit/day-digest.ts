import { hash } from 'node:crypto';
import * as z from 'zod';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { Item, Table } from '../table/client.ts';
import { accessPartition, journalPartition } from '../table/keys.ts';
import { leafHash, rootOf } from './merkle.ts';

/** The logs that a digest covers: the journal and the access log. */
export const logs = ['journal', 'access'] as const;
type LogName = (typeof logs)[number];

const partitionOf = { journal: journalPartition, access: accessPartition } as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A line of a day: its log, its sort key, and the hash of its whole item. */
const digestedLine = z.object({ log: z.enum(logs), place: z.string(), hash: sha256 });
export type DigestedLine = z.infer<typeof digestedLine>;

export const dayDigest = z.object({
  schema: z.literal('leadership-next/seal/1'),
  /** A UTC day. */
  day: z.iso.date(),
  /** The previous digest, by the SHA-256 of its bytes; null for the first. */
  previous: z.object({ day: z.iso.date(), sha256 }).nullable(),
  /** Root of the Merkle tree over the lines' hashes. */
  root: sha256,
  lines: z.array(digestedLine),
});
export type DayDigest = z.infer<typeof dayDigest>;

/** A line in the table, with its digest entry. */
export type StoredLine = DigestedLine & { readonly item: Item };

/** The item's bytes for hashing. An item that our code cannot have written gets a hash that none of our items has. */
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

/** All lines of a UTC day, the journal first, each log in order; read consistently. */
export const readDay = async (table: Pick<Table, 'query'>, day: string): Promise<StoredLine[]> =>
  (await Promise.all(logs.map((log) => readLog(table, log, day)))).flat();

export const rootOfLines = (lines: readonly DigestedLine[]): string =>
  rootOf(lines.map((line) => Buffer.from(line.hash, 'hex'))).toString('hex');

/** A day's digest. The same lines and the same previous digest give the same bytes. */
export const createDigest = (
  day: string,
  lines: readonly DigestedLine[],
  previous: DayDigest['previous'],
): { readonly bytes: Buffer; readonly sha256: string } => {
  const value: DayDigest = {
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
