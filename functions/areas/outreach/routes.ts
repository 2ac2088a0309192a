import { formatInstant } from '../../shared/calendar/calendar.ts';
import { stale } from '../../shared/errors/errors.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { openSealedCursor, sealedCursorField } from '../../shared/http/sealed-cursor.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import { womenWithin } from '../../shared/places/women.ts';
import { validateDistrict } from '../../shared/reach/district-rules.ts';
import { type MemberScope, reachesDistrict, reachesMember, requireInArea } from '../../shared/reach/reach.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import { outreachContract } from './contract.ts';
import { listChosenOutreach, listOutreach } from './list-outreach.ts';
import { addOutreach, findOutreach, readOutreach, reverseOutreach } from './repository.ts';
import { seeRoster, seeRosters } from './roster-within.ts';
import type { Outreach } from './schema.ts';
import { setRoster } from './set-roster.ts';

type Deps = Records & { readonly accessLog: AccessLog; readonly newId: Ids };

type Handler<Key extends keyof typeof outreachContract> = Handlers<typeof outreachContract>[Key];

/** Logs who stands on the rosters that are about to be shown. */
const logRosters = async (deps: Deps, reader: Reader, shown: readonly Outreach[]): Promise<void> => {
  const rows = shown.flatMap(
    ({ roster }) => roster?.participants.map(({ memberId }) => ({ of: memberId, ids: [memberId] })) ?? [],
  );
  if (rows.length > 0) {
    await deps.accessLog(reader, { lists: [{ rows, fields: ['roster'] }] });
  }
};

const addRoute =
  (deps: Deps): Handler<'POST /api/outreach'> =>
  async (request) => {
    const { body, caller, reach, now, today } = request;
    const { id, kind, on, mode, district, participants, title, outlet, url } = body;
    requireInArea(caller, reach, district);
    const { outcome, outreach } = await addOutreach(
      deps,
      { ...body, ...stampOf(caller, now) },
      body,
      {
        type: 'outreach_recorded',
        id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        outreachId: id,
        kind,
        on,
        mode,
        district,
        participants,
        // These are published only of a story in the media.
        ...(kind === 'media_story' ? { title, outlet, url } : {}),
      },
      validateDistrict(district, today),
      request,
    );
    const { seen } = await seeRoster(deps.table, outreach, request);
    await logRosters(deps, request, [seen]);
    return withVersion(outcome === 'created' ? 201 : 200, seen);
  };

const setRosterRoute =
  (deps: Deps): Handler<'PUT /api/outreach/{id}/roster'> =>
  async (request) => {
    const { path, body, ifMatch, caller, reach, now } = request;
    // `unseen`: the rows of women whom the caller doesn't reach.
    const { seen: found, unseen } = await seeRoster(
      deps.table,
      await findOutreach(deps.table, path.id),
      request,
    );
    const showStale = async (current: Outreach) => {
      const { seen } = await seeRoster(deps.table, current, request);
      await logRosters(deps, request, [seen]);
      return stale(seen);
    };
    if (found.version !== ifMatch) {
      throw await showStale(found);
    }
    const isSame = found.roster !== undefined && canonicalJson(found.roster) === canonicalJson(body);
    // `setRoster` refuses even the same roster if the outreach was taken back.
    if (isSame && found.reversed === undefined) {
      return withVersion(200, found);
    }
    const isReached = (member: MemberScope) => reachesMember(caller, reach, member);
    const outcome = await setRoster(
      deps.table,
      found,
      body,
      { isKnown: isReached, unseen },
      {
        type: 'roster_set',
        id: deps.newId(),
        recordedAt: now.toISOString(),
        actor: caller.personId,
        outreachId: found.id,
        kind: found.kind,
        on: found.on,
        // Participants whom the caller does not see stay on the roster.
        participants: [...body.participants, ...unseen],
      },
    );
    if (outcome !== 'written') {
      throw await showStale(outcome.stale);
    }
    return withVersion(200, { ...found, roster: body, version: found.version + 1 });
  };

const reverseRoute =
  (deps: Deps): Handler<'POST /api/outreach/{id}/reversal'> =>
  async (request) => {
    const { path, body, caller, now } = request;
    const found = await findOutreach(deps.table, path.id);
    const { id: outreachId, kind, on, mode, district, participants } = found;
    const { outcome, outreach } = await reverseOutreach(
      deps,
      found,
      body,
      {
        type: 'outreach_reversed',
        id: body.id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        outreachId,
        kind,
        on,
        mode,
        district,
        participants,
      },
      { at: formatInstant(now), by: caller.personId },
      request,
    );
    const { seen } = await seeRoster(deps.table, outreach, request);
    await logRosters(deps, request, [seen]);
    return withVersion(outcome === 'created' ? 201 : 200, seen);
  };

const listRoute =
  (deps: Deps): Handler<'GET /api/outreach'> =>
  async (request) => {
    const { caller, reach, query } = request;
    const { month, memberId, limit, cursor } = query;
    const after = await openSealedCursor(deps.vault, request, cursor);
    // For an area coordinator, a woman beyond her reach has taken part in nothing.
    if (reach === 'area' && memberId !== undefined) {
      const women = await womenWithin(deps.table, [memberId], { caller, reach });
      if (!women.has(memberId)) return { status: 200, body: { items: [] } };
    }
    const isWanted = ({ district }: Outreach) => reachesDistrict(caller, reach, district);
    const { items, next } = await readPage(limit, (count) =>
      memberId === undefined && reach === 'all'
        ? listOutreach(deps.table, month, count, after)
        : listChosenOutreach(deps.table, { memberId, month, isWanted }, count, after),
    );
    const shown = (await seeRosters(deps.table, items, request)).map(({ seen }) => seen);
    await logRosters(deps, request, shown);
    return { status: 200, body: { items: shown, ...(await sealedCursorField(deps.vault, request, next)) } };
  };

export const createOutreachRoutes = (deps: Deps) =>
  createRoutes(outreachContract, { outreach: (id) => readOutreach(deps.table, id) })({
    'POST /api/outreach': addRoute(deps),
    'PUT /api/outreach/{id}/roster': setRosterRoute(deps),
    'POST /api/outreach/{id}/reversal': reverseRoute(deps),
    'GET /api/outreach': listRoute(deps),
  });
