import { sealRecord } from '../../shared/definition/seal.ts';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { groupMoneyKey, meetingPrefix, openQuestionsKey } from '../../shared/table/keys/collectives.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import { collectiveClosed, isNotClosed } from '../accounts/closed-group.ts';
import { questionFields } from './definition.ts';
import { findAbout, findClaimed, findQuestion } from './find-question.ts';
import { maxOpenQuestions } from './rules.ts';
import type { QuestionInput, StoredQuestion } from './schema.ts';
import { type AboutMember, keyOfQuestion, ownerOfQuestion, toItem } from './stored-question.ts';

/** Stores a new question of the desk to leaders. repository.ts stores the answers to it. */

type Stamp = { readonly createdAt: string; readonly createdBy: string; readonly version: number };
export type Written = { readonly outcome: 'created' | 'repeated'; readonly question: StoredQuestion };

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

export const concernedBy = ({ about: { memberId } }: Pick<StoredQuestion, 'about'>): Claim['concernsOnly'] =>
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
