import type { PageKey } from '../../shared/fields/cursor.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import {
  collectiveDistrictIndexKeys,
  collectiveKey,
  collectiveList,
  collectivesOfDistrict,
} from '../../shared/table/keys/collectives.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import { parseCollective } from './repository.ts';
import type { Collective } from './schema.ts';

/** Lists collectives: all, of some districts, or some by their ids. overview.ts lists them with their money and meetings. */

/** A page of all collectives, in the order in which their ids were made. */
export const listCollectives = async (table: Table, limit: number, after: PageKey | undefined) => {
  const { items, next } = await table.query({
    index: 'gsi1',
    partition: collectiveList,
    limit,
    ...(after === undefined ? {} : { after }),
  });
  return { items: items.map(parseCollective), next };
};

/**
 * A page of the collectives of some districts, as items, in the order in which their ids were made. All districts are read at once, in one round
 * trip.
 * @param after the id after which the page begins
 */
export const queryDistricts = async (
  table: Pick<Table, 'query'>,
  districts: readonly string[],
  limit: number,
  after: string | undefined,
): Promise<{ readonly items: Item[]; readonly hasMore: boolean }> => {
  const pages = await Promise.all(
    districts.map((district) =>
      table.query({
        index: 'gsi2',
        partition: collectivesOfDistrict(district),
        limit,
        ...(after === undefined
          ? {}
          : { after: { ...collectiveKey(after), ...collectiveDistrictIndexKeys(district, after) } }),
      }),
    ),
  );
  const found = pages
    .flatMap(({ items }) => items)
    .sort((a, b) => compareTexts(parseCollective(a).id, parseCollective(b).id));
  return {
    items: found.slice(0, limit),
    hasMore: found.length > limit || pages.some(({ next }) => next !== undefined),
  };
};

/** A page of the collectives of some districts (`queryDistricts`). */
export const listCollectivesOfDistricts = async (
  table: Table,
  districts: readonly string[],
  limit: number,
  after: string | undefined,
): Promise<{ readonly items: Collective[]; readonly next?: PageKey }> => {
  const { items, hasMore } = await queryDistricts(table, districts, limit, after);
  const collectives = items.map(parseCollective);
  const last = collectives.at(-1);
  return { items: collectives, ...(hasMore && last !== undefined ? { next: { id: last.id } } : {}) };
};

/** The collectives with some ids, sorted by id. */
export const findCollectives = async (table: Table, ids: readonly string[]): Promise<Collective[]> => {
  const items = await table.getMany(ids.map(collectiveKey));
  return items.map(parseCollective).sort((a, b) => compareTexts(a.id, b.id));
};
