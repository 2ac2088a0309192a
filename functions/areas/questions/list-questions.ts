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
} from '../../shared/table/keys.ts';
import type { QuestionQuery, StoredQuestion } from './schema.ts';
import { parseQuestion } from './stored-question.ts';

/** The maximum number of queries for one page of a list. */
const maxQueries = 20;
const batchSize = 100;

/** The question after which a page begins. */
type Position = Pick<StoredQuestion, 'id' | 'collectiveId'> & { readonly askedAt: string };

const positionOf = ({ id, collectiveId, askedAt }: PageKey): Position => {
  if (id === undefined || collectiveId === undefined || askedAt === undefined) throw invalidCursorError();
  if (Number.isNaN(Date.parse(askedAt))) throw invalidCursorError();
  return { id, collectiveId, askedAt };
};

const placeOf = ({ id, collectiveId, createdAt }: StoredQuestion): Position => ({
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
const openList: List = {
  query: { index: 'gsi2', partition: openQuestionList },
  keyOf: ({ id, collectiveId, askedAt }) => ({
    ...questionKey(collectiveId, askedAt, id),
    ...openQuestionIndexKeys(askedAt, id),
  }),
};
const wholeList: List = {
  query: { index: 'gsi1', partition: questionList },
  keyOf: ({ id, collectiveId, askedAt }) => ({
    ...questionKey(collectiveId, askedAt, id),
    ...questionListIndexKeys(askedAt, id),
  }),
};

/**
 * A page of the questions to one collective, or to all, oldest first. It is full unless it is the last or took `maxQueries` queries.
 * @param keepReached returns those of the given questions that the caller reaches; by default all
 * @throws AppError `invalid_cursor`
 */
export const listQuestions = async (
  table: Pick<Table, 'query'>,
  { collectiveId, open }: { readonly collectiveId?: string; readonly open?: QuestionQuery['open'] },
  limit: number,
  cursor: PageKey | undefined,
  keepReached: (questions: readonly StoredQuestion[]) => Promise<readonly StoredQuestion[]> = async (
    questions,
  ) => questions,
): Promise<{ readonly items: StoredQuestion[]; readonly next?: Position }> => {
  const list =
    collectiveId === undefined ? (open === 'true' ? openList : wholeList) : listOfCollective(collectiveId);
  const found: StoredQuestion[] = [];
  let after = cursor && positionOf(cursor);
  for (let queries = 0; queries < maxQueries; queries += 1) {
    const { items, next } = await table.query({
      ...list.query,
      limit: batchSize,
      ...(after === undefined ? {} : { after: list.keyOf(after) }),
    });
    const read = items.map(parseQuestion);
    const matching = read.filter(
      ({ closed }) => open === undefined || (closed === undefined) === (open === 'true'),
    );
    found.push(...(await keepReached(matching)));
    const lastOnPage = found[limit - 1];
    // One more than the page takes, because only then is there a next page.
    if (found.length > limit && lastOnPage !== undefined) {
      return { items: found.slice(0, limit), next: placeOf(lastOnPage) };
    }
    const lastRead = read.at(-1);
    if (next === undefined || lastRead === undefined) return { items: found };
    after = placeOf(lastRead);
  }
  return { items: found, ...(after === undefined ? {} : { next: after }) };
};
