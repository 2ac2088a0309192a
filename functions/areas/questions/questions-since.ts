import type { Table } from '../../shared/table/client.ts';
import { openQuestionList, questionList } from '../../shared/table/keys/collectives.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { type StoredQuestion, storedQuestion } from './schema.ts';

/** The questions of all collectives that are open, or were asked since an instant (RFC 3339), oldest first. */
export const readQuestionsSince = async (
  table: Pick<Table, 'query'>,
  since: string,
): Promise<StoredQuestion[]> => {
  const [open, recent] = await Promise.all([
    queryAll(table, { index: 'gsi2', partition: openQuestionList }),
    queryAll(table, { index: 'gsi1', partition: questionList, between: [since, '~'] }),
  ]);
  const byId = new Map(
    [...open, ...recent].map((item) => storedQuestion.parse(item)).map((one) => [one.id, one]),
  );
  return [...byId.values()].sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
};
