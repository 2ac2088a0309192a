import * as z from 'zod';
import type { FileStore } from '../files/file-store.ts';
import { type JournalDeps, writeMonthFiles } from '../journal/month-files.ts';
import { type EventDeps, requestsOf, startOf } from './compile-events.ts';
import { splitByCompletion } from './completed-publications.ts';
import type { Register, Registered } from './read-register.ts';
import { publishInput, readCounted, type ShardPlan, writeRecentLines } from './shard-count.ts';
import { type PublishDeps, writeSnapshotsOfCounts } from './write-snapshots.ts';

/**
 * The first and the last step of a compile that counts the journal in shards (lib/constructs/shard-count.ts): what `compile` does before
 * and after counting. See docs/decisions/0029-count-in-shards.md.
 */

const planInput = z.object({
  /** The run's id, which is part of its files' names. */
  run: z.string(),
  shards: z.int().min(1),
  event: z.unknown(),
});

export type PlanDeps = EventDeps & {
  readonly readLines: JournalDeps['readLines'];
  readonly state: FileStore;
};

/** The plan and the numbers of its shards, one for each parallel step. A plan without cutoffs has nothing to publish. */
type Planned = ShardPlan & { readonly lastOrdinal: number; readonly shardNumbers: readonly number[] };

/** Registers the publications that an event requests, and writes the files that the shards read. */
export const planShards = async (deps: PlanDeps, input: unknown): Promise<Planned> => {
  const { run, shards, event } = planInput.parse(input);
  const { requests, recompute } = requestsOf(event);
  let registered: readonly Registered[] = [];
  for (const request of requests) {
    const all = await startOf(deps, request);
    registered = all.length > registered.length ? all : registered;
  }
  const { pending } = await splitByCompletion(deps.snapshotDeps, registered);
  const cutoffs = [...new Set(pending.map(({ cutoff }) => cutoff))].sort();
  const closed = registered.filter(({ version }) => version === 1).map(({ cutoff }) => cutoff);
  const first = cutoffs[0] ?? '';
  // The newest close up to the first cutoff. Shards read earlier lines from month files, later ones from the run's own file.
  const recentFrom =
    closed
      .filter((cutoff) => cutoff <= first)
      .sort()
      .at(-1) ?? null;
  const plan = { run, cutoffs, recentFrom, shards };
  if (cutoffs.length > 0) {
    const { readLines, state: files } = deps;
    await writeMonthFiles({ readLines, files }, closed, { anew: recompute });
    await writeRecentLines({ readLines, files }, plan);
  }
  const shardNumbers = Array.from({ length: shards }, (_, shard) => shard);
  return { ...plan, lastOrdinal: registered.length, shardNumbers };
};

export type PublishShardsDeps = PublishDeps & {
  readonly register: Register;
  readonly state: Pick<FileStore, 'read'>;
  readonly log: EventDeps['log'];
};

/** Writes the snapshots from a run's counts. */
export const publishShards = async (deps: PublishShardsDeps, input: unknown): Promise<void> => {
  const { run, lastOrdinal } = publishInput.parse(input);
  const registered = (await deps.register.list()).slice(0, lastOrdinal);
  const finished = await writeSnapshotsOfCounts(deps, registered, await readCounted(deps.state, run));
  deps.log('months published from shards', { finished });
};
