import type * as z from 'zod';
import { InternalError } from '../../shared/errors/errors.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import { decompressText } from '../../shared/journal/compressed-text.ts';
import { parseJournalText } from '../../shared/journal/journal-text.ts';
import { createJournalSource, type JournalDeps } from '../../shared/journal/month-files.ts';
import { addLines, firstMemberOf } from '../indicators/add-lines.ts';
import { addCause } from '../indicators/causes.ts';
import { countTotals } from '../indicators/count-totals.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { type Joins, noJoins } from '../indicators/joined-records.ts';
import { createJournalDigest } from '../indicators/journal-digest.ts';
import { createShardDocuments, lineOfShard } from '../indicators/shards.ts';
import { type LineCounter, readLines } from './read-lines.ts';
import {
  entriesOf,
  partName,
  recentName,
  type ShardCount,
  type ShardFileStore,
  type ShardPlan,
  type shardInput,
} from './shard-files.ts';

/** Reads lines from the file of recent lines (plan-shards.ts) in place of the table. Lines from before `recentFrom` are in month files. */
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
    for await (const text of decompressText(bytes)) {
      const lines = [...parseJournalText(text)];
      yield lines.filter(({ recordedAt }) => recordedAt < to && (from === null || recordedAt >= from));
    }
  };

/** Counts one shard's lines up to each cutoff, in one pass over the journal, and writes the counts. */
export const countShard = async (
  {
    files,
    catalogue,
    alarm,
  }: Pick<JournalDeps, 'alarm'> & { files: ShardFileStore; catalogue: readonly Indicator[] },
  input: z.infer<typeof shardInput>,
): Promise<void> => {
  const { shard, cutoffs } = input;
  const readText = createJournalSource({
    files: { read: files.read },
    readLines: readRecentLines(files, input),
    alarm,
  });
  const begin = (joins: Joins) => ({
    documents: createShardDocuments(catalogue, input, joins),
    digest: createJournalDigest(),
  });
  /** Shard 0 also looks for the journal's first member, who seeds the gate's lots, even if she belongs to another shard. */
  let secret = '';
  const counterOf = ({ documents, digest }: ReturnType<typeof begin>): LineCounter => ({
    joins: documents.joins,
    addText: digest.add,
    addLine: (line) => {
      if (shard === 0 && secret === '') secret = firstMemberOf(line) ?? '';
      const partOfShard = lineOfShard(line, input, documents.joins, documents.companions);
      if (partOfShard !== undefined) {
        addLines(documents, [partOfShard]);
      }
      // Shard 0 counts the causes too, since a sheet's line is a part in several shards.
      if (shard === 0) addCause(documents, line);
    },
    // Perhaps another shard has named the record, whose member she was.
    isNamed: () => true,
  });
  let count = begin(noJoins);
  const counts: ShardCount[] = [];
  /** The last cutoff counted so far. */
  let position: string | null = null;
  for (const cutoff of cutoffs) {
    const { joins, holds } = await readLines(readText(position, cutoff), counterOf(count));
    if (!holds) {
      count = begin(joins);
      await readLines(readText(null, cutoff), { ...counterOf(count), isNamed: () => false });
    }
    const { documents, digest } = count;
    position = cutoff;
    counts.push({
      cutoff,
      digest: digest.digest(),
      // Empty before the first member, and in the other shards.
      secret,
      totals: entriesOf(countTotals(documents)),
      programme: [...documents.programme.values()],
    });
  }
  await files.write(partName(input.run, shard), Buffer.from(JSON.stringify(counts)));
};
