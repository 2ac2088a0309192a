import { createCasesRoutes } from '../../functions/areas/cases/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createCodes } from '../../functions/shared/table/member-and-case-codes.ts';
import { createSend } from '../support/request.ts';
import type { TestRecords } from '../support/table.ts';

/** The routes of cases as they run, over the test's records or over what stands before them. */
export const createCasesSend = (
  records: TestRecords,
  {
    table = records.as('cases').table,
    accessLog = records.as('cases').accessLog,
    newCode = createCodes('C-'),
  }: Partial<Pick<TestRecords, 'table' | 'accessLog'>> & {
    readonly newCode?: ReturnType<typeof createCodes>;
  } = {},
) => createSend(createCasesRoutes({ table, vault: records.as('cases').vault, newCode, accessLog, newId }));
