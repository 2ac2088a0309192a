import { createRoutes } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import { healthContract } from './contract.ts';
import { type LookDeps, lookAt } from './look.ts';
import { heaviest } from './rules.ts';

export const createHealthRoutes = (
  deps: LookDeps & { readonly accessLog: AccessLog; readonly callPhone: string | undefined },
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
  });
