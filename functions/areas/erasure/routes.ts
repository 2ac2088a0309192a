import { formatInstant } from '../../shared/calendar/calendar.ts';
import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import { readPage } from '../../shared/http/read-page.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { erasureContract } from './contract.ts';
import { askErasure, findErasureFor, listErasures } from './repository.ts';
import type { ErasureInput, SubjectKind } from './schema.ts';
import { toErasureAnswer } from './stored-erasure.ts';

type Deps = Records & { readonly accessLog: AccessLog };

type Handler<Key extends keyof typeof erasureContract> = Handlers<typeof erasureContract>[Key];

const ask = async (
  deps: Deps,
  of: SubjectKind,
  subject: string,
  input: ErasureInput,
  caller: Caller,
  now: Date,
) => {
  const { outcome, erasure } = await askErasure(
    deps,
    of,
    subject,
    input,
    { requestedAt: formatInstant(now), requestedBy: caller.personId },
    {
      type: 'approval_asked',
      id: input.id,
      recordedAt: now.toISOString(),
      actor: caller.personId,
      approvalId: input.id,
      kind: 'erasure',
      subject,
    },
  );
  return { status: outcome === 'accepted' ? 202 : 200, body: toErasureAnswer(erasure) } as const;
};

const askOfMemberRoute =
  (deps: Deps): Handler<'POST /api/members/{id}/erasure'> =>
  ({ path, body, caller, now }) =>
    ask(deps, 'member', path.id, body, caller, now);

const askOfPersonRoute =
  (deps: Deps): Handler<'POST /api/users/{id}/erasure'> =>
  ({ path, body, caller, now }) =>
    ask(deps, 'person', path.id, body, caller, now);

const listRoute =
  (deps: Deps): Handler<'GET /api/erasures'> =>
  async (request) => {
    const { query } = request;
    const { items, next } = await readPage(query.limit, (limit) =>
      listErasures(deps, limit, decodeCursor(query.cursor)),
    );
    const rows = items
      .filter(({ answer }) => answer.reason !== null)
      .map(({ subject }) => ({ of: subject, ids: [subject] }));
    await deps.accessLog(request, { lists: [{ rows, fields: ['reason'] }] });
    return { status: 200, body: { items: items.map(({ answer }) => answer), ...cursorField(next) } };
  };

const readRoute =
  (deps: Deps): Handler<'GET /api/erasures/{id}'> =>
  async (request) => {
    const { subject, answer } = await findErasureFor(deps, request.path.id, request);
    await deps.accessLog(request, { subject, fields: ['reason'] });
    return { status: 200, body: answer };
  };

export const createErasureRoutes = (deps: Deps) =>
  createRoutes(erasureContract, { erasures: 'route' })({
    'POST /api/members/{id}/erasure': askOfMemberRoute(deps),
    'POST /api/users/{id}/erasure': askOfPersonRoute(deps),
    'GET /api/erasures': listRoute(deps),
    'GET /api/erasures/{id}': readRoute(deps),
  });
