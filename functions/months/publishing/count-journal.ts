import { type JournalSource, parseJournalText } from '../../shared/journal/journal-text.ts';
import { addLines } from '../indicators/add-lines.ts';
import { addCause } from '../indicators/causes.ts';
import { countTotals } from '../indicators/count-totals.ts';
import { createDocuments, type Documents } from '../indicators/documents.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { createJournalDigest } from '../indicators/journal-digest.ts';
import type { ProgrammeLine } from '../indicators/programme-at-cutoff.ts';
import type { Totals } from '../indicators/totals.ts';
import type { KeptCount, KeptCounts } from './kept-counts.ts';

/** What the journal lines recorded before a cutoff come to. */
export type JournalCount = {
  readonly totals: Totals;
  /** The lines with terms, targets, baselines, narratives and stories, which months publish beside their counts. */
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

/**
 * Makes a function that counts the journal up to a publication's cutoff (an instant with milliseconds). Ascending
 * cutoffs read each line once; an earlier cutoff than the last one reads the journal from the beginning again.
 * @param kept counts up to closes of months, to begin with and to keep: without them every line is counted
 */
export const createJournalCounter = (
  catalogue: readonly Indicator[],
  readJournalText: JournalSource,
  kept?: KeptCounts,
): ((cutoff: string) => Promise<JournalCount>) => {
  const beginFrom = (found: KeptCount | undefined) => ({
    documents: { ...createDocuments(catalogue), ...found?.documents },
    digest: createJournalDigest(found?.digest),
    /** The last cutoff counted; null: nothing was counted yet. */
    position: found?.cutoff ?? null,
  });
  let count = beginFrom(undefined);
  /** Adds the lines from the position on and before a cutoff. */
  const addUpTo = async (cutoff: string): Promise<void> => {
    const { documents, digest, position } = count;
    for await (const text of readJournalText(position, cutoff)) {
      digest.add(text);
      for (const line of parseJournalText(text)) {
        addLines(documents, [line]);
        addCause(documents, line);
      }
    }
    count.position = cutoff;
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
      // The plan follows from the catalogue, and has functions, which no file can hold.
      const { plan, ...documents } = count.documents;
      await kept?.keep({ cutoff: close, documents, digest: count.digest.position() });
    }
    await addUpTo(cutoff);
    const { documents, digest } = count;
    // A Map keeps the order of insertion, so this is the member whom the journal names first.
    const secret = documents.members.keys().next().value ?? '';
    const { programme } = documents;
    return { totals: countTotals(documents), programme, secret, digest: digest.digest(), documents };
  };
};
