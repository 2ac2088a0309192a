import { createRoutes } from '../platform/http.ts';
import { sessionContract } from './contract.ts';

export const createSessionRoutes = ({ document }: { document: () => unknown }) =>
  createRoutes(sessionContract, {
    'GET /api/health': async () => ({ status: 200, body: { status: 'ok' } }),

    'GET /api/openapi.json': async () => ({ status: 200, body: document() }),

    'GET /api/me': async ({ caller }) => ({
      status: 200,
      body: {
        id: caller.personId,
        role: caller.role,
        scope: { collectives: caller.collectives, districts: caller.districts },
        locale: caller.locale,
      },
    }),
  });
