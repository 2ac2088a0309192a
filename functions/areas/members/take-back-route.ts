import { forbidden } from '../../shared/errors/errors.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import { mayTakeBack } from '../../shared/reach/may-take-back.ts';
import { reverseRequest } from '../requests/reversal.ts';
import { hasEntry } from './children-and-offices.ts';
import { reverseTalk } from './reverse-talk.ts';
import { type Deps, findReachable, type Handler, lineBase } from './route-deps.ts';
import { findTalk } from './stored-talk.ts';
import { takeEntryBack } from './take-entry-back.ts';
import { recordedUnder } from './woman-records.ts';

/**
 * Takes back a child, an observation of schooling, an office, a talk or a request. An auditor may take back only requests. Any other
 * caller may take back a talk or a request only if she recorded it herself, or is the coordinator: so nobody can hide what a woman said to another.
 */
export const takeBackRoute =
  (deps: Deps): Handler<'POST /api/members/{id}/reversals'> =>
  async (request) => {
    const { path, body, caller, now, today } = request;
    const stored = await findReachable(deps, path.id, request);
    const line = {
      ...lineBase(request),
      type: 'member_entry_reversed',
      id: body.id,
      memberId: recordedUnder(stored, body.of),
      of: body.of,
    } as const;
    const stamp = stampOf(caller, now);
    const isAuditor = caller.role === 'auditor';
    if (!isAuditor && hasEntry(stored, body.of)) {
      const { outcome, reversal } = await takeEntryBack(deps, stored, body, today, stamp, line);
      return withVersion(outcome === 'created' ? 201 : 200, reversal);
    }
    const talk = isAuditor ? undefined : await findTalk(deps.table, idsOf(stored), body.of);
    if (talk !== undefined) {
      if (!mayTakeBack(caller, talk)) throw forbidden();
      const { outcome, reversal } = await reverseTalk(deps, stored, talk, body, today, stamp, line);
      return withVersion(outcome === 'created' ? 201 : 200, reversal);
    }
    const { outcome, takenBack } = await reverseRequest(
      deps,
      caller,
      idsOf(stored),
      body,
      { ...stamp, on: today },
      line,
    );
    const { on, createdAt, createdBy } = takenBack;
    return withVersion(outcome === 'created' ? 201 : 200, {
      ...body,
      on,
      createdAt,
      createdBy,
      version: 1,
    });
  };
