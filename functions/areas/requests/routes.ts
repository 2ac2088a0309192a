import { notFound } from '../../shared/errors/errors.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { openSealedCursor, sealedCursorField } from '../../shared/http/sealed-cursor.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import { placeOfWoman } from '../../shared/places/women.ts';
import { reachesMember } from '../../shared/reach/reach.ts';
import { holdsOpenCase } from '../../shared/services/holds-open-case.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { requestsContract } from './contract.ts';
import { findMember, findRequest, openRequests } from './find-requests.ts';
import { listRequests } from './list-requests.ts';
import { addRequest, addStep } from './repository.ts';
import { maySee } from './rules.ts';
import { type Receipt, type Request, type RequestInput, receipt, type StoredRequest } from './schema.ts';

/** The fields that the access log names for a reading. */
const fields = ['kind', 'text', 'steps'];

type Deps = Records & { readonly accessLog: AccessLog };

type Handler<Key extends keyof typeof requestsContract> = Handlers<typeof requestsContract>[Key];

/** Logs the reading of a request, then returns it. */
const show = async (deps: Deps, reader: Reader, stored: StoredRequest): Promise<Request> => {
  const [opened] = await openRequests(deps, [stored]);
  if (opened === undefined) {
    throw notFound();
  }
  await deps.accessLog(reader, { subject: stored.id, member: stored.memberId, fields });
  return opened;
};

/** What is returned to somebody who may not read the grievance that she posts. */
const receiptOf = ({ id, kind, on, via }: RequestInput): Receipt => receipt.parse({ id, kind, on, via });

const addRoute =
  (deps: Deps): Handler<'POST /api/members/{id}/requests'> =>
  async (request) => {
    const { path, body, caller, reach, now } = request;
    const member = await findMember(deps.table, path.id);
    const isReached =
      reachesMember(caller, reach, member) ||
      (reach === 'district' && (await holdsOpenCase(deps.table, caller.personId, member.ids, member)));
    if (!isReached) {
      throw notFound();
    }
    const { kind, on, via } = body;
    const { outcome, request: stored } = await addRequest(deps, path.id, body, stampOf(caller, now), {
      type: 'request_recorded',
      id: body.id,
      recordedAt: now.toISOString(),
      actor: caller.personId,
      memberId: path.id,
      kind,
      on,
      via,
    });
    const status = outcome === 'created' ? 201 : 200;
    return maySee(caller, body)
      ? withVersion(status, await show(deps, request, stored))
      : { status, body: receiptOf(body) };
  };

const addStepRoute =
  (deps: Deps): Handler<'POST /api/members/{id}/requests/{requestId}/steps'> =>
  async (request) => {
    const { path, body, caller, now } = request;
    const found = await findRequest(deps.table, path.id, path.requestId);
    if (found === undefined || !maySee(caller, found)) {
      throw notFound();
    }
    const { outcome, request: changed } = await addStep(deps, found, body, stampOf(caller, now), {
      type: 'request_step',
      id: body.id,
      recordedAt: now.toISOString(),
      actor: caller.personId,
      memberId: found.memberId,
      requestId: found.id,
      on: body.on,
      step: body.step,
    });
    return withVersion(outcome === 'created' ? 201 : 200, await show(deps, request, changed));
  };

const listRoute =
  (deps: Deps): Handler<'GET /api/requests'> =>
  async (request) => {
    const { query, caller, reach } = request;
    const { open } = query;
    const after = await openSealedCursor(deps.vault, request, query.cursor);
    const { items, next } = await readPage(query.limit, async (limit) => {
      const listed = await listRequests(
        deps.table,
        caller,
        open === undefined ? ['open', 'closed'] : [open === 'true' ? 'open' : 'closed'],
        limit,
        after,
        // The requests of erased members are for callers with reach `all`.
        (member) => reach === 'all' || (member !== undefined && reachesMember(caller, reach, member)),
      );
      const opened = await openRequests(deps, listed.items);
      // An opened request names the woman by her kept id, a stored one by the id under which it was recorded.
      const recordedUnderById = new Map(listed.items.map(({ id, memberId }) => [id, memberId]));
      return {
        ...listed,
        items: opened.map((one) => ({ one, recordedUnder: recordedUnderById.get(one.id) ?? one.memberId })),
      };
    });
    // The log names the record under which each request was recorded, so that the reading is found there even after this record is parted from the kept one.
    const rows = items.map(({ one, recordedUnder }) => ({ of: recordedUnder, ids: [one.id, recordedUnder] }));
    await deps.accessLog(request, { lists: [{ rows, fields }] });
    return {
      status: 200,
      body: {
        items: items.map(({ one }) => one),
        ...(await sealedCursorField(deps.vault, request, next)),
      },
    };
  };

export const createRequestsRoutes = (deps: Deps) =>
  createRoutes(requestsContract, { members: placeOfWoman(deps.table) })({
    'POST /api/members/{id}/requests': addRoute(deps),
    'POST /api/members/{id}/requests/{requestId}/steps': addStepRoute(deps),
    'GET /api/requests': listRoute(deps),
  });
