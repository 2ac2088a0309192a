import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import * as z from 'zod';
import { InternalError } from '../domain/errors.ts';
import type { FileStore } from '../files/file-store.ts';
import { addLines } from '../indicators/add-lines.ts';
import { countTotals } from '../indicators/count-totals.ts';
import { createDocuments } from '../indicators/documents.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { createJournalDigest } from '../indicators/journal-digest.ts';
import { isProgrammeLine } from '../indicators/programme-at-cutoff.ts';
import { createShardDocuments, lineOfShard } from '../indicators/shards.ts';
import { mergeTotals, type Totals } from '../indicators/totals.ts';
import { parseJournalText, toJournalText } from '../journal/journal-text.ts';
import { journalLine } from '../journal/line.ts';
import { createJournalSource, type JournalDeps } from '../journal/month-files.ts';
import type { JournalCount } from './count-journal.ts';

/**
 * Counts the journal in several functions at once, which exchange files in the private bucket. Each shard reads the whole journal, counts
 * the lines of its members and writes its totals; the next step adds the totals. A repeated step writes the same files again.
 */

/** The folder of one run's files, which nothing reads once the run has ended. */
const folderOf = (run: string): string => `count/${run}/`;
const recentName = (run: string): string => `${folderOf(run)}recent.ndjson.zst`;
const partName = (run: string, shard: number): string => `${folderOf(run)}${shard}.json`;
const countedName = (run: string): string => `${folderOf(run)}counted.json`;

const runId = z.string().regex(/^[\w-]{1,100}$/);
const shardNumber = z.int().min(0);
const plan = z.object({
  run: runId,
  /** Ascending instants; each count takes the lines recorded before one of them. */
  cutoffs: z.array(z.string()),
  /** The run's own file has the lines recorded from this instant on (null: from the first line). */
  recentFrom: z.string().nullable(),
  shards: z.int().min(1),
});
export type ShardPlan = z.infer<typeof plan>;
export const shardInput = plan.extend({ shard: shardNumber });
export const addInput = plan;
export const publishInput = z.object({ run: runId, lastOrdinal: z.int().min(1) });

/** A count up to one cutoff. `programme` and `secret` come from shard 0 and are the same as a count of the whole journal has. */
const counted = z.object({
  cutoff: z.string(),
  digest: z.string(),
  secret: z.string(),
  totals: z.array(z.tuple([z.string(), z.array(z.tuple([z.int(), z.int()]))])),
  programme: z.array(journalLine()),
});
const part = z.array(counted);
type Counted = z.infer<typeof counted>;

const entriesOf = (totals: Totals): Counted['totals'] =>
  [...totals].map(([name, series]) => [name, [...series]]);
const totalsOf = ({ totals }: Counted): Totals =>
  new Map(totals.map(([name, series]) => [name, new Map(series)]));

type Files = Pick<FileStore, 'read' | 'write'>;

const readPart = async (files: Pick<FileStore, 'read'>, name: string): Promise<Counted[]> => {
  const bytes = await files.read(name);
  if (bytes === undefined) {
    throw new InternalError(`The file ${name} of a count is not there.`);
  }
  return part.parse(JSON.parse(bytes.toString('utf8')));
};

/** Writes the lines up to the last cutoff that no month file has, since shards have no permission to read the table. */
export const writeRecentLines = async (
  { files, readLines }: Pick<JournalDeps, 'readLines'> & { readonly files: Pick<FileStore, 'write'> },
  { run, recentFrom, cutoffs }: ShardPlan,
): Promise<void> => {
  const pieces: Buffer[] = [];
  const to = cutoffs.at(-1);
  if (to !== undefined && (recentFrom === null || recentFrom < to)) {
    for await (const lines of readLines(recentFrom, to)) {
      pieces.push(toJournalText(lines));
    }
  }
  await files.write(recentName(run), zstdCompressSync(Buffer.concat(pieces)));
};

