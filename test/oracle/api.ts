import { createCases } from '../../functions/cases/repository.ts';
import { createCasesRoutes } from '../../functions/cases/routes.ts';
import { createTargets } from '../../functions/close/repository.ts';
import { createCloseRoutes } from '../../functions/close/routes.ts';
import { createCollectives } from '../../functions/collectives/repository.ts';
import { createCollectivesRoutes } from '../../functions/collectives/routes.ts';
import { createMembers } from '../../functions/members/repository.ts';
import { createMembersRoutes } from '../../functions/members/routes.ts';
import { createOutreachRecords } from '../../functions/outreach/repository.ts';
import { createOutreachRoutes } from '../../functions/outreach/routes.ts';
import { createCodes } from '../../functions/platform/codes.ts';
import { newId } from '../../functions/platform/ids.ts';
import { createKnownNames } from '../../functions/platform/names/known-names.ts';
import { createPreviewRoutes } from '../../functions/preview/routes.ts';
import type { Publications } from '../../functions/reporting/publications.ts';
import type { Recaller } from '../../functions/reporting/recall.ts';
import { createSavings } from '../../functions/savings/repository.ts';
import { createSavingsRoutes } from '../../functions/savings/routes.ts';
import { createSend } from '../support/request.ts';
import type { TestRecords } from '../support/table.ts';

/** Every slice that records what indicators count, the close and the preview, behind one function, over one table. */
export const openApi = (
  { table, vault, accessLog }: TestRecords,
  { publications, recaller }: { readonly publications: Publications; readonly recaller: Recaller },
) =>
  createSend([
    ...createCollectivesRoutes({ collectives: createCollectives(table, vault), newId }),
    ...createMembersRoutes({ members: createMembers(table, vault, createCodes('M-')), accessLog, newId }),
    ...createSavingsRoutes({ savings: createSavings(table, vault), accessLog }),
    ...createCasesRoutes({ cases: createCases(table, vault, createCodes('C-')), accessLog, newId }),
    ...createOutreachRoutes({ records: createOutreachRecords(table, vault) }),
    ...createPreviewRoutes({ recaller, register: publications, accessLog }),
    ...createCloseRoutes({
      catalogue: recaller.catalogue,
      publications,
      targets: createTargets(table, newId),
      refusalOfNames: createKnownNames(table, vault),
      // Whoever drives it says when the compile hears of a correction.
      announce: async () => {},
    }),
  ]);
