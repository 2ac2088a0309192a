import { formatInstant } from '../../shared/calendar/calendar.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { openSealedCursor, sealedCursorField } from '../../shared/http/sealed-cursor.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { validateDistrict } from '../../shared/reach/district-rules.ts';
import { reachesDistrict, requireInArea } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { demandsContract } from './contract.ts';
import { listDemands } from './list-demands.ts';
import { addDemand, addStep, findDemand, readDemand, reverseDemand } from './repository.ts';
import { dueOnOf } from './rules.ts';
import type { Demand, StoredDemand } from './schema.ts';
import { openDemands } from './stored-demand.ts';

type Deps = Records & { readonly accessLog: AccessLog };

type Handler<Key extends keyof typeof demandsContract> = Handlers<typeof demandsContract>[Key];

/** Decrypts the texts of demands that are about to be shown, and logs that they are read. */
const show = async (deps: Deps, reader: Reader, stored: readonly StoredDemand[]): Promise<Demand[]> => {
  const rows = stored
    .filter(({ steps }) => steps.some(({ text }) => text !== undefined))
    .map(({ id }) => ({ of: id, ids: [id] }));
  if (rows.length > 0) {
    await deps.accessLog(reader, { lists: [{ rows, fields: ['text'] }] });
  }
  return openDemands(deps.vault, stored);
};

const showOne = async <Status extends 200 | 201>(
  deps: Deps,
  reader: Reader,
  status: Status,
  stored: StoredDemand,
) => {
  const [shown] = await show(deps, reader, [stored]);
  // As many are shown as were given.
  return withVersion(status, shown as Demand);
};

/** Whether the caller reaches a demand: an area coordinator those with a district of hers. */
const isWithin =
  ({ caller, reach }: { readonly caller: Caller; readonly reach: Reach }) =>
  ({ district }: StoredDemand): boolean =>
    reachesDistrict(caller, reach, district);

const addRoute =
  (deps: Deps): Handler<'POST /api/demands'> =>
  async (request) => {
    const { body, caller, reach, now, today } = request;
    const { id, on, kind, to, district, about, follows } = body;
    requireInArea(caller, reach, district);
    const { outcome, demand } = await addDemand(
      deps,
      body,
      stampOf(caller, now),
      {
        refusal: district === undefined ? undefined : validateDistrict(district, today),
        mayFollow: isWithin(request),
        writer: request,
      },
      {
        type: 'demand_recorded',
        id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        demandId: id,
        on,
        kind,
        recipient: to,
        district,
        about,
        follows,
        dueOn: dueOnOf(body),
      },
    );
    return showOne(deps, request, outcome === 'created' ? 201 : 200, demand);
  };

const addStepRoute =
  (deps: Deps): Handler<'POST /api/demands/{id}/steps'> =>
  async (request) => {
    const { path, body, caller, now } = request;
    const { outcome, demand } = await addStep(deps, path.id, body, stampOf(caller, now), {
      type: 'demand_step',
      id: body.id,
      recordedAt: now.toISOString(),
      actor: caller.personId,
      demandId: path.id,
      on: body.on,
      step: body.step,
    });
    return showOne(deps, request, outcome === 'created' ? 201 : 200, demand);
  };

const reverseRoute =
  (deps: Deps): Handler<'POST /api/demands/{id}/reversal'> =>
  async (request) => {
    const { path, body, caller, now } = request;
    const { outcome, demand } = await reverseDemand(
      deps,
      path.id,
      body,
      { at: formatInstant(now), by: caller.personId },
      {
        type: 'demand_reversed',
        id: body.id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        demandId: path.id,
      },
      request,
    );
    return showOne(deps, request, outcome === 'created' ? 201 : 200, demand);
  };

const readRoute =
  (deps: Deps): Handler<'GET /api/demands/{id}'> =>
  async (request) =>
    showOne(deps, request, 200, await findDemand(deps.table, request.path.id));

const listRoute =
  (deps: Deps): Handler<'GET /api/demands'> =>
  async (request) => {
    const { query } = request;
    const after = await openSealedCursor(deps.vault, request, query.cursor);
    // The page is measured with the texts as they are stored, encrypted. That is larger than the answer.
    const { items, next } = await readPage(query.limit, (limit) =>
      listDemands(deps.table, query, limit, after, isWithin(request)),
    );
    return {
      status: 200,
      body: {
        items: await show(deps, request, items),
        ...(await sealedCursorField(deps.vault, request, next)),
      },
    };
  };

export const createDemandsRoutes = (deps: Deps) =>
  createRoutes(demandsContract, { demands: (id) => readDemand(deps.table, id) })({
    'POST /api/demands': addRoute(deps),
    'GET /api/demands': listRoute(deps),
    'GET /api/demands/{id}': readRoute(deps),
    'POST /api/demands/{id}/steps': addStepRoute(deps),
    'POST /api/demands/{id}/reversal': reverseRoute(deps),
  });
