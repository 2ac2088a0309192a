import { createApprovalsRoutes } from '../../functions/areas/approvals/routes.ts';
import { createBooksRoutes } from '../../functions/areas/books/routes.ts';
import { createCasesRoutes } from '../../functions/areas/cases/routes.ts';
import { createCollectivesRoutes } from '../../functions/areas/collectives/routes.ts';
import { createDemandsRoutes } from '../../functions/areas/demands/routes.ts';
import { createMembersRoutes } from '../../functions/areas/members/routes.ts';
import { createMovesRoutes } from '../../functions/areas/moves/routes.ts';
import { createOutreachRoutes } from '../../functions/areas/outreach/routes.ts';
import { createProgrammeRoutes } from '../../functions/areas/programme/routes.ts';
import { createRequestsRoutes } from '../../functions/areas/requests/routes.ts';
import { createSameWomenRoutes } from '../../functions/areas/same-women/routes.ts';
import { createCashDifferences } from '../../functions/months/closing/cash-differences.ts';
import { createExplanations } from '../../functions/months/closing/explanations.ts';
import { createClosingRoutes } from '../../functions/months/closing/routes.ts';
import type { PreviewDeps } from '../../functions/months/preview/preview.ts';
import { createPreviewRoutes } from '../../functions/months/preview/routes.ts';
import type { PublicationRegistration } from '../../functions/months/publishing/register-publication.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { validateNames } from '../../functions/shared/screening/known-names.ts';
import { createSignIns } from '../../functions/shared/sign-ins/sync-sign-ins.ts';
import { createCodes } from '../../functions/shared/table/member-and-case-codes.ts';
import { createSend } from '../support/request.ts';
import type { TestRecords } from '../support/table.ts';

/** Every slice that records what indicators count, the close and the preview, behind one function, over one table. */
export const openApi = (
  { table, vault, accessLog }: TestRecords,
  {
    publications,
    preview,
  }: { readonly publications: PublicationRegistration; readonly preview: PreviewDeps },
) =>
  createSend([
    ...createCollectivesRoutes({ table, vault, newId, accessLog }),
    ...createRequestsRoutes({ table, vault, accessLog }),
    ...createMembersRoutes({
      table,
      vault,
      newCode: createCodes('M-'),
      accessLog,
      newId,
    }),
    ...createBooksRoutes({ table, vault, accessLog }),
    ...createMovesRoutes({ table, vault, accessLog }),
    ...createSameWomenRoutes({ records: { table, vault, newId }, accessLog }),
    ...createApprovalsRoutes({
      table,
      vault,
      // Nobody signs in here.
      signIns: createSignIns(table, {
        enable: async () => {},
        disable: async () => {},
        remove: async () => {},
      }),
      retentionDays: 365,
      announceHandover: async () => {},
      newId,
      accessLog,
    }),
    ...createCasesRoutes({ table, vault, newCode: createCodes('C-'), accessLog, newId }),
    ...createOutreachRoutes({ table, vault, accessLog, newId }),
    ...createDemandsRoutes({ table, vault, accessLog }),
    ...createPreviewRoutes({ preview, register: publications, table, accessLog }),
    ...createProgrammeRoutes({
      catalogue: preview.catalogue,
      table,
      vault,
      newId,
      announceTerms: async () => {},
    }),
    ...createClosingRoutes({
      publications,
      explanations: createExplanations(table),
      cashDifferences: createCashDifferences(table),
      validateNames: (texts, writer) => validateNames({ table, vault }, texts, writer),
      // Whoever drives it says when the compile hears of a correction.
      announce: async () => {},
    }),
  ]);
