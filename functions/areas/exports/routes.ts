import { createRoutes } from '../../shared/http/create-routes.ts';
import { exportsContract } from './contract.ts';
import type { Exports } from './repository.ts';

export const createExportRoutes = (exports: Exports) =>
  createRoutes(exportsContract)({
    'POST /api/exports': async (request) => {
      await exports.note(request, request.body, request.today);
      return { status: 201, body: { at: request.now.toISOString() } };
    },
  });
