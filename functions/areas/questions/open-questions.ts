import type { Table } from '../../shared/table/client.ts';
import { openQuestionsKey, questionKey } from '../../shared/table/keys/collectives.ts';
import type { StoredQuestion } from './schema.ts';
import { parseQuestion } from './stored-question.ts';

/** The open questions to some collectives, oldest first, in two round trips. */
export const readOpenQuestions = async (
  table: Pick<Table, 'getMany'>,
  collectiveIds: readonly string[],
): Promise<StoredQuestion[]> => {
  const open = await table.getMany(collectiveIds.map(openQuestionsKey));
  const keys = open.flatMap(({ pk, sk: _, count: __, ...questions }) =>
    Object.entries(questions).map(([id, askedAt]) => ({
      pk: String(pk),
      sk: questionKey('', String(askedAt), id).sk,
    })),
  );
  return (await table.getMany(keys))
    .map(parseQuestion)
    .filter(({ closed }) => closed === undefined)
    .sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : 1));
};
