import { createBooksRoutes } from '../functions/areas/books/routes.ts';
import { createCasesRoutes } from '../functions/areas/cases/routes.ts';
import { createCollectivesRoutes } from '../functions/areas/collectives/routes.ts';
import { createMembersRoutes } from '../functions/areas/members/routes.ts';
import { createPackRoutes } from '../functions/areas/pack/routes.ts';
import { createRequestsRoutes } from '../functions/areas/requests/routes.ts';
import { newId } from '../functions/shared/fields/ids.ts';
import { createAccessLog } from '../functions/shared/journal/access-log.ts';
import type { Records } from '../functions/shared/startup/connect-records.ts';
import { createCodes } from '../functions/shared/table/member-and-case-codes.ts';
import { createSend, type TestRequest } from '../test/support/request.ts';

/**
 * Makes a function that sends a request to the real routes of the areas that are measured, and gives the answer's body.
 * @throws Error if a request is refused
 */
export const createCall = (records: Records): ((request: TestRequest) => Promise<unknown>) => {
  const accessLog = createAccessLog(records.table, newId);
  const send = createSend([
    ...createCollectivesRoutes({ ...records, newId, accessLog }),
    ...createMembersRoutes({ ...records, newCode: createCodes('M-'), accessLog, newId }),
    ...createBooksRoutes({ ...records, accessLog }),
    ...createCasesRoutes({ ...records, newCode: createCodes('C-'), accessLog, newId }),
    ...createPackRoutes({ ...records, accessLog }),
    ...createRequestsRoutes({ ...records, accessLog }),
  ]);
  return async (request) => {
    const { status, body } = await send(request);
    if (status >= 300) {
      throw new Error(`${request.route} was answered ${status}: ${JSON.stringify(body)}`);
    }
    return body;
  };
};
