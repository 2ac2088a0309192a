import type { PageKey } from '../../shared/fields/cursor.ts';
import { composeWomen } from '../../shared/one-woman/records.ts';
import type { Query, Table } from '../../shared/table/client.ts';
import {
  allMembersIndexKeys,
  memberKey,
  memberList,
  memberListIndexKeys,
  membersOfCollective,
} from '../../shared/table/keys.ts';
import type { StoredMember } from './schema.ts';
import { parseMember } from './stored-member.ts';

/** The members of a list: all, or those of some collectives, one after another. */
export type MemberSource =
  | { readonly of: 'all' }
  | { readonly of: 'collectives'; readonly ids: readonly string[] };

/** The maximum number of queries for a page of a list. */
const maxQueries = 20;
/** The number of members that each query reads if the list is filtered. */
const filteredBatch = 100;

/** The place after a member, where a list continues. Other places: `{ collectiveId }` begins a collective, `{}` the list of all. */
const pageKeyOf = (source: MemberSource, { collectiveId, id }: StoredMember): PageKey =>
  source.of === 'all' ? { id } : { collectiveId, id };

/** The place at the beginning of the first collective, by id, for which `isLater` holds; undefined if there is none. */
const findCollective = (
  source: MemberSource,
  isLater: (collectiveId: string) => boolean,
): PageKey | undefined => {
  const collectiveId = source.of === 'all' ? undefined : source.ids.toSorted().find(isLater);
  return collectiveId === undefined ? undefined : { collectiveId };
};

/**
 * The place where a page begins; empty at the beginning of the list of all. If the cursor names a collective that the caller has lost since,
 * the page begins at the next one.
 */
const firstPlace = (source: MemberSource, from: PageKey | undefined): PageKey | undefined => {
  if (source.of === 'all') {
    return from ?? {};
  }
  // Without a cursor, the empty text stands for an id before all others.
  const collectiveId = from?.collectiveId ?? '';
  return source.ids.includes(collectiveId) ? from : findCollective(source, (id) => id > collectiveId);
};

/** The query of the members after a place. Only places in the list of all have no `collectiveId`. */
const queryOf = (source: MemberSource, { collectiveId = '', id }: PageKey, limit: number): Query => {
  const indexKeysOf =
    source.of === 'all'
      ? allMembersIndexKeys
      : (memberId: string) => memberListIndexKeys(collectiveId, memberId);
  return {
    ...(source.of === 'all'
      ? { index: 'gsi2', partition: memberList }
      : { index: 'gsi1', partition: membersOfCollective(collectiveId) }),
    limit,
    ...(id === undefined ? {} : { after: { ...memberKey(id), ...indexKeysOf(id) } }),
  };
};

/**
 * A page of the list of members, collective by collective, in the order in which their ids were made: up to `limit` of the wanted members
 * (default: all are wanted). It may hold fewer if many others had to be read.
 */
export const listMembers = async (
  table: Table,
  source: MemberSource,
  limit: number,
  from: PageKey | undefined,
  isWanted?: (member: StoredMember) => boolean,
): Promise<{ readonly items: StoredMember[]; readonly next?: PageKey }> => {
  // One more than the page holds shows whether there is another page.
  const batch = isWanted === undefined ? limit + 1 : Math.max(limit + 1, filteredBatch);
  const found: StoredMember[] = [];
  let place = firstPlace(source, from);
  for (let queries = 0; place !== undefined; queries += 1) {
    if (queries === maxQueries) {
      return { items: found, next: place };
    }
    const page = await table.query(queryOf(source, place, batch));
    const members = (await composeWomen(table, page.items)).map(parseMember);
    found.push(...(isWanted === undefined ? members : members.filter(isWanted)));
    const last = found[limit - 1];
    if (found.length > limit && last !== undefined) {
      return { items: found.slice(0, limit), next: pageKeyOf(source, last) };
    }
    const lastRead = members.at(-1);
    const currentCollective = place.collectiveId ?? '';
    // A page with `next` always has members. Without `next`, the list goes on with the next collective, if any.
    place =
      page.next !== undefined && lastRead !== undefined
        ? pageKeyOf(source, lastRead)
        : findCollective(source, (id) => id > currentCollective);
  }
  return { items: found };
};
