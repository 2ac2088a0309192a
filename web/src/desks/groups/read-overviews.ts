import type { Api } from '../../api/client.ts';
import type { ItemOf } from '../../api/routes.ts';

/** A group with its members, its money, and its meetings of the last six months, in figures. */
export type CollectiveOverview = ItemOf<'GET /api/collective-overviews'>;

/** Reads all groups at a glance, for the desk's tables of groups: a thousand to a request. */
export async function readOverviews(api: Pick<Api, 'request'>): Promise<CollectiveOverview[]> {
  const items: CollectiveOverview[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.request('GET /api/collective-overviews', {
      query: cursor === undefined ? {} : { cursor },
    });
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return items;
}
