import type { JournalLine } from '../journal/line.ts';
import type { CountingPlan } from './counting-plan.ts';
import { emptyState, type FoldState, foldLines } from './fold.ts';
import { chainLines, digestOf, emptyChain, type JournalChain } from './journal-digest.ts';
import { OutOfReach } from './member.ts';

/** The journal up to an instant: what its lines add up to, and which lines these were. */
export type FoldedJournal = {
  readonly state: FoldState;
  readonly chain: JournalChain;
  /** Of the chain. */
  readonly digest: string;
  /** The instant before which lines were recorded that are in it, with milliseconds; null for none at all. */
  readonly cutoff: string | null;
};

/**
 * Reads the lines recorded from an instant on (null: from the first) and before another, in the order of `compareLines`, in pages
 * of any size.
 */
export type LineSource = (
  from: string | null,
  to: string,
) => AsyncIterable<readonly JournalLine[]> | Iterable<readonly JournalLine[]>;

export const nothingFolded = (): FoldedJournal => ({
  state: emptyState(),
  chain: emptyChain,
  digest: digestOf(emptyChain),
  cutoff: null,
});

/**
 * The journal up to a later cutoff. Takes over `folded`, which is not to be used again; where that reaches beyond the
 * cutoff already, or a line concerns what lies too far back in it, it starts afresh.
 */
export const foldTo = async (
  plan: CountingPlan,
  folded: FoldedJournal,
  cutoff: string,
  readLines: LineSource,
): Promise<FoldedJournal> => {
  const start = folded.cutoff !== null && folded.cutoff > cutoff ? nothingFolded() : folded;
  try {
    return await foldOn(plan, start, cutoff, readLines);
  } catch (error) {
    if (error instanceof OutOfReach) {
      return foldOn(plan, nothingFolded(), cutoff, readLines);
    }
    throw error;
  }
};

const foldOn = async (
  plan: CountingPlan,
  start: FoldedJournal,
  cutoff: string,
  readLines: LineSource,
): Promise<FoldedJournal> => {
  let { state, chain } = start;
  for await (const lines of readLines(start.cutoff, cutoff)) {
    state = foldLines(plan, state, lines);
    chain = chainLines(chain, lines);
  }
  return { state, chain, digest: digestOf(chain), cutoff };
};
