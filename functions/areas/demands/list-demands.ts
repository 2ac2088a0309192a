import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import type { Table } from '../../shared/table/client.ts';
import { demandKey, demandList, demandListIndexKeys } from '../../shared/table/keys/programme.ts';
import { statusOf } from './rules.ts';
import type { DemandQuery, StoredDemand } from './schema.ts';
import { parseDemand } from './stored-demand.ts';

/** Lists demands, page by page. */

/** The maximum number of queries for one page of a list. */
const maxQueries = 20;
/** The number of demands that each of these queries reads. */
const batchSize = 100;

const isOpen = (demand: StoredDemand): boolean =>
  demand.reversed === undefined && statusOf(demand) === 'open';

/** Makes the filter of a list. */
const matches =
  (
    { open, about, district }: Pick<DemandQuery, 'open' | 'about' | 'district'>,
    isWithin: (demand: StoredDemand) => boolean,
  ) =>
  (demand: StoredDemand): boolean =>
    (open === undefined || isOpen(demand) === (open === 'true')) &&
    (about === undefined || demand.about === about) &&
    (district === undefined || demand.district === district) &&
    isWithin(demand);

type Position = Pick<StoredDemand, 'id' | 'on'>;

/** The position in a cursor. @throws AppError `invalid_cursor` */
const positionOf = ({ id, on }: PageKey): Position => {
  if (id === undefined || on === undefined) throw invalidCursorError();
  return { id, on };
};

/**
 * A page of the demands that match, the newest first. It is full unless it is the last page, or took `maxQueries` queries.
 * @param cursor the day and id of the demand after which the page begins
 * @param isWithin whether the caller reaches a demand
 * @throws AppError `invalid_cursor`
 */
export const listDemands = async (
  table: Pick<Table, 'query'>,
  filters: Pick<DemandQuery, 'open' | 'about' | 'district'>,
  limit: number,
  cursor: PageKey | undefined,
  isWithin: (demand: StoredDemand) => boolean,
): Promise<{ readonly items: StoredDemand[]; readonly next?: Position }> => {
  const found: StoredDemand[] = [];
  let after = cursor && positionOf(cursor);
  for (let queries = 0; queries < maxQueries; queries += 1) {
    const { items, next } = await table.query({
      index: 'gsi1',
      partition: demandList,
      descending: true,
      limit: batchSize,
      ...(after === undefined
        ? {}
        : { after: { ...demandKey(after.id), ...demandListIndexKeys(after.on, after.id) } }),
    });
    const demands = items.map(parseDemand);
    found.push(...demands.filter(matches(filters, isWithin)));
    const lastOnPage = found[limit - 1];
    // A match beyond this page shows that there is a next one.
    if (found.length > limit && lastOnPage !== undefined) {
      return { items: found.slice(0, limit), next: { id: lastOnPage.id, on: lastOnPage.on } };
    }
    const lastRead = demands.at(-1);
    if (next === undefined || lastRead === undefined) return { items: found };
    after = { id: lastRead.id, on: lastRead.on };
  }
  return { items: found, ...(after === undefined ? {} : { next: after }) };
};
