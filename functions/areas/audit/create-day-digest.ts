import { hash } from 'node:crypto';
import * as z from 'zod';
import type { Item, Table } from '../../shared/table/client.ts';
import { accessPartition } from '../../shared/table/keys/access-log.ts';
import { journalPartition } from '../../shared/table/keys/journal-and-claims.ts';
import { queryPages } from '../../shared/table/query-all.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import { createMerkleTree, leafHash, rootOf } from './merkle.ts';

/** Makes the digest of a day's logs. functions/jobs/digest/write-digests.ts stores it, verify-day-digest.ts compares it. */

/** The logs that a digest covers: the journal and the access log. */
export const logs = ['journal', 'access'] as const;
type LogName = (typeof logs)[number];

const partitionOf = { journal: journalPartition, access: accessPartition } as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** An entry of a digest, for one line of a log. `place`: the line's sort key. `hash`: of its whole table item. */
const digestedLine = z.object({ log: z.enum(logs), place: z.string(), hash: sha256 });
export type DigestedLine = z.infer<typeof digestedLine>;

/** The digest file of a day. */
export const dayDigest = z.object({
  /** The stored name of the format, which calls a digest a seal. */
  schema: z.literal('leadership-next/seal/1'),
  /** A UTC day. */
  day: z.iso.date(),
  /** The day of the digest before this one, and the SHA-256 of that digest's bytes; null in the first digest. */
  previous: z.object({ day: z.iso.date(), sha256 }).nullable(),
  /** The root of the Merkle tree over the lines' hashes. */
  root: sha256,
  lines: z.array(digestedLine),
});
export type DayDigest = z.infer<typeof dayDigest>;

/**
 * Whether a line registers a month's first version. Such a line has the time at which the month was scheduled to close. If the month is
 * compiled late, the line may be written after that day's digest. The month's signed manifest then proves the line.
 */
const scheduledRegistration = z.object({
  line: z.object({ type: z.literal('publication'), actor: z.literal('system') }),
});

/** The entry that a digest has for a line as it is in the table. The line itself is dropped: those of a day may be larger than the memory. */
export type StoredLine = DigestedLine & { readonly isScheduledRegistration: boolean };

/** Bytes as text: in JSON they have no form of their own. */
const withTextForBytes = (item: Item): Item =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('base64') } : value,
    ]),
  );

/** The text of an item for hashing. An item without canonical JSON was not written by our code, so its text here differs from that of any item of ours. */
const hashedTextOf = (item: Item): string => {
  try {
    return canonicalJson(withTextForBytes(item));
  } catch {
    return `not canonical ${JSON.stringify(item)}`;
  }
};

/** The hash of a line's whole table item. */
const hashOf = (item: Item): Buffer => leafHash(Buffer.from(hashedTextOf(item)));

/** Reads the lines that the digest of a UTC day covers: those of the journal, then those of the access log, each in order. */
export const readDayLines = async (table: Pick<Table, 'query'>, day: string): Promise<StoredLine[]> => {
  const lines: StoredLine[] = [];
  for (const log of logs) {
    for await (const items of queryPages(table, { partition: partitionOf[log](day) })) {
      for (const item of items) {
        lines.push({
          log,
          place: String(item.sk),
          hash: hashOf(item).toString('hex'),
          isScheduledRegistration: scheduledRegistration.safeParse(item).success,
        });
      }
    }
  }
  return lines;
};

/** What the digest of a day holds of its lines: their number, the root over them, and their entries as JSON, a text for each page of the table. */
export type DigestedDay = {
  readonly count: number;
  readonly root: string;
  readonly entries: readonly Buffer[];
};

/** Looks at a page of a log's items, which are dropped after it. */
type InspectItems = (log: LogName, items: readonly Item[]) => Promise<void>;

/** Reads what the digest of a UTC day holds of the same lines, and keeps no line: a day may have a million. */
export const digestLines = async (
  table: Pick<Table, 'query'>,
  day: string,
  inspect?: InspectItems,
): Promise<DigestedDay> => {
  const tree = createMerkleTree();
  const entries: Buffer[] = [];
  let count = 0;
  for (const log of logs) {
    for await (const items of queryPages(table, { partition: partitionOf[log](day) })) {
      const texts = items.map((item) => {
        const hashed = hashOf(item);
        tree.add(hashed);
        return canonicalJson({ log, place: String(item.sk), hash: hashed.toString('hex') });
      });
      if (texts.length > 0) entries.push(Buffer.from(texts.join(',')));
      count += items.length;
      await inspect?.(log, items);
    }
  }
  return { count, root: tree.root().toString('hex'), entries };
};

/** The Merkle root over the lines of a day's digest, in hex. */
export const rootOfLines = (lines: readonly DigestedLine[]): string =>
  rootOf(lines.map((line) => Buffer.from(line.hash, 'hex'))).toString('hex');

/** Makes a day's digest, as canonical JSON. The same lines and the same previous digest always give the same bytes. */
export const createDigest = (
  day: string,
  { root, entries }: DigestedDay,
  previous: DayDigest['previous'],
): { readonly bytes: Buffer; readonly sha256: string } => {
  const around: DayDigest = { schema: 'leadership-next/seal/1', day, previous, root, lines: [] };
  // The entries are JSON already. They are put between the brackets of the empty list of a digest without them.
  const [head = '', tail = ''] = canonicalJson(around).split(/(?<="lines":\[)/);
  const comma = Buffer.from(',');
  const bytes = Buffer.concat([
    Buffer.from(head),
    ...entries.flatMap((text, index) => (index === 0 ? [text] : [comma, text])),
    Buffer.from(`${tail}\n`),
  ]);
  return { bytes, sha256: hashOfDigest(bytes) };
};

/** The SHA-256 of a digest file, in hex. */
export const hashOfDigest = (bytes: Buffer): string => hash('sha256', bytes, 'hex');
