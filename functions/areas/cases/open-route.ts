import { type AppError, forbidden, notFound, outOfReach } from '../../shared/errors/errors.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { hasStopped } from '../../shared/services/withdrawn.ts';
import { assigneeRolesOf, validateAssignment } from './assignee.ts';
import { filterReadable, shown } from './case-reach.ts';
import { findMemberScopes, groupOfRecord } from './member-scopes.ts';
import { openCase, unknownMember } from './open-case.ts';
import { mayOpenFor } from './reach-rules.ts';
import { type Deps, type Handler, loggedCaseFields, logReading } from './route-deps.ts';
import type { CaseRecord } from './schema.ts';

/** The route that opens a case. */

/** The refusal to open a case for a member beyond the caller's reach. An area coordinator is told that there is no such member. */
const unreachable = (reach: Reach): AppError => (reach === 'area' ? unknownMember() : outOfReach('memberId'));

export const openRoute =
  (deps: Deps): Handler<'POST /api/cases'> =>
  async (request) => {
    const { body, caller, reach, now } = request;
    const { id, memberId, kind, priority, openedOn, incident } = body;
    const member = (await findMemberScopes(deps.table, [memberId])).get(memberId);
    // A caseworker finds no woman who has stopped, not even if the request repeats an accepted one.
    if (reach === 'assigned' && member !== undefined && hasStopped(member)) {
      throw notFound();
    }
    const assignedTo = body.assignedTo ?? (reach === 'assigned' ? caller.personId : undefined);
    const asOpened = {
      ...body,
      ...(assignedTo === undefined ? {} : { assignedTo }),
      status: 'open',
    } as const;
    const { outcome, record } = await openCase(
      deps,
      { ...asOpened, ...stampOf(caller, now) },
      body,
      {
        refusal: mayOpenFor(member, caller, reach)
          ? validateAssignment(caller, reach, { before: undefined, after: assignedTo })
          : unreachable(reach),
        assigneeRoles: assigneeRolesOf(reach),
        reach,
        scope: member && { ...member, collectiveId: groupOfRecord(member, memberId) },
      },
      {
        type: 'case_opened',
        id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        caseId: id,
        memberId,
        kind,
        priority,
        openedOn,
        assignedTo,
        incident,
      },
    );
    if (outcome === 'created') {
      // Answers name the woman's kept record, even if the request named a record that was joined to it.
      return withVersion(201, { ...record, memberId: member?.id ?? memberId });
    }
    // The request is a repetition. The woman may have been erased since: then the case is found no more.
    if (!(await findMemberScopes(deps.table, [record.memberId])).has(record.memberId)) {
      throw notFound();
    }
    const [readable] = await filterReadable(deps.table, [record], caller, reach);
    if (readable !== undefined) {
      await logReading(deps.accessLog, request, readable, loggedCaseFields);
      return withVersion(200, shown(readable));
    }
    // The caller may not read the case now. Only the person who opened the case learns anything of it.
    const { code, createdAt, createdBy } = record;
    if (createdBy !== caller.personId) {
      throw forbidden();
    }
    // The answer has what she sent, and nothing of the case as it is now.
    const sent: CaseRecord = { ...asOpened, code, createdAt, createdBy, version: 1 };
    return withVersion(200, sent);
  };