/** Reads lines from the file of `writeRecentLines` in place of the table. */
const readRecentLines = (
  files: Pick<FileStore, 'read'>,
  { run, recentFrom }: ShardPlan,
): JournalDeps['readLines'] =>
  async function* (from, to) {
    if (recentFrom !== null && (from === null || from < recentFrom)) {
      throw new InternalError(
        `A month file of the journal from ${from} to ${to} is lost or damaged: start again with recompute.`,
      );
    }
    const bytes = await files.read(recentName(run));
    if (bytes === undefined) {
      throw new InternalError(`The file ${recentName(run)} of a count is not there.`);
    }
    const lines = [...parseJournalText(zstdDecompressSync(bytes))];
    yield lines.filter(({ recordedAt }) => recordedAt < to && (from === null || recordedAt >= from));
  };

/** Counts one shard's lines up to each cutoff, in one pass over the journal, and writes the counts. */
export const countShard = async (
  { files, catalogue, alarm }: Pick<JournalDeps, 'alarm'> & { files: Files; catalogue: readonly Indicator[] },
  input: z.infer<typeof shardInput>,
): Promise<void> => {
  const { shard, cutoffs } = input;
  const readText = createJournalSource({
    files: { read: files.read },
    readLines: readRecentLines(files, input),
    alarm,
  });
  const documents = createShardDocuments(catalogue, input);
  const digest = createJournalDigest();
  // Shard 0 finds the journal's first member, who seeds the gate's lots, even if she belongs to another shard.
  const beginning = createDocuments(catalogue);
  const counts: Counted[] = [];
  let reached: string | null = null;
  for (const cutoff of cutoffs) {
    for await (const text of readText(reached, cutoff)) {
      digest.add(text);
      for (const line of parseJournalText(text)) {
        if (shard === 0 && beginning.members.size === 0) {
          addLines(beginning, [line]);
        }
        const own = lineOfShard(line, input);
        if (own !== undefined) {
          addLines(documents, [own]);
        }
      }
    }
    reached = cutoff;
    counts.push({
      cutoff,
      digest: digest.digest(),
      secret: beginning.members.keys().next().value ?? '',
      totals: entriesOf(countTotals(documents)),
      // A copy, since counting up to the next cutoff appends to the list.
      programme: [...documents.programme],
    });
  }
  await files.write(partName(input.run, shard), Buffer.from(JSON.stringify(counts)));
};

/**
 * Adds up the totals of all shards and writes the sums.
 * @throws InternalError if the digests differ: the shards did not read the same journal
 */
export const addShards = async (files: Files, { run, cutoffs, shards }: ShardPlan): Promise<void> => {
  const parts: Counted[][] = [];
  for (let shard = 0; shard < shards; shard += 1) {
    parts.push(await readPart(files, partName(run, shard)));
  }
  const whole = cutoffs.map((cutoff, at): Counted => {
    const own = parts.map((counts) => counts[at]);
    const [first] = own;
    const all = own.flatMap((one) =>
      one !== undefined && one.cutoff === cutoff && one.digest === first?.digest ? [one] : [],
    );
    if (first === undefined || all.length < shards) {
      throw new InternalError(`The shards of ${run} counted different journals up to ${cutoff}.`);
    }
    return { ...first, totals: entriesOf(mergeTotals(all.map(totalsOf))) };
  });
  await files.write(countedName(run), Buffer.from(JSON.stringify(whole)));
};

/**
 * Reads the counts of a run.
 * @returns a function from a cutoff to its count, which throws an InternalError for a cutoff that the run did not count
 */
export const readCounted = async (
  files: Pick<FileStore, 'read'>,
  run: string,
): Promise<(cutoff: string) => Promise<Omit<JournalCount, 'documents'>>> => {
  const whole = await readPart(files, countedName(run));
  return async (cutoff) => {
    const found = whole.find((one) => one.cutoff === cutoff);
    if (found === undefined) {
      throw new InternalError(`The count ${run} does not go up to ${cutoff}.`);
    }
    const { digest, secret, programme } = found;
    return { totals: totalsOf(found), programme: programme.filter(isProgrammeLine), digest, secret };
  };
};
