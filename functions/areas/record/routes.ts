import { notFound } from '../../shared/errors/errors.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import { reachesMember } from '../../shared/reach/reach.ts';
import { encryptedFields, personalFields } from '../members/schema.ts';
import { recordContract } from './contract.ts';
import type { Records } from './repository.ts';

/** The access log's words for all that a record holds. */
const fields = [...encryptedFields, ...personalFields, 'savings', 'loans', 'cases', 'events', 'requests'];

export const createRecordRoutes = ({ records, accessLog }: { records: Records; accessLog: AccessLog }) =>
  createRoutes(recordContract)({
    'GET /api/members/{id}/record': async (request) => {
      const { path, caller, reach, today } = request;
      const stored = await records.findMember(path.id);
      if (!reachesMember(caller, reach, stored)) {
        throw notFound();
      }
      const body = await records.read(stored, caller, reach, today);
      await accessLog(request, {
        subject: stored.id,
        member: stored.id,
        concerns: [...body.cases, ...body.requests].map(({ id }) => id),
        fields,
      });
      return { status: 200, body };
    },

    'GET /api/cases/{id}/readings': async (request) => {
      const { record } = await records.findReachable(request.path.id, request, request.reach);
      return { status: 200, body: await records.readCaseReadings(record) };
    },
  });
