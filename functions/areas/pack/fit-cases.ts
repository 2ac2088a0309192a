import { answerBytesOf } from '../../shared/http/answer-size.ts';
import { inRounds } from '../../shared/http/in-rounds.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';

/** What the cases without their timelines, and their women, may take of an answer of 6 MB. */
export const maxListBytes = 1_900_000;

type Placed = {
  readonly id: string;
  readonly womanId: string;
  readonly priority: string;
  /** When the server recorded it: ids are made on phones, and could name any time. */
  readonly createdAt: string;
  readonly createdBy: string;
};

/**
 * The cases in the order in which they get a place: ten of each person who opened some before her further ones; among these the first case of each
 * woman before the second of any; then urgent before normal, and the newest first. So nobody hides the others behind many cases of one woman, or
 * behind many women.
 */
export const byUrgency = <Case extends Placed>(cases: readonly Case[]): Case[] => {
  const isUrgent = ({ priority }: Placed): number => Number(priority === 'urgent');
  const counts = new Map<string, number>();
  const byWoman = cases
    .toSorted(
      (a, b) =>
        isUrgent(b) - isUrgent(a) || compareTexts(b.createdAt, a.createdAt) || compareTexts(b.id, a.id),
    )
    .map((one) => {
      const before = counts.get(one.womanId) ?? 0;
      counts.set(one.womanId, before + 1);
      return { one, before };
    })
    .sort((a, b) => a.before - b.before)
    .map(({ one }) => one);
  return inRounds(byWoman, ({ createdBy }) => createdBy).map(({ one }) => one);
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
