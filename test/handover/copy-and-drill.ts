import { createMemoryStore } from '../../functions/jobs/drill/memory-store.ts';
import { runDrill } from '../../functions/jobs/drill/restore-drill.ts';
import { createKeyStore } from '../../functions/shared/vault/key-store.ts';
import { copyTable } from '../../local/aws/copy-table.ts';
import type { TestRecords } from '../support/table.ts';
import { sinceSeptember } from './since-september.ts';

/** Copies both tables of a test as they are now, as a backup would restore them. */
export const copyTables = async (from: TestRecords, to: TestRecords): Promise<void> => {
  await copyTable(from.documents, from.name, to.name);
  await copyTable(from.documents, from.keysTable, to.keysTable);
};

/** Runs the restore drill on restored tables, with nothing kept outside of the present ones. */
export const drill = (present: TestRecords, restored: TestRecords) =>
  runDrill({
    restored: sinceSeptember(restored.table),
    keys: createKeyStore(restored.documents, restored.keysTable),
    tableBefore: sinceSeptember(present.table),
    state: createMemoryStore(),
    published: createMemoryStore(),
    digests: { read: async () => undefined, listDays: async () => [] },
    now: new Date('2026-11-10T00:00:00Z'),
    progress: () => {},
  });
