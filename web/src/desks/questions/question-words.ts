import type { ItemOf } from '../../api/routes.ts';
import { formatMonth } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { t } from '../text.ts';

export type Question = ItemOf<'GET /api/questions'>;
export type About = Question['about'];

/** What a question is about, in a few words. */
export const aboutWords = ({ kind, month }: Pick<About, 'kind' | 'month'>, language: Language): string =>
  [t(`questions.kind.${kind}`), month && formatMonth(month, language)].filter(Boolean).join(' · ');

/** The answer that counts, in a few words; undefined before the first. */
export const answerWords = ({
  answers,
}: {
  readonly answers: readonly Pick<Question['answers'][number], 'answer'>[];
}): string | undefined => {
  const answer = answers.at(-1)?.answer;
  return answer && t(`questions.answer.${answer}`);
};

/** After so many days without an answer, the leader is better called. */
const maxDaysUnanswered = 14;

/** Whether a question has waited so long that its leader is better called. */
export const needsCall = ({
  ageDays,
  answers,
}: {
  readonly ageDays: number;
  readonly answers: readonly unknown[];
}): boolean => answers.length === 0 && ageDays > maxDaysUnanswered;

/** How long ago a question was asked. */
export const askedWords = (ageDays: number): string =>
  ageDays === 0 ? t('questions.askedToday') : t('questions.age', { count: ageDays });
