import { formatDate, formatMonth } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { inOrder, type Operation, operations } from '../../outbox/operation.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import { womanOf } from '../joined.ts';
import { meetings, type Question, questions } from '../row-kinds.ts';
import { t } from '../text.ts';

/** The desk's questions as a leader's phone shows them, with the answers that are still unsent. */

type Rows = Pick<EncryptedRows, 'get' | 'all'>;
export type Answer = Question['answers'][number];

const answersInOutbox = (id: string, outbox: readonly Operation[]): Answer[] =>
  outbox
    .filter(
      ({ what, entities, state }) =>
        what === 'question_answer' && entities[1] === id && state !== 'needs_fix',
    )
    // An answer in the outbox has the fields of the API, as questionAnswer recorded it.
    .map(({ body }) => body as Answer);

/** A question's answer that counts: the newest, by its day, of the answers that the phone has read and those recorded here. */
const answerOf = (question: Question, outbox: readonly Operation[]): Answer | undefined => {
  const read = new Set(question.answers.map(({ id }) => id));
  const unread = answersInOutbox(question.id, outbox).filter(({ id }) => !read.has(id));
  return [...question.answers, ...unread].toSorted((a, b) => a.on.localeCompare(b.on)).at(-1);
};

export type Asked = { readonly question: Question; readonly answer: Answer | undefined };

export const askedOf = (rows: Rows, id: string): Asked | undefined => {
  const question = rows.get(questions, id);
  return question && { question, answer: answerOf(question, inOrder(rows.all(operations))) };
};

/** All that is asked, in the order of the desk. */
export const listAsked = (rows: Rows): Asked[] => {
  const outbox = inOrder(rows.all(operations));
  return rows
    .all(questions)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((question) => ({ question, answer: answerOf(question, outbox) }));
};

/** What is asked, in a sentence without a name: whoever stands beside her sees the home screen too. */
export const sentenceOf = (rows: Rows, { about: { kind, meetingId, memberId, month } }: Question): string => {
  const heldOn = rows.get(meetings, meetingId ?? '')?.heldOn;
  const code = womanOf(rows, memberId ?? '')?.code ?? '';
  const day = heldOn === undefined ? undefined : formatDate(heldOn, language());
  const ofMonth = month === undefined ? undefined : formatMonth(month, language());
  const when = day ?? ofMonth ?? '';
  switch (kind) {
    case 'no_sheet':
      return t('asked.no_sheet', { when });
    case 'sheet':
      return t('asked.sheet', { when });
    case 'cash':
      return t('asked.cash', { when });
    case 'member':
      return t('asked.member', { code });
    case 'consent':
      return t('asked.consent', { code });
    case 'other':
      return when === '' ? t('asked.plain') : t('asked.other', { when });
  }
};
