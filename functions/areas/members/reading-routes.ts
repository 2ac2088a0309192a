import { notFound } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { openSealedCursor, sealedCursorField } from '../../shared/http/sealed-cursor.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import { rowsOfMembers } from '../../shared/one-woman/shown-ids.ts';
import { withCollectives } from '../../shared/places/collectives.ts';
import { reachesCollective, reachesMember } from '../../shared/reach/reach.ts';
import { holdsOpenCase } from '../../shared/services/holds-open-case.ts';
import { listMembers, type MemberSource } from './list-members.ts';
import { openMember } from './member-texts.ts';
import { findMember } from './revision.ts';
import { type Deps, type Handler, logAndShow } from './route-deps.ts';
import { personalFields, type StoredMember } from './schema.ts';
import { searchMembers } from './search.ts';
import { searchScopeOf } from './search-scope.ts';
import { toListed } from './stored-member.ts';

/** The routes that list members, search for them, and open one. */

/** The page size of a search, as a query would give it: a search has no `limit`. */
const membersPerSearch = '100';

/**
 * Where the caller's list of members is read: in the collective that she names, or in all that she reaches.
 * @throws AppError `not_found` for a collective that a leader or an area coordinator does not reach
 */
const sourceOf = async (
  deps: Deps,
  { query: { collectiveId }, caller, reach }: Parameters<Handler<'GET /api/members'>>[0],
): Promise<MemberSource> => {
  if (collectiveId !== undefined) {
    // A caseworker may name any collective: the list keeps only members whom she reaches.
    if (reach === 'district') return { of: 'collectives', ids: [collectiveId] };
    const callerWithGroups =
      reach === 'area' ? await withCollectives(deps.table, caller, [collectiveId]) : caller;
    if (!reachesCollective(callerWithGroups, reach, collectiveId)) {
      throw notFound();
    }
    return { of: 'collectives', ids: [collectiveId] };
  }
  switch (reach) {
    case 'all':
      return { of: 'all' };
    case 'own':
      return { of: 'collectives', ids: caller.collectives };
    default:
      return { of: 'districts', names: caller.districts };
  }
};

export const listRoute =
  (deps: Deps): Handler<'GET /api/members'> =>
  async (request) => {
    const { query, caller, reach } = request;
    const source = await sourceOf(deps, request);
    const from = decodeCursor(query.cursor);
    // A collective can have members of several districts, of whom an area coordinator reaches only some. A caseworker also reaches no member who has
    // withdrawn her consent to the services, not even in her own districts.
    const needsFilter = reach === 'district' || (reach === 'area' && query.collectiveId !== undefined);
    const isWanted = needsFilter ? (value: StoredMember) => reachesMember(caller, reach, value) : undefined;
    const { items, next } = await readPage(query.limit, async (limit) => {
      const listed = await listMembers(deps.table, source, limit, from, isWanted);
      return { ...listed, items: listed.items.map(toListed) };
    });
    await deps.accessLog(request, {
      lists: [{ rows: rowsOfMembers(items), fields: personalFields }],
      isRepeated: true,
    });
    return { status: 200, body: { items, ...cursorField(next) } };
  };

export const searchRoute =
  (deps: Deps): Handler<'POST /api/members/search'> =>
  async (request) => {
    const { body, caller, reach, now } = request;
    const asked = { route: `${request.route} ${body.q}`, caller };
    const cursor = await openSealedCursor(deps.vault, asked, body.cursor);
    const { items, next } = await readPage(membersPerSearch, (limit) =>
      searchMembers(deps, {
        q: body.q,
        cursor,
        scope: searchScopeOf(caller, reach),
        isWithin: (member) => reachesMember(caller, reach, member),
        limit,
        now,
      }),
    );
    await deps.accessLog(request, {
      lists: [{ rows: rowsOfMembers(items), fields: ['name', ...personalFields] }],
    });
    return { status: 200, body: { items, ...(await sealedCursorField(deps.vault, asked, next)) } };
  };

export const openRoute =
  (deps: Deps): Handler<'GET /api/members/{id}'> =>
  async (request) => {
    const { path, caller, reach } = request;
    const stored = await findMember(deps.table, path.id);
    const isReached =
      reachesMember(caller, reach, stored) ||
      (reach === 'district' && (await holdsOpenCase(deps.table, caller.personId, idsOf(stored), stored)));
    if (!isReached) {
      throw notFound();
    }
    return withVersion(200, await logAndShow(deps.accessLog, request, await openMember(deps.vault, stored)));
  };
