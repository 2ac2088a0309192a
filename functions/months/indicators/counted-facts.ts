import type { CountingPlan } from './counting-plan.ts';
import type { Documents } from './documents.ts';
import type { Facts, FactType, MemberFactType } from './indicator.ts';
import {
  addToFactCounts,
  contextAt,
  type FactContext,
  type LinePosition,
  type MemberDocument,
  newFactCounts,
} from './member-document.ts';
import { addTotal } from './totals.ts';

/** Facts that count: they are added to the totals of sums and ratios, and to the counts of distinct members. */

/** Adds facts of one type to the totals of sums and ratios; `sign` -1 subtracts them. */
export const addTallies = <T extends FactType>(
  { plan, sums }: Pick<Documents, 'plan' | 'sums'>,
  type: T,
  facts: readonly Facts[T][],
  month: number,
  sign: 1 | -1,
): void => {
  for (const { series, count } of plan.tallies[type]) {
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

/** `cellIndex` is an index into the `cells` of the member's document. */
type CountedFact = { readonly month: number; readonly cellIndex: number; readonly sign: 1 | -1 };

/** Adds a member's fact to her counts for each indicator of distinct members whose rule (`when`) it meets. */
const addToDistinct = <T extends MemberFactType>(
  { distinctRules }: CountingPlan,
  factCounts: MemberDocument['factCounts'],
  type: T,
  fact: Facts[T],
  { month, cellIndex, sign }: CountedFact,
): void => {
  for (const { index, when } of distinctRules[type]) {
    if (when(fact)) {
      const counts = factCounts[index] ?? newFactCounts();
      factCounts[index] = counts;
      addToFactCounts(counts, month, cellIndex, sign);
    }
  }
};

/**
 * Adds a counted fact of a member: to the totals of sums and ratios, and to her fact counts for distinct members. `sign`
 * -1 subtracts it.
 */
export const addCountedFact = <T extends MemberFactType>(
  target: Pick<Documents, 'plan' | 'sums'> & Pick<MemberDocument, 'factCounts'>,
  type: T,
  fact: Facts[T],
  counted: CountedFact,
): void => {
  addTallies(target, type, [fact], counted.month, counted.sign);
  addToDistinct(target.plan, target.factCounts, type, fact, counted);
};

/** How a line's facts are added (sign 1) or subtracted (sign -1): their month, and each member's consent and cell. */
export type LineCounting = {
  readonly month: number;
  readonly sign: 1 | -1;
  readonly contextOf: (member: MemberDocument) => FactContext;
};

/** How counted facts are added when their line is recorded: by each member's consent and cell now. */
export const recording = (month: number): LineCounting => ({
  month,
  sign: 1,
  contextOf: ({ context }) => context,
});

/**
 * How counted facts are subtracted when their line is reversed: by each member's consent and cell then.
 * @param reversedLine the position of the reversed line
 */
export const reversal = (month: number, reversedLine: LinePosition): LineCounting => ({
  month,
  sign: -1,
  contextOf: (member) => contextAt(member, reversedLine),
});

/** Adds a line's counted facts of one type, for the members with a reporting consent. */
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
