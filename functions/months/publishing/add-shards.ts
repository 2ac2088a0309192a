import { InternalError } from '../../shared/errors/errors.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import { isProgrammeLine } from '../indicators/kept-programme-lines.ts';
import { mergeTotals } from '../indicators/totals.ts';
import type { JournalCount } from './count-journal.ts';
import {
  countedName,
  entriesOf,
  partName,
  readCounts,
  type ShardCount,
  type ShardFileStore,
  type ShardPlan,
  totalsOf,
} from './shard-files.ts';

/**
 * Adds up the totals of all shards in their files, and writes the sums.
 * @throws InternalError if the digests differ: the shards did not read the same journal
 */
export const addShards = async (
  files: ShardFileStore,
  { run, cutoffs, shards }: ShardPlan,
): Promise<void> => {
  const parts: ShardCount[][] = [];
  for (let shard = 0; shard < shards; shard += 1) {
    parts.push(await readCounts(files, partName(run, shard)));
  }
  const sums = cutoffs.map((cutoff, index): ShardCount => {
    // A shard that lacks this cutoff is left out here and refused below.
    const counts = parts.flatMap((countsOfShard) => countsOfShard[index] ?? []);
    const [first] = counts;
    const hasSameJournal = counts.every((one) => one.cutoff === cutoff && one.digest === first?.digest);
    if (first === undefined || counts.length < shards || !hasSameJournal) {
      throw new InternalError(`The shards of ${run} counted different journals up to ${cutoff}.`);
    }
    // `first` is shard 0, whose secret and programme count for the whole.
    return { ...first, totals: entriesOf(mergeTotals(counts.map(totalsOf))) };
  });
  await files.write(countedName(run), Buffer.from(JSON.stringify(sums)));
};

/**
 * Reads the sums that `addShards` wrote.
 * @returns a function from a cutoff to its count, which throws an InternalError for a cutoff that the run did not count
 */
export const readSums = async (
  files: Pick<FileStore, 'read'>,
  run: string,
): Promise<(cutoff: string) => Promise<Omit<JournalCount, 'documents'>>> => {
  const sums = await readCounts(files, countedName(run));
  return async (cutoff) => {
    const found = sums.find((one) => one.cutoff === cutoff);
    if (found === undefined) {
      throw new InternalError(`The count ${run} does not go up to ${cutoff}.`);
    }
    const { digest, secret, programme } = found;
    return { totals: totalsOf(found), programme: programme.filter(isProgrammeLine), digest, secret };
  };
};
