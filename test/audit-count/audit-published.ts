import { auditMonth } from '../../bin/audit/audit-month.ts';
import { countPublications } from '../../bin/audit/duckdb-count.ts';
import { readPublishedMonth } from '../../bin/audit/published-month.ts';
import type { Publication } from '../../functions/months/disclosure/publication-history.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { idOf } from '../publishing/journal-builder.ts';
import { openJournal } from './open-journal.ts';

/** The journal's lines that register publications. */
export const registered = (publications: readonly Publication[]): JournalLine[] =>
  publications.map((publication) => ({
    ...publication,
    type: 'publication',
    id: idOf(`publication ${publication.ordinal}`),
    recordedAt: publication.cutoff,
    actor: 'system',
  }));

/**
 * What the audit finds different in published months: values, breakdowns, targets, baselines, revisions, changes and texts. The gate's
 * judgement is not audited.
 * @param lines the journal, with the publications that it registers
 * @param snapshots published `snapshot.json`, or what the preview showed of one
 */
export const auditPublished = async (
  lines: readonly JournalLine[],
  snapshots: readonly unknown[],
): Promise<string[]> => {
  const duckDb = await openJournal(lines);
  try {
    const publications = await countPublications(duckDb);
    const different: string[] = [];
    for (const snapshot of snapshots) {
      const published = readPublishedMonth(JSON.stringify(snapshot));
      for (const { about, verdict, notes } of await auditMonth(duckDb, publications, published)) {
        if (verdict !== 'different') continue;
        different.push(`${published.month} version ${published.version}, ${about}: ${notes.join('; ')}`);
      }
    }
    return different;
  } finally {
    duckDb.close();
  }
};
