/*
 * The first step of a compile that counts the journal in shards (lib/constructs/shard-count.ts): what `compile` does before counting. What each
 * shard counts is in months/indicators/shards.ts. See docs/decisions/0029-count-in-shards.md.
 */

import * as z from 'zod';
import type { FileStore } from '../../shared/files/file-store.ts';
import { compressText } from '../../shared/journal/compressed-text.ts';
import { toJournalText } from '../../shared/journal/journal-text.ts';
import { type JournalDeps, writeMonthFiles } from '../../shared/journal/month-files.ts';
import { requestsOf } from './compile-requests.ts';
import { splitByCompletion } from './completed-publications.ts';
import type { Registered } from './read-register.ts';
import { type EventDeps, registerRequested } from './requested-publications.ts';
import { recentName, type ShardPlan } from './shard-files.ts';
import { cutoffsBeforeCorrections } from './snapshots-of-counts.ts';

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
type PlanResult = ShardPlan & { readonly lastOrdinal: number; readonly shardNumbers: readonly number[] };

/** Plans a count in shards: registers the publications that an event requests, and writes the files that the shards read. */
export const planShards = async (deps: PlanDeps, input: unknown): Promise<PlanResult> => {
  const { run, shards, event } = planInput.parse(input);
  const { requests, recompute } = requestsOf(event);
  let registered: readonly Registered[] = [];
  for (const request of requests) {
    const all = await registerRequested(deps, request);
    // Each result has all publications up to its own, so the longest has all that are requested.
    registered = all.length > registered.length ? all : registered;
  }
  const { pending } = await splitByCompletion(deps.snapshotDeps, registered);
  const cutoffs = [
    ...new Set([...pending.map(({ cutoff }) => cutoff), ...cutoffsBeforeCorrections(registered, pending)]),
  ].sort();
  /** The cutoffs at which months closed. */
  const closes = registered.filter(({ version }) => version === 1).map(({ cutoff }) => cutoff);
  // Without cutoffs there is nothing to count: the empty text is before all closes.
  const firstCutoff = cutoffs[0] ?? '';
  const closesBefore = closes.filter((cutoff) => cutoff <= firstCutoff).sort();
  // The newest close up to the first cutoff. Shards read earlier lines from month files, later ones from the run's own file.
  const recentFrom = closesBefore.at(-1) ?? null;
  const plan = { run, cutoffs, recentFrom, shards };
  if (cutoffs.length > 0) {
    const { readLines, state: files } = deps;
    await writeMonthFiles({ readLines, files }, closes, { anew: recompute });
    await writeRecentLines({ readLines, files }, plan);
  }
  const shardNumbers = Array.from({ length: shards }, (_, shard) => shard);
  return { ...plan, lastOrdinal: registered.length, shardNumbers };
};

/** Writes the recent lines for the shards: those up to the last cutoff that no month file has. Shards may not read the table. */
export const writeRecentLines = async (
  { files, readLines }: Pick<JournalDeps, 'readLines'> & { readonly files: Pick<FileStore, 'write'> },
  { run, recentFrom, cutoffs }: ShardPlan,
): Promise<void> => {
  const to = cutoffs.at(-1);
  const { compressed } = await compressText(
    (async function* () {
      if (to === undefined || (recentFrom !== null && recentFrom >= to)) return;
      for await (const lines of readLines(recentFrom, to)) {
        yield toJournalText(lines);
      }
    })(),
  );
  await files.write(recentName(run), compressed);
};
