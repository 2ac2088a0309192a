import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import type { Item, Query, Table } from '../../shared/table/client.ts';
import {
  groupMoneyKey,
  openQuestionIndexKeys,
  openQuestionList,
  questionKey,
  questionList,
  questionListIndexKeys,
  questionPrefix,
} from '../../shared/table/keys/collectives.ts';
import type { QuestionQuery, StoredQuestion } from './schema.ts';
import { parseQuestion } from './stored-question.ts';

/** The maximum number of queries for one page of a list. */
const maxQueries = 20;
const batchSize = 100;

/** The question after which a page begins. */
type Position = Pick<StoredQuestion, 'id' | 'collectiveId'> & { readonly askedAt: string };

/** @throws AppError `invalid_cursor` */
const parsePosition = ({ id, collectiveId, askedAt }: PageKey): Position => {
  if (id === undefined || collectiveId === undefined || askedAt === undefined) throw invalidCursorError();
  if (Number.isNaN(Date.parse(askedAt))) throw invalidCursorError();
  return { id, collectiveId, askedAt };
};

const positionOf = ({ id, collectiveId, createdAt }: StoredQuestion): Position => ({
  id,
  collectiveId,
  askedAt: createdAt,
});

type List = {
  readonly query: Query;
  /** The key of a question in the list, from which the next query goes on. */
  readonly keyOf: (position: Position) => Item;
};

const listOfCollective = (collectiveId: string): List => ({
  query: { partition: groupMoneyKey(collectiveId).pk, prefix: questionPrefix },
  keyOf: ({ id, askedAt }) => questionKey(collectiveId, askedAt, id),
});
/** The open questions to all collectives. */
const openList: List = {
  query: { index: 'gsi2', partition: openQuestionList },
  keyOf: ({ id, collectiveId, askedAt }) => ({
    ...questionKey(collectiveId, askedAt, id),
    ...openQuestionIndexKeys(askedAt, id),
  }),
};
/** All questions to all collectives. */
const wholeList: List = {
  query: { index: 'gsi1', partition: questionList },
  keyOf: ({ id, collectiveId, askedAt }) => ({
    ...questionKey(collectiveId, askedAt, id),
    ...questionListIndexKeys(askedAt, id),
  }),
};

/** Which questions are listed: without `collectiveId` the questions to all collectives, without `open` both open and closed questions. */
type ListChoice = { readonly collectiveId?: string; readonly open?: QuestionQuery['open'] };

const listOf = ({ collectiveId, open }: ListChoice): List => {
  if (collectiveId !== undefined) return listOfCollective(collectiveId);
  return open === 'true' ? openList : wholeList;
};

/**
 * A page of the questions to one collective, or to all, oldest first. It is full unless it is the last or took `maxQueries` queries.
 * @param keepReached returns those of the given questions that the caller reaches; by default all
 * @throws AppError `invalid_cursor`
 */
export const listQuestions = async (
  table: Pick<Table, 'query'>,
  choice: ListChoice,
  limit: number,
  cursor: PageKey | undefined,
  keepReached: (questions: readonly StoredQuestion[]) => Promise<readonly StoredQuestion[]> = async (
    questions,
  ) => questions,
): Promise<{ readonly items: StoredQuestion[]; readonly next?: Position }> => {
  const list = listOf(choice);
  const isChosen = ({ closed }: StoredQuestion): boolean => {
    if (choice.open === undefined) return true;
    return choice.open === 'true' ? closed === undefined : closed !== undefined;
  };
  const found: StoredQuestion[] = [];
  let after = cursor && parsePosition(cursor);
  for (let queries = 0; queries < maxQueries; queries += 1) {
    const { items, next } = await table.query({
      ...list.query,
      limit: batchSize,
      ...(after === undefined ? {} : { after: list.keyOf(after) }),
    });
    const read = items.map(parseQuestion);
    found.push(...(await keepReached(read.filter(isChosen))));
    // Only if there is one question more than the page takes, there is a next page.
    const lastOnFullPage = found.length > limit ? found[limit - 1] : undefined;
    if (lastOnFullPage !== undefined) {
      return { items: found.slice(0, limit), next: positionOf(lastOnFullPage) };
    }
    const lastRead = read.at(-1);
    if (next === undefined || lastRead === undefined) return { items: found };
    after = positionOf(lastRead);
  }
  return { items: found, ...(after === undefined ? {} : { next: after }) };
};
