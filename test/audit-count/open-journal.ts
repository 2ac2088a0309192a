import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDbCount, openDuckDbCount } from '../../bin/audit/duckdb-count.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';

/** Opens a journal with DuckDB, to be counted as the audit counts it. Whoever opens it closes it. */
export const openJournal = async (lines: readonly JournalLine[]): Promise<DuckDbCount> => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-count-'));
  const file = join(folder, 'journal.jsonl');
  const content = createWriteStream(file);
  for (const line of lines) content.write(`${JSON.stringify(line)}\n`);
  await new Promise((done) => content.end(done));
  try {
    return await openDuckDbCount([file]);
  } finally {
    rmSync(folder, { recursive: true });
  }
};
