import type { Table } from '../../shared/table/client.ts';
import { explanationList } from '../../shared/table/keys/programme.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { type Explanation, explanation } from './schema.ts';

/** What was said of the findings of a month: of each the newest. */
export const listExplanations = async (
  table: Pick<Table, 'query'>,
  month: string,
): Promise<Explanation[]> => {
  const items = await queryAll(table, { partition: explanationList(month) });
  return items.map((item) => explanation.parse(item));
};
