import { notFound } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursor, decodeCursorOf } from '../../shared/fields/cursor.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import { placeOfCollective } from '../../shared/places/collectives.ts';
import { validateDistrict } from '../../shared/reach/district-rules.ts';
import { reachesCollective, requireInArea } from '../../shared/reach/reach.ts';
import { changeRoute, type Deps, type Handler } from './change-route.ts';
import { collectivesContract } from './contract.ts';
import { readLeaders } from './leaders.ts';
import { findCollectives, listCollectives, listCollectivesOfDistricts } from './list-collectives.ts';
import { readOverview } from './overview.ts';
import { findCollective, formCollective } from './repository.ts';
import type { Collective } from './schema.ts';

const formRoute =
  (deps: Deps): Handler<'POST /api/collectives'> =>
  async ({ body, caller, reach, now, today }) => {
    const value: Collective = { ...body, ...stampOf(caller, now) };
    const { id, district, formedOn, closedOn } = body;
    requireInArea(caller, reach, district);
    const outcome = await formCollective(
      deps,
      value,
      body,
      {
        type: 'collective_formed',
        id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        collectiveId: id,
        district,
        formedOn,
        closedOn,
      },
      validateDistrict(district, today),
      { caller, reach },
    );
    return outcome === 'created'
      ? withVersion(201, value)
      : withVersion(200, await findCollective(deps.table, id));
  };

const listRoute =
  (deps: Deps): Handler<'GET /api/collectives'> =>
  async ({ query, caller, reach }) => {
    if (reach === 'all') {
      const after = decodeCursor(query.cursor);
      const { items, next } = await readPage(query.limit, (limit) =>
        listCollectives(deps.table, limit, after),
      );
      return { status: 200, body: { items, ...cursorField(next) } };
    }
    const afterId = decodeCursorOf('id', query.cursor);
    if (reach === 'area') {
      const { items, next } = await readPage(query.limit, (limit) =>
        listCollectivesOfDistricts(deps.table, caller.districts, limit, afterId),
      );
      return { status: 200, body: { items, ...cursorField(next) } };
    }
    const ownIds = caller.collectives.filter((id) => afterId === undefined || id > afterId).sort();
    const { items, lastId } = await readPage(query.limit, async (limit) => ({
      items: await findCollectives(deps.table, ownIds.slice(0, limit)),
      lastId: ownIds.length > limit ? ownIds[limit - 1] : undefined,
    }));
    const next = lastId === undefined ? undefined : { id: lastId };
    return { status: 200, body: { items, ...cursorField(next) } };
  };

const overviewRoute =
  (deps: Deps): Handler<'GET /api/collective-overviews'> =>
  async ({ query, caller, reach, today }) => {
    const afterId = decodeCursorOf('id', query.cursor);
    const districts = reach === 'all' ? undefined : caller.districts;
    const { items, next } = await readOverview(deps.table, today, afterId, districts);
    return { status: 200, body: { items, ...cursorField(next) } };
  };

const readRoute =
  (deps: Deps): Handler<'GET /api/collectives/{id}'> =>
  async (request) => {
    const { path, caller, reach } = request;
    if (!reachesCollective(caller, reach, path.id)) {
      throw notFound();
    }
    const found = await findCollective(deps.table, path.id);
    // Only coordinators are told who leads a group.
    if (caller.role !== 'coordinator') return withVersion(200, found);
    const leaders = await readLeaders(deps, path.id);
    const rows = leaders.map(({ id }) => ({ ids: [id] }));
    await deps.accessLog(request, { lists: [{ rows, fields: ['name', 'telephone'] }] });
    return withVersion(200, { ...found, leaders });
  };

export const createCollectivesRoutes = (deps: Deps) =>
  createRoutes(collectivesContract, { collectives: placeOfCollective(deps.table) })({
    'POST /api/collectives': formRoute(deps),
    'GET /api/collectives': listRoute(deps),
    'GET /api/collective-overviews': overviewRoute(deps),
    'GET /api/collectives/{id}': readRoute(deps),
    'PATCH /api/collectives/{id}': changeRoute(deps),
  });
