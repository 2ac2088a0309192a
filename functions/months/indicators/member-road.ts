import type { JournalLineOf } from '../../shared/journal/line.ts';
import { type roadAreas, worstAnswer } from '../../shared/kinds/road-words.ts';
import { insertByDay } from './document-lists.ts';
import type { PartChanges } from './indicator.ts';
import { contextAt, type LinePosition, type MemberDocument } from './member-document.ts';
import { dayNumber, monthOfDay } from './month-numbers.ts';
import { addChange, type Changes, during, span, sumOf } from './monthly-changes.ts';
import { activeOf } from './stocks.ts';

/** What a woman said in talks of how her life is, and of the help she had, with the monthly changes that follow from it. */

export type RoadArea = (typeof roadAreas)[number];
type TalkLine = JournalLineOf<'talk_recorded'>;

export type TalkDocument = LinePosition & {
  /** The talk's own id, which a reversal names; `id` is the line's. */
  readonly talkId: string;
  /** As a `dayNumber`. */
  readonly on: number;
  readonly answers: TalkLine['answers'];
};

/** Adds a talk to a member's document. Lines come in the order of recording, so talks of one day are in that order too. */
export const addTalk = (
  { talks }: MemberDocument,
  { talkId, on, answers, recordedAt, id }: TalkLine,
): void => {
  insertByDay(talks, { talkId, on: dayNumber(on), answers, recordedAt, id });
};

/** Her talks in the order of days, then of recording, without those that were taken back. */
const talksOf = ({ talks, reversedIds }: MemberDocument): readonly TalkDocument[] =>
  reversedIds.length === 0 ? talks : talks.filter(({ talkId }) => !reversedIds.includes(talkId));

/** The number of her talks by month, without those that were recorded while she did not agree to be counted. */
export const talksHeldOf = (member: MemberDocument): Changes[] => {
  const held: Changes = [];
  for (const talk of talksOf(member)) {
    if (contextAt(member, talk).isCounted) {
      addChange(held, monthOfDay(talk.on), 1);
    }
  }
  return [held];
};

/** The worst and the second worst answer are the worse half of the scale, all others the better half. */
const isInWorseHalf = (answer: number): boolean => answer <= worstAnswer + 1;

/**
 * Makes a ratio of active members. The denominator has those whose first answer about an area lay in one half of the scale, and who were asked again.
 * The numerator has those of them whose newest answer lies in the other half. Answers are in the order of the talks' days, then of recording.
 * @param course `better` for those who began in the worse half, `worse` for those who began in the better half
 */
export const roadOf =
  (area: RoadArea, course: 'better' | 'worse') =>
  (member: MemberDocument): PartChanges | null => {
    const answers = talksOf(member).flatMap(({ on, answers: { [area]: answer } }) =>
      answer === undefined ? [] : [{ month: monthOfDay(on), isWorse: isInWorseHalf(answer) }],
    );
    const [first, second] = answers;
    if (first === undefined || second === undefined || first.isWorse !== (course === 'better')) {
      return null;
    }
    const active = activeOf(member);
    /** 1 while her newest answer lies in the other half than her first. */
    const whileOther = sumOf(
      answers.map(({ month, isWorse }, index) =>
        isWorse === first.isWorse ? [] : span(month, answers[index + 1]?.month ?? null),
      ),
    );
    return {
      numerator: during(active, whileOther),
      denominator: during(active, span(second.month, null)),
    };
  };

/** A closing counts at the end of its month and of the eleven after it. */
const monthsOfClosings = 12;

/**
 * A ratio of the closings of a woman's cases in the twelve months to a month's end. The denominator has the closings at which she was asked about the
 * help and answered, the numerator those at which she said that she was helped. The closings of women who have left count too.
 */
export const helpedOf = ({ cases }: MemberDocument): PartChanges | null => {
  const closings = cases.flatMap(({ statuses }) =>
    statuses.flatMap(({ on, herWord }) =>
      herWord === null || herWord === 'not_asked' ? [] : [{ month: monthOfDay(on), herWord }],
    ),
  );
  if (closings.length === 0) {
    return null;
  }
  const whileRecent = (some: readonly { month: number }[]): Changes =>
    sumOf(some.map(({ month }) => span(month, month + monthsOfClosings)));
  return {
    numerator: whileRecent(closings.filter(({ herWord }) => herWord === 'helped')),
    denominator: whileRecent(closings),
  };
};
