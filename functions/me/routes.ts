import { createRoutes } from '../http/http.ts';
import { meContract } from './contract.ts';

export const createMeRoutes = ({ document }: { document: () => unknown }) =>
  createRoutes(meContract, {
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
