import type { Place } from '../domain/cursor.ts';
import type { Query, Table } from '../table/client.ts';
import {
  allMembersPlace,
  memberKey,
  memberList,
  memberListPlace,
  membersOfCollective,
} from '../table/keys.ts';
import type { StoredMember } from './schema.ts';
import { parseMember } from './stored-member.ts';

/** Which members a list walks through: all, or those of some collectives, one after another. */
export type MemberSource =
  | { readonly of: 'all' }
  | { readonly of: 'collectives'; readonly ids: readonly string[] };

/** How many queries one page of a list may take, and how many members each reads where not all are wanted. */
const mostQueries = 20;
const filteredBatch = 100;

/** Where a list goes on: behind a member, or at the beginning of a collective; of all members there is one beginning. */
const placeOf = (source: MemberSource, { collectiveId, id }: StoredMember): Place =>
  source.of === 'all' ? { id } : { collectiveId, id };

/** The beginning of the first collective that `isLater`; none where all were walked through. */
const findCollective = (
  source: MemberSource,
  isLater: (collectiveId: string) => boolean,
): Place | undefined => {
  const collectiveId = source.of === 'all' ? undefined : source.ids.toSorted().find(isLater);
  return collectiveId === undefined ? undefined : { collectiveId };
};

/** A place may name a collective that the caller has lost since: then the next one follows. */
const firstPlace = (source: MemberSource, from: Place | undefined): Place | undefined => {
  if (source.of === 'all') {
    return from ?? {};
  }
  const named = from?.collectiveId ?? '';
  return source.ids.includes(named) ? from : findCollective(source, (id) => id > named);
};

const queryOf = (source: MemberSource, { collectiveId = '', id }: Place, limit: number): Query => {
  const place = source.of === 'all' ? allMembersPlace : (of: string) => memberListPlace(collectiveId, of);
  return {
    ...(source.of === 'all'
      ? { index: 'gsi2', partition: memberList }
      : { index: 'gsi1', partition: membersOfCollective(collectiveId) }),
    limit,
    ...(id === undefined ? {} : { after: { ...memberKey(id), ...place(id) } }),
  };
};

/**
 * A page of members, collective by collective and in the order in which their ids were made: up to `limit` that are
 * wanted (all, where nothing says who). It may hold fewer where many that are not wanted had to be read.
 */
export const listMembers = async (
  table: Table,
  source: MemberSource,
  limit: number,
  from: Place | undefined,
  isWanted?: (member: StoredMember) => boolean,
): Promise<{ readonly items: StoredMember[]; readonly next?: Place }> => {
  const batch = isWanted === undefined ? limit + 1 : Math.max(limit + 1, filteredBatch);
  const found: StoredMember[] = [];
  let place = firstPlace(source, from);
  for (let queries = 0; place !== undefined; queries += 1) {
    if (queries === mostQueries) {
      return { items: found, next: place };
    }
    const page = await table.query(queryOf(source, place, batch));
    const members = page.items.map(parseMember);
    found.push(...(isWanted === undefined ? members : members.filter(isWanted)));
    const last = found[limit - 1];
    if (found.length > limit && last !== undefined) {
      return { items: found.slice(0, limit), next: placeOf(source, last) };
    }
    const lastRead = members.at(-1);
    const walked = place.collectiveId ?? '';
    place =
      page.next !== undefined && lastRead !== undefined
        ? placeOf(source, lastRead)
        : findCollective(source, (id) => id > walked);
  }
  return { items: found };
};
