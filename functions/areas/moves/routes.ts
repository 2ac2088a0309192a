import { AppError, notFound } from '../../shared/errors/errors.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { openSealedCursor, sealedCursorField } from '../../shared/http/sealed-cursor.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { AccessLog, Reading as ReadingToLog } from '../../shared/journal/access-log.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import { logRefusedFigures } from '../../shared/journal/refused-figures.ts';
import { placeOfCollective, withCollectives } from '../../shared/places/collectives.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { reachesCollective } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { movesContract } from './contract.ts';
import { unknownCollective } from './move-refusals.ts';
import { recordMove } from './record-move.ts';
import { reverseMove } from './reverse-move.ts';
import type { Move } from './schema.ts';
import { findMove, listMoves, showMove } from './stored-moves.ts';

type Deps = Records & { readonly accessLog: AccessLog };

type Handler<Key extends keyof typeof movesContract> = Handlers<typeof movesContract>[Key];

/** The fields that the access log names for a reading. */
const fields = ['savings', 'loans', 'reason'];

const idsOf = (collectiveId: string, moves: readonly Move[]): string[] => [
  ...new Set([collectiveId, ...moves.flatMap(({ id, members }) => [id, ...members])]),
];

/** The reading of what women hold in a group, where that refuses their move or its taking back. */
const readingOfMove = (collectiveId: string, { members }: Pick<Move, 'members'>): ReadingToLog => ({
  subject: collectiveId,
  lists: [{ rows: [{ of: collectiveId, ids: [collectiveId, ...members] }], fields: ['savings', 'loans'] }],
});

/** Answers with the move as it stands in the books of the collective, after logging the reading. */
const answerMove = async <Status extends 200 | 201>(
  { table, vault, accessLog }: Deps,
  status: Status,
  collectiveId: string,
  moveId: string,
  request: Reader,
) => {
  const value = await showMove(vault, collectiveId, await findMove(table, collectiveId, moveId));
  await accessLog(request, {
    subject: moveId,
    lists: [{ rows: [{ of: collectiveId, ids: idsOf(collectiveId, [value]) }], fields }],
  });
  return withVersion(status, value);
};

/** Whether the caller reaches the other group of a move. An area coordinator doesn't if it lies in another area; only the state coordinator moves women there. */
const reachesOther = async (
  table: Deps['table'],
  collectiveId: string,
  { caller, reach }: { readonly caller: Caller; readonly reach: Reach },
): Promise<boolean> =>
  reachesCollective(
    reach === 'area' ? await withCollectives(table, caller, [collectiveId]) : caller,
    reach,
    collectiveId,
  );

const moveRoute =
  (deps: Deps): Handler<'POST /api/collectives/{id}/moves'> =>
  async (request) => {
    const { path, body, caller, reach, now } = request;
    if (body.to === path.id) {
      const message = 'They are in this collective already.';
      throw new AppError('invalid', 'same_collective', message, { errors: [{ path: 'to', message }] });
    }
    if (!(await reachesOther(deps.table, body.to, { caller, reach }))) {
      throw unknownCollective();
    }
    const by = { now, personId: caller.personId };
    const outcome = await logRefusedFigures(recordMove(deps, path.id, body, stampOf(caller, now), by), () =>
      deps.accessLog(request, readingOfMove(body.to, body)),
    );
    return answerMove(deps, outcome === 'created' ? 201 : 200, path.id, body.id, request);
  };

/** The moves of which the caller reaches both groups. An area coordinator may read neither the other group nor the reason of a move that crosses areas. */
const reachedMoves = async <Crossing extends Pick<Move, 'from' | 'to'>>(
  table: Deps['table'],
  moves: readonly Crossing[],
  { caller, reach }: { readonly caller: Caller; readonly reach: Reach },
): Promise<readonly Crossing[]> => {
  if (reach !== 'area') return moves;
  const withEnds = await withCollectives(
    table,
    caller,
    moves.flatMap(({ from, to }) => [from, to]),
  );
  return moves.filter(({ from, to }) => [from, to].every((id) => reachesCollective(withEnds, reach, id)));
};

const listRoute =
  (deps: Deps): Handler<'GET /api/collectives/{id}/moves'> =>
  async (request) => {
    const { path, query } = request;
    const after = await openSealedCursor(deps.vault, request, query.cursor);
    const { items, next } = await readPage(query.limit, async (limit) => {
      const page = await listMoves(deps.table, path.id, limit, after);
      const reached = await reachedMoves(deps.table, page.items, request);
      return {
        ...page,
        items: await Promise.all(reached.map((stored) => showMove(deps.vault, path.id, stored))),
      };
    });
    await deps.accessLog(request, {
      lists: [{ rows: [{ of: path.id, ids: idsOf(path.id, items) }], fields }],
    });
    return { status: 200, body: { items, ...(await sealedCursorField(deps.vault, request, next)) } };
  };

const reverseRoute =
  (deps: Deps): Handler<'POST /api/collectives/{id}/moves/{moveId}/reversal'> =>
  async (request) => {
    const { path, body, caller, reach, now } = request;
    if (reach === 'area') {
      const { from, to } = await findMove(deps.table, path.id, path.moveId);
      const other = from === path.id ? to : from;
      if (!(await reachesOther(deps.table, other, { caller, reach }))) throw notFound();
    }
    const by = { now, personId: caller.personId };
    const outcome = await logRefusedFigures(reverseMove(deps, path.id, path.moveId, body, by), async () => {
      const { to, women } = await findMove(deps.table, path.id, path.moveId);
      await deps.accessLog(request, readingOfMove(to, { members: women.map(({ memberId }) => memberId) }));
    });
    return answerMove(deps, outcome === 'created' ? 201 : 200, path.id, path.moveId, request);
  };

export const createMovesRoutes = (deps: Deps) =>
  createRoutes(movesContract, { collectives: placeOfCollective(deps.table) })({
    'POST /api/collectives/{id}/moves': moveRoute(deps),
    'GET /api/collectives/{id}/moves': listRoute(deps),
    'POST /api/collectives/{id}/moves/{moveId}/reversal': reverseRoute(deps),
  });
