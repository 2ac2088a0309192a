import { countTotals } from '../indicators/count.ts';
import { addLines, createDocuments, type Documents } from '../indicators/documents.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { createJournalDigest } from '../indicators/journal-digest.ts';
import type { ProgrammeLine } from '../indicators/programme-lines.ts';
import type { Totals } from '../indicators/totals.ts';
import { type JournalSource, parseJournalText } from '../journal/text.ts';

/** The journal up to a cutoff. */
export type JournalCount = {
  readonly totals: Totals;
  /** What months publish beside their counts. */
  readonly programme: readonly ProgrammeLine[];
  /** What the disclosure gate draws lots from: the id of the first member, which is published nowhere and never changes. */
  readonly secret: string;
  /** Of the lines that were counted. */
  readonly digest: string;
  /** Not to be used any more once the next cutoff was asked for. */
  readonly documents: Documents;
};

/**
 * Counts the lines recorded before a cutoff (an instant with milliseconds). For several cutoffs in ascending order the journal is read once;
 * for an earlier one than before it is read from the beginning.
 */
export const createJournalCounter = (
  catalogue: readonly Indicator[],
  readJournalText: JournalSource,
): ((cutoff: string) => Promise<JournalCount>) => {
  const begin = () => ({
    documents: createDocuments(catalogue),
    digest: createJournalDigest(),
    reached: null as string | null,
  });
  let count = begin();
  return async (cutoff) => {
    if (count.reached !== null && count.reached > cutoff) {
      count = begin();
    }
    const { documents, digest } = count;
    for await (const text of readJournalText(count.reached, cutoff)) {
      digest.add(text);
      addLines(documents, parseJournalText(text));
    }
    count.reached = cutoff;
    const { programme, members } = documents;
    const secret = members.keys().next().value ?? '';
    return { totals: countTotals(documents), programme, secret, digest: digest.digest(), documents };
  };
};
