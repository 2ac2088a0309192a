import type { PageKey } from '../domain/cursor.ts';
import type { Query, Table } from '../table/client.ts';
import {
  allMembersIndexKeys,
  memberKey,
  memberList,
  memberListIndexKeys,
  membersOfCollective,
} from '../table/keys.ts';
import type { StoredMember } from './schema.ts';
import { parseMember } from './stored-member.ts';

/** The members of a list: all, or those of some collectives, one after another. */
export type MemberSource =
  | { readonly of: 'all' }
  | { readonly of: 'collectives'; readonly ids: readonly string[] };

/** Queries per page of a list, and members read by each if the list is filtered. */
const maxQueries = 20;
const filteredBatch = 100;

/** Where a list continues: after a member, or at the beginning of a collective or of the list of all. */
const pageKeyOf = (source: MemberSource, { collectiveId, id }: StoredMember): PageKey =>
  source.of === 'all' ? { id } : { collectiveId, id };

/** The first collective for which `isLater` holds; none after the last. */
const findCollective = (
  source: MemberSource,
  isLater: (collectiveId: string) => boolean,
): PageKey | undefined => {
  const collectiveId = source.of === 'all' ? undefined : source.ids.toSorted().find(isLater);
  return collectiveId === undefined ? undefined : { collectiveId };
};

/** A cursor may name a collective that the caller has lost since; then the next one follows. */
const firstPageKey = (source: MemberSource, from: PageKey | undefined): PageKey | undefined => {
  if (source.of === 'all') {
    return from ?? {};
  }
  const named = from?.collectiveId ?? '';
  return source.ids.includes(named) ? from : findCollective(source, (id) => id > named);
};

const queryOf = (source: MemberSource, { collectiveId = '', id }: PageKey, limit: number): Query => {
  const place =
    source.of === 'all' ? allMembersIndexKeys : (of: string) => memberListIndexKeys(collectiveId, of);
  return {
    ...(source.of === 'all'
      ? { index: 'gsi2', partition: memberList }
      : { index: 'gsi1', partition: membersOfCollective(collectiveId) }),
    limit,
    ...(id === undefined ? {} : { after: { ...memberKey(id), ...place(id) } }),
  };
};

/**
 * A page of members, collective by collective, in the order of their ids' creation: up to `limit` of those that
 * match (default: all). It may hold fewer if many others had to be read.
 */
export const listMembers = async (
  table: Table,
  source: MemberSource,
  limit: number,
  from: PageKey | undefined,
  isWanted?: (member: StoredMember) => boolean,
): Promise<{ readonly items: StoredMember[]; readonly next?: PageKey }> => {
  const batch = isWanted === undefined ? limit + 1 : Math.max(limit + 1, filteredBatch);
  const found: StoredMember[] = [];
  let place = firstPageKey(source, from);
  for (let queries = 0; place !== undefined; queries += 1) {
    if (queries === maxQueries) {
      return { items: found, next: place };
    }
    const page = await table.query(queryOf(source, place, batch));
    const members = page.items.map(parseMember);
    found.push(...(isWanted === undefined ? members : members.filter(isWanted)));
    const last = found[limit - 1];
    if (found.length > limit && last !== undefined) {
      return { items: found.slice(0, limit), next: pageKeyOf(source, last) };
    }
    const lastRead = members.at(-1);
    const walked = place.collectiveId ?? '';
    place =
      page.next !== undefined && lastRead !== undefined
        ? pageKeyOf(source, lastRead)
        : findCollective(source, (id) => id > walked);
  }
  return { items: found };
};
