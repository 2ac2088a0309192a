import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import { composeWomen } from '../../shared/one-woman/records.ts';
import type { Query, Table } from '../../shared/table/client.ts';
import {
  allMembersIndexKeys,
  memberKey,
  memberList,
  memberListIndexKeys,
  membersBetween,
  membersOfCollective,
} from '../../shared/table/keys/members.ts';
import type { StoredMember } from './schema.ts';
import { parseMember } from './stored-member.ts';

/** The members of a list: all, or those of some collectives or districts, one after another. */
export type MemberSource =
  | { readonly of: 'all' }
  | { readonly of: 'collectives'; readonly ids: readonly string[] }
  | { readonly of: 'districts'; readonly names: readonly string[] };

/** The maximum number of queries for a page of a list. */
const maxQueries = 20;
/** The number of members that each query reads if the list is filtered. */
const filteredBatch = 100;

/** The parts of a list, which are read one after another in the order of their ids or names. The list of all has no parts. */
const partsOf = (source: MemberSource): readonly string[] => {
  switch (source.of) {
    case 'all':
      return [];
    case 'collectives':
      return source.ids;
    case 'districts':
      return source.names;
  }
};

/**
 * A place in a list: after the member `id` of a part or, without `id`, at the beginning of the part. In the list of all, `part` is the member's district,
 * and `{}` is the beginning.
 */
type Place = { readonly part?: string; readonly id?: string };

/** The place after a member. */
const placeAfter = (source: MemberSource, { collectiveId, district, id }: StoredMember): Place => ({
  part: source.of === 'collectives' ? collectiveId : district,
  id,
});

/** The beginning of the first part whose name `isLater` accepts; undefined if there is none. */
const findPart = (source: MemberSource, isLater: (part: string) => boolean): Place | undefined => {
  const part = partsOf(source).toSorted().find(isLater);
  return part === undefined ? undefined : { part };
};

/** The field of a cursor that has the part. */
const partField = (source: MemberSource): 'collectiveId' | 'district' =>
  source.of === 'collectives' ? 'collectiveId' : 'district';

const cursorKeyOf = (source: MemberSource, { part, id }: Place): PageKey => ({
  ...(part === undefined ? {} : { [partField(source)]: part }),
  ...(id === undefined ? {} : { id }),
});

/**
 * The place where a page begins. If the cursor names a collective or a district that the caller has lost since, the page begins at the next one.
 * @throws AppError `invalid_cursor` for the cursor of another list
 */
const firstPlace = (source: MemberSource, from: PageKey | undefined): Place | undefined => {
  const part = from?.[partField(source)];
  const id = from?.id;
  if (from !== undefined && (part === undefined || (source.of === 'all' && id === undefined))) {
    throw invalidCursorError();
  }
  const place: Place = { ...(part === undefined ? {} : { part }), ...(id === undefined ? {} : { id }) };
  if (source.of === 'all') return place;
  // Without a cursor, the empty text stands for a name before all others.
  return part !== undefined && partsOf(source).includes(part)
    ? place
    : findPart(source, (name) => name > (part ?? ''));
};

/** The query of the members after a place. */
const queryOf = (source: MemberSource, { part = '', id }: Place, limit: number): Query => {
  const isByCollective = source.of === 'collectives';
  const keysAt = (memberId: string) =>
    isByCollective ? memberListIndexKeys(part, memberId) : allMembersIndexKeys(part, memberId);
  return {
    ...(isByCollective
      ? { index: 'gsi1', partition: membersOfCollective(part) }
      : { index: 'gsi2', partition: memberList }),
    ...(source.of === 'districts' ? { between: membersBetween(part, part) } : {}),
    limit,
    ...(id === undefined ? {} : { after: { ...memberKey(id), ...keysAt(id) } }),
  };
};

/**
 * A page of the list of members, part after part, within a part in the order in which their ids were made.
 * @param isWanted by default all are wanted
 * @returns up to `limit` of the wanted members; fewer if many others had to be read
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
      return { items: found, next: cursorKeyOf(source, place) };
    }
    const page = await table.query(queryOf(source, place, batch));
    const members = (await composeWomen(table, page.items)).map(parseMember);
    found.push(...(isWanted === undefined ? members : members.filter(isWanted)));
    const last = found[limit - 1];
    if (found.length > limit && last !== undefined) {
      return { items: found.slice(0, limit), next: cursorKeyOf(source, placeAfter(source, last)) };
    }
    const lastRead = members.at(-1);
    const currentPart = place.part ?? '';
    // A page with `next` always has members. Without `next`, the list goes on with the next part, if any.
    place =
      page.next !== undefined && lastRead !== undefined
        ? placeAfter(source, lastRead)
        : findPart(source, (name) => name > currentPart);
  }
  return { items: found };
};
