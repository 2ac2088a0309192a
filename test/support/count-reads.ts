import type { Records } from '../../functions/shared/startup/connect-records.ts';

/** The same records, which count the queries and the items that these find. */
export const countReads = ({ table, vault }: Records) => {
  const reads = { queries: 0, items: 0 };
  const query: typeof table.query = async (asked) => {
    const page = await table.query(asked);
    reads.queries += 1;
    reads.items += page.items.length;
    return page;
  };
  return { records: { table: { ...table, query }, vault }, reads };
};
