import { answerBytesOf } from '../../shared/http/answer-size.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';

/** What the cases without their timelines, and their women, may take of an answer of 6 MB. */
export const maxListBytes = 1_900_000;

type Placed = { readonly id: string; readonly womanId: string; readonly priority: string };

/**
 * The cases in the order in which they get a place: the first case of each woman before the second of any, so that nobody hides other women
 * behind many cases of one; then urgent before normal, and the newest first.
 */
export const byUrgency = <Case extends Placed>(cases: readonly Case[]): Case[] => {
  const isUrgent = ({ priority }: Placed): number => Number(priority === 'urgent');
  const counts = new Map<string, number>();
  return cases
    .toSorted((a, b) => isUrgent(b) - isUrgent(a) || compareTexts(b.id, a.id))
    .map((one) => {
      const before = counts.get(one.womanId) ?? 0;
      counts.set(one.womanId, before + 1);
      return { one, before };
    })
    .sort((a, b) => a.before - b.before)
    .map(({ one }) => one);
};

/**
 * The cases that fit, each with its woman, in the order in which they get a place. What does not fit is passed over, not what comes after it.
 * @param toldCase a case as the answer has it, without its timeline
 * @param toldWoman its woman as the answer has her
 */
export const fitCases = <Case extends Placed>(
  cases: readonly Case[],
  toldCase: (one: Case) => unknown,
  toldWoman: (womanId: string) => unknown,
  maxBytes = maxListBytes,
): Case[] => {
  const women = new Set<string>();
  let bytesLeft = maxBytes;
  return byUrgency(cases).filter((one) => {
    const ofWoman = women.has(one.womanId) ? 0 : answerBytesOf(toldWoman(one.womanId)) + 1;
    const bytes = answerBytesOf(toldCase(one)) + 1 + ofWoman;
    if (bytes > bytesLeft) return false;
    bytesLeft -= bytes;
    women.add(one.womanId);
    return true;
  });
};
