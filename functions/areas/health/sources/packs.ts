import type { Table } from '../../../shared/table/client.ts';
import { handoverList } from '../../../shared/table/keys/programme.ts';
import { queryAll } from '../../../shared/table/query-all.ts';
import { archivesOf } from '../../handover/rules.ts';
import { storedHandover } from '../../handover/schema.ts';
import type { Facts } from '../facts.ts';

/** The newest data handover whose pack was made. */
export const readNewestPack = async (table: Pick<Table, 'query'>): Promise<Facts['pack']> => {
  const handovers = await queryAll(table, { partition: handoverList });
  return handovers
    .map((item) => storedHandover.parse(item))
    .flatMap((stored) =>
      stored.decidedAt !== undefined && archivesOf(stored) !== undefined
        ? [{ at: stored.decidedAt, by: stored.askedBy }]
        : [],
    )
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1);
};
