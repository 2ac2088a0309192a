import { createBooks } from '../../functions/books/repository.ts';
import { createBooksRoutes } from '../../functions/books/routes.ts';
import { createCases } from '../../functions/cases/repository.ts';
import { createCasesRoutes } from '../../functions/cases/routes.ts';
import { createCashDifferences } from '../../functions/closing/cash-differences.ts';
import { createExplanations } from '../../functions/closing/explanations.ts';
import { createClosingRoutes } from '../../functions/closing/routes.ts';
import { createCollectives } from '../../functions/collectives/repository.ts';
import { createCollectivesRoutes } from '../../functions/collectives/routes.ts';
import { newId } from '../../functions/domain/ids.ts';
import { createMembers } from '../../functions/members/repository.ts';
import { createMembersRoutes } from '../../functions/members/routes.ts';
import { createOutreachRecords } from '../../functions/outreach/repository.ts';
import { createOutreachRoutes } from '../../functions/outreach/routes.ts';
import type { PreviewDeps } from '../../functions/preview/preview.ts';
import { createPreviewRoutes } from '../../functions/preview/routes.ts';
import { createProgrammeRecords } from '../../functions/programme/repository.ts';
import { createProgrammeRoutes } from '../../functions/programme/routes.ts';
import type { PublicationRegistration } from '../../functions/publishing/register-publication.ts';
import { createRequests } from '../../functions/requests/repository.ts';
import { createRequestReversal } from '../../functions/requests/reversal.ts';
import { createRequestsRoutes } from '../../functions/requests/routes.ts';
import { createKnownNames } from '../../functions/screening/known-names.ts';
import { createCodes } from '../../functions/table/member-and-case-codes.ts';
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
    ...createBooksRoutes({ books: createBooks(table, vault), accessLog }),
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
