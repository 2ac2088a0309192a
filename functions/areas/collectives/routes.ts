import { notFound, stale } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursor, decodeCursorOf } from '../../shared/fields/cursor.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { limitOf } from '../../shared/fields/page-schema.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import { validateDistrict } from '../../shared/reach/district-rules.ts';
import { reachesCollective } from '../../shared/reach/reach.ts';
import { collectivesContract } from './contract.ts';
import type { Collectives } from './repository.ts';
import { applyChange } from './rules.ts';
import type { Collective } from './schema.ts';

export const createCollectivesRoutes = ({ collectives, newId }: { collectives: Collectives; newId: Ids }) =>
  createRoutes(collectivesContract)({
    'POST /api/collectives': async ({ body, caller, now, today }) => {
      const value: Collective = { ...body, ...stampOf(caller, now) };
      const { id, district, formedOn, closedOn } = body;
      const outcome = await collectives.form(
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
      );
      return outcome === 'created' ? withVersion(201, value) : withVersion(200, await collectives.find(id));
    },

    'GET /api/collectives': async ({ query, caller, reach }) => {
      const limit = limitOf(query.limit);
      if (reach === 'all') {
        const { items, next } = await collectives.list(limit, decodeCursor(query.cursor));
        return { status: 200, body: { items, ...cursorField(next) } };
      }
      const after = decodeCursorOf('id', query.cursor);
      const own = caller.collectives.filter((id) => after === undefined || id > after).sort();
      const items = await collectives.findMany(own.slice(0, limit));
      const last = own.length > limit ? own[limit - 1] : undefined;
      return { status: 200, body: { items, ...cursorField(last === undefined ? undefined : { id: last }) } };
    },

    'GET /api/collective-overviews': async ({ query, today }) => {
      const { items, next } = await collectives.readOverview(today, decodeCursor(query.cursor));
      return { status: 200, body: { items, ...cursorField(next) } };
    },

    'GET /api/collectives/{id}': async ({ path, caller, reach }) => {
      if (!reachesCollective(caller, reach, path.id)) {
        throw notFound();
      }
      return withVersion(200, await collectives.find(path.id));
    },

    'PATCH /api/collectives/{id}': async ({ path, body, ifMatch, caller, reach, now, today }) => {
      if (!reachesCollective(caller, reach, path.id)) {
        throw notFound();
      }
      const current = await collectives.find(path.id);
      if (current.version !== ifMatch) {
        throw stale(current);
      }
      const { changed, fields } = applyChange(current, body);
      if (fields.length === 0) {
        return withVersion(200, current);
      }
      const { id, district, formedOn, closedOn } = changed;
      const outcome = await collectives.change(
        changed,
        {
          type: 'collective_changed',
          id: newId(),
          recordedAt: now.toISOString(),
          actor: caller.personId,
          collectiveId: id,
          district,
          formedOn,
          closedOn,
          fields,
        },
        fields.includes('district') ? validateDistrict(district, today) : undefined,
        // If the names of all members were refused, a leader could find out by trying names who is a member elsewhere.
        reach === 'all' ? undefined : ({ collectiveId }) => reachesCollective(caller, reach, collectiveId),
      );
      if (outcome !== 'written') {
        throw stale(outcome.stale);
      }
      return withVersion(200, changed);
    },
  });
