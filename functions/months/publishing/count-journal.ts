import type { JournalSource } from '../../shared/journal/journal-text.ts';
import { addLines, firstMemberOf } from '../indicators/add-lines.ts';
import { addCause } from '../indicators/causes.ts';
import { countTotals } from '../indicators/count-totals.ts';
import { createDocuments, type Documents, isNamedIn, packPast } from '../indicators/documents.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { noJoins } from '../indicators/joined-records.ts';
import { createJournalDigest } from '../indicators/journal-digest.ts';
import type { ProgrammeLine } from '../indicators/kept-programme-lines.ts';
import { monthOfRecording } from '../indicators/month-numbers.ts';
import type { Totals } from '../indicators/totals.ts';
import type { KeptCount, KeptCounts } from './kept-counts.ts';
import { type LineCounter, readLines } from './read-lines.ts';

/**
 * Counts the journal up to a cutoff, from kept counts (kept-counts.ts) as far as possible. months/indicators/count-totals.ts says how indicators are
 * counted.
 */

/** What the journal lines recorded before a cutoff come to. */
export type JournalCount = {
  readonly totals: Totals;
  /** The lines with terms, targets, baselines, narratives and stories that months can publish beside their counts. */
  readonly programme: readonly ProgrammeLine[];
  /**
   * Seeds the lots that the disclosure gate draws when it hides small numbers: the id of the first member, which is
   * published nowhere and never changes.
   */
  readonly secret: string;
  /** The digest of the counted lines: SHA-256 in lower-case hex. */
  readonly digest: string;
  /** Valid until the next cutoff is counted, which adds lines to the same documents. */
  readonly documents: Documents;
};

/** A count on its way. */
type Count = {
  readonly documents: Documents;
  readonly digest: ReturnType<typeof createJournalDigest>;
  /** `JournalCount.secret`; empty before the first member. */
  secret: string;
  /** The last cutoff counted; null: nothing was counted yet. */
  readonly position: string | null;
};

/** How lines are added to a count. */
const counterOf = (count: Count): LineCounter => {
  const { documents, digest } = count;
  return {
    joins: documents.joins,
    addText: digest.add,
    addLine: (line) => {
      addLines(documents, [line]);
      addCause(documents, line);
      if (count.secret === '') count.secret = firstMemberOf(line) ?? '';
    },
    isNamed: (memberId) => isNamedIn(documents, memberId),
  };
};

/**
 * Makes a function that counts the journal up to a publication's cutoff (an instant with milliseconds). Ascending
 * cutoffs read each line once, unless records are joined or parted between; an earlier cutoff than the last one reads the journal from the beginning again.
 * @param kept counts up to closes of months, to begin with and to keep: without them every line is counted
 */
export const createJournalCounter = (
  catalogue: readonly Indicator[],
  readJournalText: JournalSource,
  kept?: KeptCounts,
): ((cutoff: string) => Promise<JournalCount>) => {
  const beginFrom = (found: KeptCount | undefined, joins = found?.documents.joins ?? noJoins): Count => ({
    documents: { ...createDocuments(catalogue), ...found?.documents, joins },
    digest: createJournalDigest(found?.digest),
    secret: found?.secret ?? '',
    position: found?.cutoff ?? null,
  });
  let count = beginFrom(undefined);
  /** Adds the lines from the position on and before a cutoff; from an earlier position again, if they join or part women of earlier lines. */
  const addUpTo = async (cutoff: string): Promise<void> => {
    const { joins, holds } = await readLines(readJournalText(count.position, cutoff), counterOf(count));
    if (!holds) {
      count = beginFrom(await kept?.findUpTo(cutoff, joins), joins);
      // With the joins of the cutoff, no line joins or parts records that were counted otherwise.
      const isNamed = () => false;
      await readLines(readJournalText(count.position, cutoff), { ...counterOf(count), isNamed });
    }
    count = { ...count, documents: { ...count.documents, joins }, position: cutoff };
  };
  return async (cutoff) => {
    if (count.position !== null && count.position > cutoff) {
      count = beginFrom(undefined);
    }
    if (count.position === null) {
      count = beginFrom(await kept?.findUpTo(cutoff));
    }
    const close = kept?.closeBefore(cutoff);
    if (close !== undefined && (count.position === null || count.position < close)) {
      await addUpTo(close);
      // The plan follows from the catalogue. No file can hold functions.
      const { plan, isOwn: _, ...documents } = count.documents;
      packPast(documents, monthOfRecording({ recordedAt: close }));
      await kept?.keep({ cutoff: close, documents, digest: count.digest.position(), secret: count.secret });
    }
    await addUpTo(cutoff);
    const { documents, digest, secret } = count;
    const programme = [...documents.programme.values()];
    return { totals: countTotals(documents), programme, secret, digest: digest.digest(), documents };
  };
};
