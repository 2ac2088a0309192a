import { createRoutes } from '../http/http.ts';
import type { AccessLog } from '../journal/access-log.ts';
import { exportsContract } from './contract.ts';

export const createExportRoutes = ({ accessLog }: { accessLog: AccessLog }) =>
  createRoutes(exportsContract)({
    'POST /api/exports': async (request) => {
      const { list, subjects } = request.body;
      await accessLog(request, { subjects, fields: [list] });
      return { status: 201, body: { at: request.now.toISOString() } };
    },
  });
