import { notFound } from '../../shared/errors/errors.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import type { OpeningLog } from '../../shared/journal/opening-line.ts';
import { openingOf } from '../../shared/one-woman/shown-ids.ts';
import { placeOfCase } from '../../shared/places/cases.ts';
import { placeOfWoman } from '../../shared/places/women.ts';
import { reachesMember } from '../../shared/reach/reach.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { findReadable } from '../cases/case-reach.ts';
import { findMember } from '../members/revision.ts';
import { encryptedFields, personalFields } from '../members/schema.ts';
import { recordContract } from './contract.ts';
import { readCaseReadings, readRecord } from './repository.ts';

/** The access log's words for all that a record holds. */
const fields = [
  ...encryptedFields,
  ...personalFields,
  'savings',
  'loans',
  'cases',
  'events',
  'talks',
  'requests',
];

export const createRecordRoutes = ({
  table,
  vault,
  accessLog,
}: Records & { readonly accessLog: OpeningLog }) =>
  createRoutes(recordContract, { members: placeOfWoman(table), cases: placeOfCase(table) })({
    'GET /api/members/{id}/record': async (request) => {
      const { path, caller, reach } = request;
      const stored = await findMember(table, path.id);
      if (!reachesMember(caller, reach, stored)) {
        throw notFound();
      }
      const body = await readRecord({ table, vault }, stored, caller, reach, request);
      const opening = openingOf(stored);
      await accessLog(request, {
        ...opening,
        concerns: [...opening.concerns, ...[...body.cases, ...body.requests].map(({ id }) => id)],
        fields,
      });
      return { status: 200, body };
    },

    'GET /api/cases/{id}/readings': async (request) => {
      const { record } = await findReadable(table, request.path.id, request, request.reach);
      return { status: 200, body: await readCaseReadings(table, record, request.now) };
    },
  });
