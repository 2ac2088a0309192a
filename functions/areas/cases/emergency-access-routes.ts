import { formatInstant } from '../../shared/calendar/calendar.ts';
import { type AppError, notFound } from '../../shared/errors/errors.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { openSealedCursor, sealedCursorField } from '../../shared/http/sealed-cursor.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { reachesMember } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { consentWithdrawn, hasStopped } from '../../shared/services/withdrawn.ts';
import { filterReadable } from './case-reach.ts';
import { countRefusedAccess, listEmergencyAccess, type WithinReach } from './emergency-access-repository.ts';
import { emergencyAccessEnd, validateEmergencyAccess } from './emergency-access-rules.ts';
import { endEmergencyAccess } from './end-emergency-access.ts';
import { grantEmergencyAccess, repeatEmergencyAccess } from './grant-emergency-access.ts';
import { type CaseMember, findMemberScopes } from './member-scopes.ts';
import { findCaseByCode } from './repository.ts';
import { type Deps, type Handler, rowsOf } from './route-deps.ts';

/** The refusal for a case whose member has withdrawn her consent to the services. Only the leader of her group is told so; to others there is no such case. */
const stoppedError = (caller: Caller, reach: Reach, member: CaseMember): AppError =>
  reach === 'own' && reachesMember(caller, reach, member) ? consentWithdrawn() : notFound();

export const breakGlassRoute =
  (deps: Deps): Handler<'POST /api/break-glass'> =>
  async (request) => {
    const { body, caller, reach, now } = request;
    const content = { ...body, code: body.code.toUpperCase() };
    const found = await findCaseByCode(deps.table, content.code);
    const members = await findMemberScopes(deps.table, found === undefined ? [] : [found.record.memberId]);
    // To the caller, the case of a woman who is being erased does not exist.
    const existing = found !== undefined && members.has(found.record.memberId) ? found.record : undefined;
    const [reached] = await filterReadable(
      deps.table,
      existing === undefined ? [] : [existing],
      caller,
      reach,
    );
    const member = existing && members.get(existing.memberId);
    const refusal =
      validateEmergencyAccess(existing, reached !== undefined) ??
      (member !== undefined && hasStopped(member) ? stoppedError(caller, reach, member) : undefined);
    const until = emergencyAccessEnd(now);
    // If no case has the code, nothing is recorded. The line, which needs ids, then has the request's.
    const { id: caseId, memberId } = existing ?? { id: body.id, memberId: body.id };
    const line = {
      type: 'glass_broken',
      id: body.id,
      recordedAt: now.toISOString(),
      actor: caller.personId,
      caseId,
      memberId,
      until: until.toISOString(),
    } as const;
    if (refusal !== undefined) {
      // The request is logged even if no case has the code, since somebody may be guessing codes.
      const rows = existing === undefined ? [] : rowsOf([{ caseId, memberId }]);
      await deps.accessLog(request, { lists: [{ rows, fields: ['code'] }] });
      return {
        status: 200,
        body: await repeatEmergencyAccess(deps, content, caller.personId, refusal, line),
      };
    }
    const { outcome, access } = await grantEmergencyAccess(
      deps,
      {
        id: body.id,
        caseId,
        code: content.code,
        memberId,
        personId: caller.personId,
        at: formatInstant(now),
        until: formatInstant(until),
      },
      content,
      {
        granted: line,
        refused: {
          type: 'glass_refused',
          id: body.id,
          recordedAt: line.recordedAt,
          actor: caller.personId,
          caseId,
          memberId,
        },
      },
    );
    if (outcome === 'created') {
      return { status: 201, body: access };
    }
    await deps.accessLog(request, { lists: [{ rows: rowsOf([access]), fields: ['code', 'reason'] }] });
    return { status: 200, body: access };
  };

/** An area coordinator reaches the accesses to cases of members in her districts. Whoever reaches all also reaches those to cases of erased members. */
const withinReach =
  ({ table }: Deps, { caller, reach }: { readonly caller: Caller; readonly reach: Reach }): WithinReach =>
  async (accesses) => {
    if (reach === 'all') return accesses;
    const members = await findMemberScopes(
      table,
      accesses.map(({ memberId }) => memberId),
    );
    return accesses.filter(({ memberId }) => {
      const member = members.get(memberId);
      return member !== undefined && reachesMember(caller, reach, member);
    });
  };

export const endAccessRoute =
  (deps: Deps): Handler<'POST /api/break-glass/{id}/end'> =>
  async (request) => {
    const { path, body, caller, now } = request;
    const { outcome, access } = await endEmergencyAccess(
      deps,
      path.id,
      now,
      { id: body.id, recordedAt: now.toISOString(), actor: caller.personId },
      withinReach(deps, request),
    );
    const { reason: _, ...ended } = access;
    return { status: outcome === 'written' ? 201 : 200, body: ended };
  };

export const countRefusedRoute =
  (deps: Deps): Handler<'GET /api/break-glass/refused'> =>
  async (request) => ({
    status: 200,
    body: { count: await countRefusedAccess(deps.table, request.now, withinReach(deps, request)) },
  });

export const listAccessRoute =
  (deps: Deps): Handler<'GET /api/break-glass'> =>
  async (request) => {
    const { query } = request;
    const after = await openSealedCursor(deps.vault, request, query.cursor);
    const { items, next } = await readPage(query.limit, (limit) =>
      listEmergencyAccess(deps, limit, after, withinReach(deps, request)),
    );
    await deps.accessLog(request, {
      lists: [{ rows: rowsOf(items), fields: ['memberId', 'personId', 'reason'] }],
    });
    return { status: 200, body: { items, ...(await sealedCursorField(deps.vault, request, next)) } };
  };
