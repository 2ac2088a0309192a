import { createBooksRoutes } from '../../functions/areas/books/routes.ts';
import { createCases } from '../../functions/areas/cases/repository.ts';
import { createCasesRoutes } from '../../functions/areas/cases/routes.ts';
import { createCollectives } from '../../functions/areas/collectives/repository.ts';
import { createCollectivesRoutes } from '../../functions/areas/collectives/routes.ts';
import { createMembers } from '../../functions/areas/members/repository.ts';
import { createMembersRoutes } from '../../functions/areas/members/routes.ts';
import { createOutreachRecords } from '../../functions/areas/outreach/repository.ts';
import { createOutreachRoutes } from '../../functions/areas/outreach/routes.ts';
import { createProgrammeRecords } from '../../functions/areas/programme/repository.ts';
import { createProgrammeRoutes } from '../../functions/areas/programme/routes.ts';
import { createRequests } from '../../functions/areas/requests/repository.ts';
import { createRequestReversal } from '../../functions/areas/requests/reversal.ts';
import { createRequestsRoutes } from '../../functions/areas/requests/routes.ts';
import { createCashDifferences } from '../../functions/months/closing/cash-differences.ts';
import { createExplanations } from '../../functions/months/closing/explanations.ts';
import { createClosingRoutes } from '../../functions/months/closing/routes.ts';
import type { PreviewDeps } from '../../functions/months/preview/preview.ts';
import { createPreviewRoutes } from '../../functions/months/preview/routes.ts';
import type { PublicationRegistration } from '../../functions/months/publishing/register-publication.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createKnownNames } from '../../functions/shared/screening/known-names.ts';
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
    ...createCollectivesRoutes({ collectives: createCollectives(table, vault), newId }),
    ...createRequestsRoutes({ requests: createRequests(table, vault), accessLog }),
    ...createMembersRoutes({
      members: createMembers(table, vault, createCodes('M-')),
      reverseRequest: createRequestReversal(table, vault),
      accessLog,
      newId,
    }),
    ...createBooksRoutes({ table, vault, accessLog }),
    ...createCasesRoutes({ cases: createCases(table, vault, createCodes('C-')), accessLog, newId }),
    ...createOutreachRoutes({ records: createOutreachRecords(table, vault), accessLog, newId }),
    ...createPreviewRoutes({ preview, register: publications, accessLog }),
    ...createProgrammeRoutes({
      catalogue: preview.catalogue,
      records: createProgrammeRecords(table, vault, newId),
      validateNames: createKnownNames(table, vault),
      announceTerms: async () => {},
    }),
    ...createClosingRoutes({
      publications,
      explanations: createExplanations(table),
      cashDifferences: createCashDifferences(table),
      validateNames: createKnownNames(table, vault),
      // Whoever drives it says when the compile hears of a correction.
      announce: async () => {},
    }),
  ]);
