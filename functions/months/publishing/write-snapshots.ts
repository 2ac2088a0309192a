import type { FileStore } from '../../shared/files/file-store.ts';
import { createJournalSource, type JournalDeps, writeMonthFiles } from '../../shared/journal/month-files.ts';
import { splitByCompletion } from './completed-publications.ts';
import { createJournalCounter } from './count-journal.ts';
import { openKeptCounts } from './kept-counts.ts';
import { openKeptHistory } from './kept-history.ts';
import type { Registered } from './read-register.ts';
import { type PublishDeps, writeSnapshotsOfCounts } from './snapshots-of-counts.ts';

/**
 * Writes the snapshots of registered publications, in the order of their ordinals, and sends a message to the render function, which
 * writes the other files and, last, the manifest. A run may crash after any step, and two runs may overlap: a file that exists is
 * never rewritten, and a publication without a manifest is sent again.
 */

export type SnapshotDeps = PublishDeps & {
  readonly readLines: JournalDeps['readLines'];
  /** The private bucket, with the journal's month files. */
  readonly state: FileStore;
  /**
   * A hash of the code that counts. Counts are stored under it, so that next month's count continues from them. If it is undefined, no count is
   * stored and every line is counted.
   */
  readonly countingCode?: string;
};

/**
 * Writes the snapshots of the publications that have no manifest yet, from a count of the journal, and queues those publications for
 * rendering.
 * @param registered all publications from ordinal 1 up to the one to publish, in order
 * @param options.recompute rewrites all month files of the journal from the table, and counts every line
 * @returns the ordinals of the publications that had no manifest
 */
export const writeSnapshots = async (
  snapshotDeps: SnapshotDeps,
  registered: readonly Registered[],
  { recompute = false }: { readonly recompute?: boolean } = {},
): Promise<number[]> => {
  const { pending } = await splitByCompletion(snapshotDeps, registered);
  // `writeSnapshotsOfCounts` checks this again. Here the check saves writing the month files for nothing.
  if (pending.length === 0) {
    return [];
  }
  /** The cutoffs at which months closed. */
  const closes = registered.filter(({ version }) => version === 1).map(({ cutoff }) => cutoff);
  const { readLines, state, alarm, countingCode } = snapshotDeps;
  await writeMonthFiles({ readLines, files: state }, closes, { anew: recompute });
  /** Undefined if neither counts nor history are kept for the next run. */
  const codeForKeeping = recompute ? undefined : countingCode;
  const countTo = createJournalCounter(
    snapshotDeps.catalogue,
    createJournalSource({ readLines, files: state, alarm }),
    codeForKeeping === undefined ? undefined : await openKeptCounts(state, codeForKeeping),
  );
  const keptHistory = codeForKeeping === undefined ? undefined : openKeptHistory(state, codeForKeeping);
  return writeSnapshotsOfCounts(snapshotDeps, registered, countTo, keptHistory);
};
