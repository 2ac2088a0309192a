import type { DrillRun } from '../../shared/health/drill-run.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { Asked, DrillAsked } from './ask-for-drill.ts';
import { healthContract } from './contract.ts';
import { type LookDeps, lookAt } from './look.ts';
import { heaviest } from './rules.ts';

export const createHealthRoutes = (
  deps: LookDeps & {
    readonly accessLog: AccessLog;
    readonly callPhone: string | undefined;
    /** Notes that somebody asks for a restore drill. */
    readonly askForDrill: (asked: DrillAsked) => Promise<Asked>;
    /** Starts a restore drill, after the write that asked for it. */
    readonly startDrill: (run: DrillRun) => Promise<void>;
  },
) =>
  createRoutes(healthContract)({
    'GET /api/health/state': async (request) => {
      const { at, rows } = await lookAt(deps, request.now);
      const owners = new Set(rows.flatMap(({ phones = [] }) => phones.map(({ personId }) => personId)));
      await deps.accessLog(request, {
        lists: [{ rows: [...owners].map((id) => ({ ids: [id] })), fields: ['devices'] }],
      });
      const { callPhone } = deps;
      return {
        status: 200,
        body: {
          at,
          state: heaviest(rows),
          rows: [...rows],
          ...(callPhone === undefined ? {} : { callPhone }),
        },
      };
    },

    'POST /api/health/drills': async ({ body, caller, now }) => {
      const { outcome, toStart } = await deps.askForDrill({ id: body.id, by: caller.personId, now });
      // If it can't be started, the request fails, and repeating it starts the drill.
      if (toStart !== undefined) await deps.startDrill(toStart);
      return { status: outcome === 'written' ? 202 : 200, body: { id: body.id } };
    },
  });
