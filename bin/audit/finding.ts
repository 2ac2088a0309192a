/** `withheld`: the disclosure policy hides a breakdown, so it can't be compared; all else is the same. */
export type Verdict = 'same' | 'withheld' | 'different';

/** The audit's result for an indicator, a text, or the month's revisions. */
export type Finding = {
  /** An indicator's code, or `revisions`, `changes`, `programme`, `narrative` or `stories`. */
  readonly about: string;
  readonly verdict: Verdict;
  /** One line for each difference (with both numbers), each withheld breakdown and each change by a later publication. */
  readonly notes: readonly string[];
};
