import * as z from 'zod';
import { ownerOf } from '../../shared/definition/of-member.ts';
import { checkStored, openRecords } from '../../shared/definition/seal.ts';
import type { Row } from '../../shared/journal/shown.ts';
import { findKept } from '../../shared/one-woman/records.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item } from '../../shared/table/client.ts';
import {
  openQuestionIndexKeys,
  questionKey,
  questionListIndexKeys,
} from '../../shared/table/keys/collectives.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import type { Owner } from '../../shared/vault/authenticated-context.ts';
import { questionFields } from './definition.ts';
import { countingAnswer, wholeDaysBetween } from './rules.ts';
import { type Question, question, type StoredQuestion, storedQuestion } from './schema.ts';

export const parseQuestion = (item: Item): StoredQuestion => storedQuestion.parse(item);

/** Whose key encrypts the texts of a question: the woman's whom it is about, or else the collective's. */
export const ownerOfQuestion = ({
  collectiveId,
  about: { memberId },
}: Pick<StoredQuestion, 'collectiveId' | 'about'>): Owner =>
  memberId === undefined ? `collective:${collectiveId}` : ownerOf(memberId);

export const keyOfQuestion = ({
  collectiveId,
  createdAt,
  id,
}: Pick<StoredQuestion, 'collectiveId' | 'createdAt' | 'id'>): Key =>
  questionKey(collectiveId, createdAt, id);

/** A question as the table's item. All are in `gsi1`, by when they were asked; those that are open in `gsi2` too. */
export const toItem = (value: StoredQuestion): Item => {
  checkStored(questionFields, value);
  const { id, createdAt, closed } = value;
  return {
    ...value,
    ...keyOfQuestion(value),
    ...questionListIndexKeys(createdAt, id),
    ...(closed === undefined ? openQuestionIndexKeys(createdAt, id) : {}),
  };
};

/** A question as somebody may read it. Its texts are null if `isErased` or `isElsewhere`. */
export type OpenedQuestion = Question & {
  /** Whether the woman whom it is about was erased. */
  readonly isErased: boolean;
  /** Whether the woman whom it is about is outside the reader's reach. */
  readonly isElsewhere: boolean;
  /** For the access log: found by the collective; it names the question and the woman whom it is about, by her kept id too. */
  readonly row: Row;
};

/** The scope of the woman whom a question is about. `id` is that of her kept record. */
export const aboutMember = z.object({ id: z.string(), collectiveId: z.string(), district: z.string() });
export type AboutMember = z.infer<typeof aboutMember>;

/**
 * Questions as the API shows them, with their texts decrypted, unless the woman whom a question is about was erased or is elsewhere.
 * @param now RFC 3339
 * @param may.readOf whether the reader may read questions about a woman
 * @param may.tellKeptId whether the answer may name a woman by her kept id. Otherwise it names her by the id under which the desk asked about her.
 */
export const openQuestions = async (
  { table, vault }: Pick<Records, 'vault'> & { readonly table: Pick<Records['table'], 'getMany'> },
  questions: readonly StoredQuestion[],
  now: string,
  may: {
    readonly readOf: (member: AboutMember) => boolean;
    readonly tellKeptId: (member: AboutMember) => boolean;
  },
): Promise<OpenedQuestion[]> => {
  const womanByNamedId = await findKept(
    table,
    questions.flatMap(({ about }) => about.memberId ?? []),
  );
  const isErased = ({ memberId }: StoredQuestion['about']): boolean =>
    memberId !== undefined && !womanByNamedId.has(memberId);
  const isElsewhere = ({ memberId }: StoredQuestion['about']): boolean => {
    const woman = memberId === undefined ? undefined : womanByNamedId.get(memberId);
    return woman !== undefined && !may.readOf(aboutMember.parse(woman));
  };
  const opened = await openRecords(
    vault,
    questions.map((record) => ({
      fields: questionFields,
      owner: ownerOfQuestion(record),
      key: keyOfQuestion(record),
      record,
      isErased: isErased(record.about) || isElsewhere(record.about),
    })),
  );
  return opened.map((one) => {
    const { memberId } = one.about;
    const woman = memberId === undefined ? undefined : womanByNamedId.get(memberId);
    const kept = woman === undefined ? undefined : aboutMember.parse(woman);
    const toldId = kept !== undefined && may.tellKeptId(kept) ? kept.id : memberId;
    const loggedIds = [one.id, kept?.id, memberId].filter((id) => id !== undefined);
    return {
      ...question.parse({
        ...one,
        about: { ...one.about, memberId: toldId },
        askedAt: one.createdAt,
        answeredAt: countingAnswer(one)?.answeredAt,
        ageDays: wholeDaysBetween(one.createdAt, now),
      }),
      isErased: isErased(one.about),
      isElsewhere: isElsewhere(one.about),
      row: { of: one.collectiveId, ids: [...new Set(loggedIds)] },
    };
  });
};

/** A question as an answer has it. */
export const toldQuestion = ({
  isErased: _,
  isElsewhere: _elsewhere,
  row,
  ...told
}: OpenedQuestion): Question => told;

/** The fields of a question that the access log names. */
export const shownFields = ['about', 'text', 'answers'];
