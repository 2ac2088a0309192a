import * as z from 'zod';
import { memberErasedError } from '../../shared/definition/of-member.ts';
import { sealRecord } from '../../shared/definition/seal.ts';
import { type AppError, notFound, refused } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { findKept } from '../../shared/one-woman/records.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import {
  groupMoneyKey,
  meetingPrefix,
  openQuestionsKey,
  questionPrefix,
} from '../../shared/table/keys/collectives.ts';
import { claimKey } from '../../shared/table/keys/journal-and-claims.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import { collectiveClosed, isNotClosed } from '../accounts/closed-group.ts';
import { answerFields, questionFields } from './definition.ts';
import { closedError, insertAnswer, maxOpenQuestions, validateAnswer } from './rules.ts';
import type { AnswerInput, QuestionInput, StoredQuestion } from './schema.ts';
import {
  type AboutMember,
  aboutMember,
  keyOfQuestion,
  ownerOfQuestion,
  parseQuestion,
  toItem,
} from './stored-question.ts';

/** Stores questions of the desk to leaders, and their answers. list-questions.ts lists them. */

type Stamp = { readonly createdAt: string; readonly createdBy: string; readonly version: number };
type Written = { readonly outcome: 'created' | 'repeated'; readonly question: StoredQuestion };

const claimedRecord = z.object({ record: z.object({ pk: z.string(), sk: z.string() }) });

/** The key of the record that a client made under an id; undefined unless it is a record with this prefix in the collective's partition. */
const findClaimed = async (
  table: Pick<Table, 'get'>,
  collectiveId: string,
  id: string,
  prefix: string,
): Promise<{ readonly pk: string; readonly sk: string } | undefined> => {
  const claim = await table.get(claimKey(id));
  const key = claim && claimedRecord.parse(claim).record;
  // An answer's id has a claim too, which names the question that it changed. But that question's key does not end with the answer's id.
  const isOwn =
    key?.pk === groupMoneyKey(collectiveId).pk && key.sk.startsWith(prefix) && key.sk.endsWith(`#${id}`);
  return isOwn ? key : undefined;
};

/** @throws AppError `not_found` if there is no such collective */
export const requireCollective = async (table: Pick<Table, 'get'>, collectiveId: string): Promise<void> => {
  if ((await table.get(groupMoneyKey(collectiveId))) === undefined) throw notFound();
};

/** @throws AppError `not_found` */
export const findQuestion = async (
  table: Pick<Table, 'get'>,
  collectiveId: string,
  questionId: string,
): Promise<StoredQuestion> => {
  const key = await findClaimed(table, collectiveId, questionId, questionPrefix);
  const item = key && (await table.get(key));
  if (item === undefined) throw notFound();
  return parseQuestion(item);
};

/** The woman whom a question is about, from her kept record; undefined if it is about no woman, or she was erased. */
const findAbout = async (
  table: Pick<Table, 'getMany'>,
  { memberId }: StoredQuestion['about'],
): Promise<AboutMember | undefined> => {
  const item = memberId === undefined ? undefined : (await findKept(table, [memberId])).get(memberId);
  return item && aboutMember.parse(item);
};

/** Refuses a question about a meeting or member that the collective does not have. @param isReached whether the caller reaches the member */
const validateAbout = async (
  table: Table,
  collectiveId: string,
  about: QuestionInput['about'],
  isReached: (member: AboutMember) => boolean,
): Promise<AppError | undefined> => {
  const { meetingId, memberId } = about;
  if (
    meetingId !== undefined &&
    (await findClaimed(table, collectiveId, meetingId, meetingPrefix)) === undefined
  ) {
    return refused('unknown_meeting', 'The collective has no such meeting.', 'about.meetingId');
  }
  if (memberId === undefined) return undefined;
  const member = await findAbout(table, about);
  return member?.collectiveId === collectiveId && isReached(member)
    ? undefined
    : refused('unknown_member', 'The collective has no such member.', 'about.memberId');
};

const concernedBy = ({ about: { memberId } }: Pick<StoredQuestion, 'about'>): Claim['concernsOnly'] =>
  memberId === undefined ? null : concernedMember(memberId);

/** The write that adds a question to the collective's open ones, or refuses one too many. */
const addToOpen = (collectiveId: string, question: StoredQuestion): Write => ({
  update: openQuestionsKey(collectiveId),
  set: 'SET #question = :askedAt ADD #count :one',
  condition: 'attribute_not_exists(#count) OR #count < :max',
  names: { '#question': question.id, '#count': 'count' },
  values: { ':askedAt': question.createdAt, ':one': 1, ':max': maxOpenQuestions },
  errorIfFailed: () =>
    refused('too_many', `The collective has ${maxOpenQuestions} open questions. Close some of them first.`),
});

/** The write that removes a question from the collective's open ones. */
const removeFromOpen = (collectiveId: string, question: StoredQuestion): Write => ({
  update: openQuestionsKey(collectiveId),
  set: 'ADD #count :minus REMOVE #question',
  names: { '#question': question.id, '#count': 'count' },
  values: { ':minus': -1 },
});

/**
 * Stores a new question.
 * @param isReached whether the caller reaches the member whom it is about
 * @throws AppError `unknown_meeting`, `unknown_member`, `collective_closed`, `too_many`, `id_reused`
 */
export const addQuestion = async (
  { table, vault }: Records,
  collectiveId: string,
  input: QuestionInput,
  stamp: Stamp,
  isReached: (member: AboutMember) => boolean,
  line: JournalLineOf<'question_asked'>,
): Promise<Written> => {
  const { memberId } = input.about;
  const unsealed = { ...input, collectiveId, ...stamp };
  const key = keyOfQuestion(unsealed);
  const refusal = await validateAbout(table, collectiveId, input.about, isReached);
  // If the question is refused, nothing is stored. Then the text is not encrypted: there may be no such woman, and so no key.
  const sealed =
    refusal === undefined
      ? await sealRecord(questionFields, unsealed, (boundTo, text) =>
          vault.encrypt(ownerOfQuestion(unsealed), contextOf(key, boundTo), text),
        )
      : { ...unsealed, text: undefined };
  const value: StoredQuestion = { ...sealed, answers: [] };
  const outcome = await record(table, {
    claim: {
      id: input.id,
      fingerprint: await fingerprintOf(vault, { collectiveId, question: input }),
      record: key,
      concernsOnly: concernedBy(input),
    },
    errorUnlessRepeated: refusal,
    writes: [
      {
        check: groupMoneyKey(collectiveId),
        condition: isNotClosed,
        errorIfFailed: () => collectiveClosed(),
      },
      // Fails if she was erased meanwhile: an erasure first removes her record, and later destroys the key with which this question's text is encrypted.
      ...(memberId === undefined
        ? []
        : [
            {
              check: memberKey(memberId),
              condition: 'attribute_exists(pk)',
              errorIfFailed: () =>
                refused('unknown_member', 'The collective has no such member.', 'about.memberId'),
            },
          ]),
      addToOpen(collectiveId, value),
      countSetting(line.actor, 'questions', line.recordedAt),
      { put: toItem(value) },
    ],
    line,
  });
  return outcome === 'written'
    ? { outcome: 'created', question: value }
    : { outcome: 'repeated', question: await findQuestion(table, collectiveId, input.id) };
};

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
