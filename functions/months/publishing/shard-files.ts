import * as z from 'zod';
import { InternalError } from '../../shared/errors/errors.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import { journalLine } from '../../shared/journal/line.ts';
import type { Totals } from '../indicators/totals.ts';

/**
 * The files in the private bucket that the steps of a count in shards exchange. Each shard reads the whole journal, counts the lines of its
 * members and writes its totals; the next step adds the totals. A repeated step writes the same files again.
 */

/** The folder of one run's files, which nothing reads once the run has ended. */
const folderOf = (run: string): string => `count/${run}/`;
/** The lines that no month file has. */
export const recentName = (run: string): string => `${folderOf(run)}recent.ndjson.zst`;
/** The counts of one shard. */
export const partName = (run: string, shard: number): string => `${folderOf(run)}${shard}.json`;
/** The sums of all shards' counts. */
export const countedName = (run: string): string => `${folderOf(run)}counted.json`;

const runId = z.string().regex(/^[\w-]{1,100}$/);
const shardNumber = z.int().min(0);
const plan = z.object({
  run: runId,
  /** Ascending instants, all in UTC with milliseconds, so that texts compare as times. Each count takes the lines recorded before one. */
  cutoffs: z.array(z.string()),
  /** The run's own file has the lines recorded from this instant on (null: from the first line). */
  recentFrom: z.string().nullable(),
  shards: z.int().min(1),
});
export type ShardPlan = z.infer<typeof plan>;
export const shardInput = plan.extend({ shard: shardNumber });
export const addInput = plan;
/** `lastOrdinal`: that of the last publication to publish. */
export const publishInput = z.object({ run: runId, lastOrdinal: z.int().min(1) });

/** A count up to one cutoff. `programme` and `secret` come from shard 0 and are the same as a count of the whole journal has. */
const shardCount = z.object({
  cutoff: z.string(),
  digest: z.string(),
  secret: z.string(),
  /** By series' name, its pairs of month number and amount. */
  totals: z.array(z.tuple([z.string(), z.array(z.tuple([z.int(), z.int()]))])),
  programme: z.array(journalLine()),
});
const shardCounts = z.array(shardCount);
export type ShardCount = z.infer<typeof shardCount>;

// Totals are Maps, which JSON cannot hold, so files have their entries.
export const entriesOf = (totals: Totals): ShardCount['totals'] =>
  [...totals].map(([name, series]) => [name, [...series]]);
export const totalsOf = ({ totals }: ShardCount): Totals =>
  new Map(totals.map(([name, series]) => [name, new Map(series)]));

export type ShardFileStore = Pick<FileStore, 'read' | 'write'>;

/** Reads the counts of a shard, or their sums, from their file: one for each cutoff. */
export const readCounts = async (files: Pick<FileStore, 'read'>, name: string): Promise<ShardCount[]> => {
  const bytes = await files.read(name);
  if (bytes === undefined) {
    throw new InternalError(`The file ${name} of a count is not there.`);
  }
  return shardCounts.parse(JSON.parse(bytes.toString('utf8')));
};
