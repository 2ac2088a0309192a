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
  { as }: TestRecords,
  {
    publications,
    preview,
  }: { readonly publications: PublicationRegistration; readonly preview: PreviewDeps },
) =>
  createSend([
    ...createCollectivesRoutes({ ...as('collectives'), newId }),
    ...createRequestsRoutes(as('requests')),
    ...createMembersRoutes({ ...as('members'), newCode: createCodes('M-'), newId }),
    ...createBooksRoutes(as('books')),
    ...createMovesRoutes(as('moves')),
    ...createSameWomenRoutes({
      records: { ...as('sameWomen'), newId },
      accessLog: as('sameWomen').accessLog,
    }),
    ...createApprovalsRoutes({
      ...as('approvals'),
      // Nobody signs in here.
      signIns: createSignIns(as('approvals').table, {
        enable: async () => {},
        disable: async () => {},
        remove: async () => {},
      }),
      retentionDays: 365,
      announceHandover: async () => {},
      newId,
    }),
    ...createCasesRoutes({ ...as('cases'), newCode: createCodes('C-'), newId }),
    ...createOutreachRoutes({ ...as('outreach'), newId }),
    ...createDemandsRoutes(as('demands')),
    ...createPreviewRoutes({ ...as('preview'), preview, register: publications }),
    ...createProgrammeRoutes({
      ...as('programme'),
      catalogue: preview.catalogue,
      newId,
      announceTerms: async () => {},
    }),
    ...createClosingRoutes({
      publications,
      explanations: createExplanations(as('closing').table),
      cashDifferences: createCashDifferences(as('closing').table),
      vault: as('closing').vault,
      validateNames: (texts, writer) => validateNames(as('closing'), texts, writer),
      // Whoever drives it says when the compile hears of a correction.
      announce: async () => {},
    }),
  ]);
