import type { FileStore } from '../../shared/files/file-store.ts';
import { readSums } from './add-shards.ts';
import type { Register } from './read-register.ts';
import type { EventDeps } from './requested-publications.ts';
import { publishInput } from './shard-files.ts';
import { type PublishDeps, writeSnapshotsOfCounts } from './snapshots-of-counts.ts';

export type PublishShardsDeps = PublishDeps & {
  readonly register: Register;
  readonly state: Pick<FileStore, 'read'>;
  readonly log: EventDeps['log'];
};

/** Publishes from shards: writes the snapshots from the sums of a run's counts. */
export const publishShards = async (deps: PublishShardsDeps, input: unknown): Promise<void> => {
  const { run, lastOrdinal } = publishInput.parse(input);
  const registered = (await deps.register.list()).slice(0, lastOrdinal);
  const finished = await writeSnapshotsOfCounts(deps, registered, await readSums(deps.state, run));
  deps.log('months published from shards', { finished });
};
