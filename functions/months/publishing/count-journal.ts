import { type JournalSource, parseJournalText } from '../../shared/journal/journal-text.ts';
import { addLines } from '../indicators/add-lines.ts';
import { createCauseCounter } from '../indicators/causes.ts';
import { countTotals } from '../indicators/count-totals.ts';
import { createDocuments, type Documents } from '../indicators/documents.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { createJournalDigest } from '../indicators/journal-digest.ts';
import type { ProgrammeLine } from '../indicators/programme-at-cutoff.ts';
import type { Totals } from '../indicators/totals.ts';

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
 */
export const createJournalCounter = (
  catalogue: readonly Indicator[],
  readJournalText: JournalSource,
): ((cutoff: string) => Promise<JournalCount>) => {
  const begin = () => ({
    documents: createDocuments(catalogue),
    digest: createJournalDigest(),
    addCause: createCauseCounter(),
    /** The last cutoff counted; null: nothing was counted yet. */
    position: null as string | null,
  });
  let count = begin();
  return async (cutoff) => {
    if (count.position !== null && count.position > cutoff) {
      count = begin();
    }
    const { documents, digest, addCause } = count;
    for await (const text of readJournalText(count.position, cutoff)) {
      digest.add(text);
      for (const line of parseJournalText(text)) {
        addLines(documents, [line]);
        addCause(documents.sums, line);
      }
    }
    count.position = cutoff;
    const { programme, members } = documents;
    // A Map keeps the order of insertion, so this is the member whom the journal names first.
    const secret = members.keys().next().value ?? '';
    return { totals: countTotals(documents), programme, secret, digest: digest.digest(), documents };
  };
};
