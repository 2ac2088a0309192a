import { createCashDifferences } from '../../functions/months/closing/cash-differences.ts';
import { openGate } from '../../functions/months/disclosure/gate.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { createPreviewRoutes } from '../../functions/months/preview/routes.ts';
import { createRegistration } from '../../functions/months/publishing/register-publication.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { readJournal } from '../../functions/shared/journal/read-journal.ts';
import { createStoreDouble } from '../publishing/store-double.ts';
import { createSend } from '../support/request.ts';
import type { TestRecords } from '../support/table.ts';

/** What asks for a month’s preview and findings, over a test’s tables; nothing was published. */
export const openPreview = ({ table, accessLog }: Pick<TestRecords, 'table' | 'accessLog'>) => {
  const store = createStoreDouble();
  return createSend(
    createPreviewRoutes({
      preview: {
        catalogue: indicators,
        gate: openGate,
        readLines: (from: string | null, to: string) => readJournal(table, from, to, '2026-04-01'),
        published: store,
        state: store,
        alarm: () => {},
        cashDifferences: createCashDifferences(table),
      },
      register: createRegistration(table, newId),
      table,
      accessLog,
    }),
  );
};
