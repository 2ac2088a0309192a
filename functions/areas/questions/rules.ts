import { AppError } from '../../shared/errors/errors.ts';
import { validateShare } from '../../shared/member-counts/max-by-person.ts';
import type { StoredQuestion } from './schema.ts';

type Answer = StoredQuestion['answers'][number];

/** Maximum number of answers to one question: with the longest texts they take some 330 of DynamoDB's 400 KB per item. */
export const maxAnswers = 30;

/** Maximum number of a collective's questions that are open at once: more than a leader can answer, and all of them are in her pack. */
export const maxOpenQuestions = 30;

const dayMs = 86_400_000;

/** Whole days from one instant to another (RFC 3339). */
export const wholeDaysBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / dayMs));

/** The error 409 of an answer, or another closing, of a question that was closed. */
export const closedError = (): AppError =>
  new AppError('conflict', 'closed', 'The question was closed, and takes no answer.');

/** The answers with one more, sorted by `on`, then by when they were recorded. */
export const insertAnswer = (answers: readonly Answer[], newAnswer: Answer): Answer[] =>
  // -1 if all are later: the new one is then the first.
  answers.toSpliced(answers.findLastIndex(({ on }) => on <= newAnswer.on) + 1, 0, newAnswer);

/** Refuses an answer to a question that is closed, has as many as it takes, or half of these from this person. */
export const validateAnswer = (
  { closed, answers }: Pick<StoredQuestion, 'closed' | 'answers'>,
  personId: string,
): AppError | undefined => {
  if (closed !== undefined) return closedError();
  const own = answers.filter(({ answeredBy }) => answeredBy === personId).length;
  return validateShare({ all: answers.length, own }, maxAnswers);
};

/** The answer that counts: the newest by `on`, then by recording. */
export const countingAnswer = <A>({ answers }: { readonly answers: readonly A[] }): A | undefined =>
  answers.at(-1);
