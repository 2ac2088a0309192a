import { hash } from 'node:crypto';
import * as z from 'zod';
import type { Item, Table } from '../../shared/table/client.ts';
import { accessPartition, journalPartition } from '../../shared/table/keys.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import { leafHash, rootOf } from './merkle.ts';

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

const readLog = async (
  table: Pick<Table, 'query'>,
  log: LogName,
  day: string,
  inspect: InspectItems | undefined,
): Promise<StoredLine[]> => {
  const lines: StoredLine[] = [];
  const partition = partitionOf[log](day);
  for (
    let page = await table.query({ partition });
    ;
    page = await table.query({ partition, after: page.next })
  ) {
    for (const item of page.items) {
      lines.push({
        log,
        place: String(item.sk),
        hash: leafHash(Buffer.from(hashedTextOf(item))).toString('hex'),
        isScheduledRegistration: scheduledRegistration.safeParse(item).success,
      });
    }
    await inspect?.(log, page.items);
    if (page.next === undefined) return lines;
  }
};

/** Looks at a page of a log's items, which are dropped after it. */
type InspectItems = (log: LogName, items: readonly Item[]) => Promise<void>;

/** Reads the lines that the digest of a UTC day covers: those of the journal, then those of the access log, each in order. */
export const readDayLines = async (
  table: Pick<Table, 'query'>,
  day: string,
  inspect?: InspectItems,
): Promise<StoredLine[]> => (await Promise.all(logs.map((log) => readLog(table, log, day, inspect)))).flat();

/** The Merkle root over the lines of a day's digest, in hex. */
export const rootOfLines = (lines: readonly DigestedLine[]): string =>
  rootOf(lines.map((line) => Buffer.from(line.hash, 'hex'))).toString('hex');

/** Makes a day's digest. The same lines and the same previous digest always give the same bytes. */
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
    lines: lines.map(({ log, place, hash: lineHash }) => ({ log, place, hash: lineHash })),
  };
  const bytes = Buffer.from(`${canonicalJson(value)}\n`);
  return { bytes, sha256: hashOfDigest(bytes) };
};

/** The SHA-256 of a digest file, in hex. */
export const hashOfDigest = (bytes: Buffer): string => hash('sha256', bytes, 'hex');
