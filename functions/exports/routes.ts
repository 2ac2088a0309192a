import { createRoutes } from '../http/create-routes.ts';
import type { AccessLog } from '../journal/access-log.ts';
import { exportsContract } from './contract.ts';
import type { ValidateExport } from './sharing-consent.ts';

export const createExportRoutes = ({
  accessLog,
  validateExport,
}: {
  accessLog: AccessLog;
  validateExport: ValidateExport;
}) =>
  createRoutes(exportsContract)({
    'POST /api/exports': async (request) => {
      const { list, subjects } = request.body;
      const refusal = await validateExport(list, subjects);
      if (refusal !== undefined) throw refusal;
      await accessLog(request, { subjects, fields: [list] });
      return { status: 201, body: { at: request.now.toISOString() } };
    },
  });
