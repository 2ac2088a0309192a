import { createRoutes } from '../../shared/http/create-routes.ts';
import type { OpenApiDocument } from '../../shared/http/openapi.ts';
import { apiContract } from './contract.ts';

export const createApiRoutes = ({ document }: { document: () => OpenApiDocument }) =>
  createRoutes(apiContract)({
    'GET /api/health': async () => ({ status: 200, body: { status: 'ok' } }),

    'GET /api/openapi.json': async () => ({ status: 200, body: document() }),

    'GET /api/me': async ({ caller }) => ({
      status: 200,
      body: {
        id: caller.personId,
        role: caller.role,
        scope: { collectives: caller.collectives, districts: caller.districts },
        locale: caller.locale,
        ...(caller.signInName === undefined ? {} : { signInName: caller.signInName }),
        ...(caller.memberId === undefined ? {} : { memberId: caller.memberId }),
      },
    }),
  });
