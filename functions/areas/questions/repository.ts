import { memberErasedError } from '../../shared/definition/of-member.ts';
import { sealRecord } from '../../shared/definition/seal.ts';
import { notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Write } from '../../shared/table/client.ts';
import { openQuestionsKey } from '../../shared/table/keys/collectives.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import { concernedBy, type Written } from './ask-question.ts';
import { answerFields } from './definition.ts';
import { findAbout, findQuestion } from './find-question.ts';
import { closedError, insertAnswer, validateAnswer } from './rules.ts';
import type { AnswerInput, StoredQuestion } from './schema.ts';
import { type AboutMember, keyOfQuestion, ownerOfQuestion, toItem } from './stored-question.ts';

/**
 * Stores leaders' answers to questions of the desk, and closes questions. ask-question.ts stores new ones, find-question.ts reads one, list-questions.ts lists
 * them.
 */

/** The write that removes a question from the collective's open ones. */
const removeFromOpen = (collectiveId: string, question: StoredQuestion): Write => ({
  update: openQuestionsKey(collectiveId),
  set: 'ADD #count :minus REMOVE #question',
  names: { '#question': question.id, '#count': 'count' },
  values: { ':minus': -1 },
});

/** The write of a changed question, its version raised by 1. It fails if somebody else has written the question since it was read. */
const changeOf = (changed: StoredQuestion): Write => ({
  put: toItem(changed),
  condition: 'version = :seen',
  values: { ':seen': changed.version - 1 },
});

/**
 * Records an answer.
 * @param question as it was read
 * @throws AppError `closed`, `too_many`, `member_erased`, `id_reused`
 */
export const addAnswer = async (
  { table, vault }: Records,
  question: StoredQuestion,
  input: AnswerInput,
  mark: { readonly answeredAt: string; readonly answeredBy: string },
  line: JournalLineOf<'question_answered'>,
): Promise<Written> => {
  const { id, collectiveId, about } = question;
  const key = keyOfQuestion(question);
  const isErased = about.memberId !== undefined && (await findAbout(table, about)) === undefined;
  // If the woman was erased, her key is destroyed, and the text can't be encrypted. The answer is then refused below, unless it is a repetition.
  const { text, ...withoutText } = input;
  const { answer } = await sealRecord(
    { answer: { one: answerFields, told: 'listed' } },
    { answer: { ...(isErased || text === undefined ? withoutText : { ...withoutText, text }), ...mark } },
    (boundTo, plaintext) => vault.encrypt(ownerOfQuestion(question), contextOf(key, boundTo), plaintext),
  );
  const claim: Claim = {
    id: input.id,
    fingerprint: await fingerprintOf(vault, { questionId: id, answer: input }),
    record: key,
    concernsOnly: concernedBy(question),
  };
  return table.retry(async () => {
    const current = await findQuestion(table, collectiveId, id);
    const changed = {
      ...current,
      answers: insertAnswer(current.answers, answer),
      version: current.version + 1,
    };
    const outcome = await record(table, {
      claim,
      errorUnlessRepeated: isErased ? memberErasedError() : validateAnswer(current, mark.answeredBy),
      staleIfFailed: [changeOf(changed)],
      writes: [],
      line,
    });
    if (outcome === 'written') return { outcome: 'created', question: changed };
    return 'stale' in outcome
      ? tryAgain
      : { outcome: 'repeated', question: await findQuestion(table, collectiveId, id) };
  });
};

/**
 * Closes a question.
 * @param isReached whether the caller reaches the woman whom it is about. If not, the answer is that there is no such question.
 * @throws AppError `not_found`, `closed` if it was closed before, `id_reused`
 */
export const closeQuestion = async (
  { table, vault }: Records,
  { collectiveId, id: questionId }: Pick<StoredQuestion, 'collectiveId' | 'id'>,
  closed: NonNullable<StoredQuestion['closed']>,
  isReached: (member: AboutMember) => boolean,
  line: JournalLineOf<'question_closed'>,
): Promise<Written> => {
  const fingerprint = await fingerprintOf(vault, { questionId, closing: { id: closed.id } });
  return table.retry(async () => {
    const current = await findQuestion(table, collectiveId, questionId);
    const member = await findAbout(table, current.about);
    if (member !== undefined && !isReached(member)) throw notFound();
    const changed = { ...current, closed, version: current.version + 1 };
    const outcome = await record(table, {
      // Null: the request says nothing of the woman, so that a repetition can be recognised after her erasure too.
      claim: { id: closed.id, fingerprint, record: keyOfQuestion(current), concernsOnly: null },
      errorUnlessRepeated: current.closed === undefined ? undefined : closedError(),
      staleIfFailed: [changeOf(changed)],
      writes: [removeFromOpen(collectiveId, current)],
      line,
    });
    if (outcome === 'written') return { outcome: 'created', question: changed };
    return 'stale' in outcome
      ? tryAgain
      : { outcome: 'repeated', question: await findQuestion(table, collectiveId, questionId) };
  });
};
