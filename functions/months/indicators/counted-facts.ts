import type { CountingPlan } from './counting-plan.ts';
import type { Documents } from './documents.ts';
import { addToFactCounts, newFactCounts } from './fact-counts.ts';
import type { DistinctFactType, Facts, FactType, MemberFactType } from './facts.ts';
import { contextAt, type FactContext, type LinePosition, type MemberDocument } from './member-document.ts';
import { addTotal } from './totals.ts';

/** Adds the facts that count: to the totals of sums and ratios, and to each member's counts for indicators of distinct members. */

/** Adds facts of one type (`sign` 1) to the totals of sums and ratios, or subtracts them (-1). */
export const addTallies = <T extends FactType>(
  { plan, sums }: Pick<Documents, 'plan' | 'sums'>,
  type: T,
  facts: readonly Facts[T][],
  month: number,
  sign: 1 | -1,
): void => {
  for (const { series, count } of plan.facts[type].tallies) {
    let amount = 0;
    for (const fact of facts) {
      // `count` gives 0 for a fact that the indicator does not count.
      amount += count(fact);
    }
    if (amount !== 0) {
      addTotal(sums, series, month, sign * amount);
    }
  }
};

/** Where a fact counts: in a month and in one of the member's cells (an index into the `cells` of her document; a collective has one). `sign` -1 subtracts it. */
type CountedFact = { readonly month: number; readonly cellIndex: number; readonly sign: 1 | -1 };

/** Adds a fact to its member's or collective's counts for each indicator of distinct ones that counts such a fact (`when`). */
const addToDistinct = <T extends DistinctFactType>(
  { facts }: CountingPlan,
  factCounts: MemberDocument['factCounts'],
  type: T,
  fact: Facts[T],
  { month, cellIndex, sign }: CountedFact,
): void => {
  for (const { index, when } of facts[type].distinct) {
    if (when(fact)) {
      const counts = factCounts[index] ?? newFactCounts();
      factCounts[index] = counts;
      addToFactCounts(counts, month, cellIndex, sign);
    }
  }
};

/** Adds a counted fact of a member or a collective to the totals of sums and ratios, and to the counts for distinct ones. */
export const addCountedFact = <T extends DistinctFactType>(
  target: Pick<Documents, 'plan' | 'sums'> & Pick<MemberDocument, 'factCounts'>,
  type: T,
  fact: Facts[T],
  counted: CountedFact,
): void => {
  addTallies(target, type, [fact], counted.month, counted.sign);
  addToDistinct(target.plan, target.factCounts, type, fact, counted);
};

/** How the facts of a line count. */
export type LineCounting = {
  /** The month in which they happened (`monthNumber`). */
  readonly month: number;
  /** 1 adds them, -1 subtracts them. */
  readonly sign: 1 | -1;
  /** Whether the fact of a member counts, and in which cell. */
  readonly contextOf: (member: MemberDocument) => FactContext;
};

/** Adds the facts of a line that is being recorded: by each member's consent and cell at this point of the journal. */
export const recording = (month: number): LineCounting => ({
  month,
  sign: 1,
  contextOf: ({ context }) => context,
});

/**
 * Subtracts the facts of an earlier line, exactly as they were added: by each member's consent and cell at that line.
 * @param month the month in which the facts happened
 * @param reversedLine the position of that line in the journal
 */
export const reversal = (month: number, reversedLine: LinePosition): LineCounting => ({
  month,
  sign: -1,
  contextOf: (member) => contextAt(member, reversedLine),
});

/** Adds or subtracts a line's facts of one type. Those of members without a consent to reporting are left out. */
export const addFacts = <T extends MemberFactType>(
  documents: Documents,
  type: T,
  facts: readonly { readonly member: MemberDocument; readonly fact: Facts[T] }[],
  { month, sign, contextOf }: LineCounting,
): void => {
  const counted: Facts[T][] = [];
  for (const { member, fact } of facts) {
    const { isCounted, cellIndex } = contextOf(member);
    if (isCounted) {
      counted.push(fact);
      addToDistinct(documents.plan, member.factCounts, type, fact, { month, cellIndex, sign });
    }
  }
  addTallies(documents, type, counted, month, sign);
};
