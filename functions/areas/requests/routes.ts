import { notFound } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import { limitOf } from '../../shared/fields/page-schema.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { AccessLog, Reader } from '../../shared/journal/access-log.ts';
import { reachesMember } from '../../shared/reach/reach.ts';
import { requestsContract } from './contract.ts';
import type { Requests } from './repository.ts';
import { maySee } from './rules.ts';
import { type Receipt, type Request, type RequestInput, receipt, type StoredRequest } from './schema.ts';

/** The fields that the access log names for a reading. */
const fields = ['kind', 'text', 'steps'];

export const createRequestsRoutes = ({
  requests,
  accessLog,
}: {
  requests: Requests;
  accessLog: AccessLog;
}) => {
  /** Logs the reading of a request, then returns it. */
  const show = async (reader: Reader, stored: StoredRequest): Promise<Request> => {
    const [opened] = await requests.open([stored]);
    if (opened === undefined) {
      throw notFound();
    }
    await accessLog(reader, { subject: stored.id, member: stored.memberId, fields });
    return opened;
  };

  /** What is returned to somebody who may not read the grievance that she posts. */
  const receiptOf = ({ id, kind, on, via }: RequestInput): Receipt => receipt.parse({ id, kind, on, via });

  return createRoutes(requestsContract)({
    'POST /api/members/{id}/requests': async (request) => {
      const { path, body, caller, reach, now } = request;
      const member = await requests.findMember(path.id);
      const isReached =
        reachesMember(caller, reach, member) ||
        (reach === 'district' && (await requests.isCaseworkerOf(caller.personId, member.id)));
      if (!isReached) {
        throw notFound();
      }
      const { kind, on, via } = body;
      const { outcome, request: stored } = await requests.add(member.id, body, stampOf(caller, now), {
        type: 'request_recorded',
        id: body.id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        memberId: member.id,
        kind,
        on,
        via,
      });
      const status = outcome === 'created' ? 201 : 200;
      return maySee(caller, body)
        ? withVersion(status, await show(request, stored))
        : { status, body: receiptOf(body) };
    },

    'POST /api/members/{id}/requests/{requestId}/steps': async (request) => {
      const { path, body, caller, now } = request;
      const found = await requests.find(path.id, path.requestId);
      if (found === undefined || !maySee(caller, found)) {
        throw notFound();
      }
      const { outcome, request: changed } = await requests.addStep(found, body, stampOf(caller, now), {
        type: 'request_step',
        id: body.id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        memberId: found.memberId,
        requestId: found.id,
        on: body.on,
        step: body.step,
      });
      return withVersion(outcome === 'created' ? 201 : 200, await show(request, changed));
    },

    'GET /api/requests': async (request) => {
      const { query, caller, reach } = request;
      const { open } = query;
      const { items, next } = await requests.list(
        caller,
        open === undefined ? ['open', 'closed'] : [open === 'true' ? 'open' : 'closed'],
        limitOf(query.limit),
        decodeCursor(query.cursor),
        // The requests of erased members are for callers with reach `all`.
        (member) => reach === 'all' || (member !== undefined && reachesMember(caller, reach, member)),
      );
      await accessLog(request, {
        subjects: [...new Set(items.flatMap(({ id, memberId }) => [id, memberId]))],
        fields,
      });
      return { status: 200, body: { items: await requests.open(items), ...cursorField(next) } };
    },
  });
};
