import { notFound } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { openSealedCursor, sealedCursorField } from '../../shared/http/sealed-cursor.ts';
import { findKept, idsOf } from '../../shared/one-woman/records.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { oversees, reachesDistrict } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { filterReadable, shown } from './case-reach.ts';
import type { CaseSource } from './case-sources.ts';
import { listCases, matches } from './list-cases.ts';
import { listWaitingCases } from './list-waiting-cases.ts';
import { memberScope } from './member-scopes.ts';
import { mayOpenFor } from './reach-rules.ts';
import { listCasesByCode } from './repository.ts';
import { type Deps, type Handler, loggedCaseFields, rowsOf } from './route-deps.ts';
import type { CaseRecord } from './schema.ts';

/** The source of the caller's list of cases. @param district for those who oversee others: only the cases of this district */
export const sourceOf = (
  caller: Caller,
  reach: Reach,
  district?: string,
): Exclude<CaseSource, { readonly of: 'member' }> => {
  if (reach === 'own') return { of: 'opener', personId: caller.personId };
  if (!oversees(reach)) return { of: 'assignee', personId: caller.personId };
  if (district !== undefined) {
    return { of: 'all', districts: reachesDistrict(caller, reach, district) ? [district] : [] };
  }
  return reach === 'area' ? { of: 'all', districts: [...caller.districts] } : { of: 'all' };
};

export const listRoute =
  (deps: Deps): Handler<'GET /api/cases'> =>
  async (request) => {
    const { query, caller, reach, today, now } = request;
    const choose = (batch: readonly CaseRecord[]) =>
      filterReadable(
        deps.table,
        batch.filter((record) => matches(record, query, today)),
        caller,
        reach,
        // The sources of a leader and a caseworker have cases of all districts.
        ({ district }) => query.district === undefined || district === query.district,
      );
    const source = sourceOf(caller, reach, query.district);
    const after = await openSealedCursor(deps.vault, request, query.cursor);
    const { items, next } =
      query.code === undefined
        ? await readPage(query.limit, (limit) =>
            listCases(deps.table, source, { limit, after, now: now.toISOString() }, choose),
          )
        : await listCasesByCode(deps.table, query.code, choose);
    const rows = rowsOf(items.map(({ id, memberId }) => ({ caseId: id, memberId })));
    await deps.accessLog(request, { lists: [{ rows, fields: loggedCaseFields }], isRepeated: true });
    return {
      status: 200,
      body: { items: items.map(shown), ...(await sealedCursorField(deps.vault, request, next)) },
    };
  };

export const listOfMemberRoute =
  (deps: Deps): Handler<'GET /api/members/{id}/cases'> =>
  async (request) => {
    const { path, query, caller, reach, now } = request;
    const after = await openSealedCursor(deps.vault, request, query.cursor);
    const kept = (await findKept(deps.table, [path.id])).get(path.id);
    if (kept === undefined) {
      throw notFound();
    }
    const { items, next } = await readPage(query.limit, (limit) =>
      listCases(
        deps.table,
        { of: 'member', ids: idsOf(kept) },
        { limit, after, now: now.toISOString() },
        (batch) => filterReadable(deps.table, batch, caller, reach),
      ),
    );
    // A caller who may see none of the member's cases may learn that the member exists only if the caller could open a case for her.
    if (items.length === 0 && !mayOpenFor(memberScope.parse(kept), caller, reach)) {
      throw notFound();
    }
    await deps.accessLog(request, {
      subject: path.id,
      member: path.id,
      concerns: [...idsOf(kept), ...items.map(({ id }) => id)],
      fields: loggedCaseFields,
    });
    return {
      status: 200,
      body: { items: items.map(shown), ...(await sealedCursorField(deps.vault, request, next)) },
    };
  };

export const listUnassignedRoute =
  (deps: Deps): Handler<'GET /api/cases/unassigned'> =>
  async (request) => {
    const { query, caller } = request;
    const { items, next } = await readPage(query.limit, (limit) =>
      listWaitingCases(deps.table, caller.districts, limit, decodeCursor(query.cursor)),
    );
    // The log finds these readings by the case, since the answer does not name the woman.
    const rows = items.map(({ id }) => ({ of: id, ids: [id] }));
    await deps.accessLog(request, { lists: [{ rows, fields: ['district'] }] });
    return { status: 200, body: { items, ...cursorField(next) } };
  };
