import type { ItemOf } from '../../api/routes.ts';
import { formatMonth } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { t } from '../text.ts';

export type Question = ItemOf<'GET /api/questions'>;
export type About = Question['about'];

/** What a question is about, in a few words; of one in her own words, only the month. */
export const aboutWords = ({ kind, month }: Pick<About, 'kind' | 'month'>, language: Language): string =>
  [kind !== 'other' && t(`questions.kind.${kind}`), month && formatMonth(month, language)]
    .filter(Boolean)
    .join(' · ');

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

type Aged = { readonly ageDays: number; readonly answers: readonly unknown[] };

/** Whether a question has waited so long that its leader is better called. */
export const needsCall = ({ ageDays, answers }: Aged): boolean =>
  answers.length === 0 && ageDays > maxDaysUnanswered;

/** Compares two questions: those without an answer first, then the longest asked. */
export const unansweredFirst = (a: Aged, b: Aged): number =>
  Number(a.answers.length > 0) - Number(b.answers.length > 0) || b.ageDays - a.ageDays;

/** How long ago a question was asked. */
export const askedWords = (ageDays: number): string =>
  ageDays === 0 ? t('questions.askedToday') : t('questions.age', { count: ageDays });
