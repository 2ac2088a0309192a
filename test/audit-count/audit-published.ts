import { auditMonth } from '../../bin/audit/audit-month.ts';
import { countPublications } from '../../bin/audit/duckdb-count.ts';
import { type PublishedMonth, readPublishedMonth } from '../../bin/audit/published-month.ts';
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

type Value = PublishedMonth['indicators'][number]['month'];

const isAboveZero = (value: Value): boolean =>
  typeof value === 'number' ? value > 0 : 'denominator' in value && value.denominator > 0;

/** What the audit found. */
export type Audited = {
  readonly different: readonly string[];
  /** Values of indicators that were compared (month, financial year, to date of each), and how many of them are told and not zero. */
  readonly values: number;
  readonly aboveZero: number;
};

/**
 * What the audit finds different in published months: values, breakdowns, targets, baselines, revisions, changes and texts. The gate's
 * judgement is not audited.
 * @param lines the journal, with the publications that it registers
 * @param snapshots published `snapshot.json`, or what the preview showed of one
 */
export const auditSnapshots = async (
  lines: readonly JournalLine[],
  snapshots: readonly unknown[],
): Promise<Audited> => {
  const duckDb = await openJournal(lines);
  try {
    const publications = await countPublications(duckDb);
    const different: string[] = [];
    let [values, aboveZero] = [0, 0];
    for (const snapshot of snapshots) {
      const published = readPublishedMonth(JSON.stringify(snapshot));
      for (const { month, financialYear, toDate } of published.indicators) {
        values += 3;
        aboveZero += [month, financialYear, toDate].filter(isAboveZero).length;
      }
      for (const { about, verdict, notes } of await auditMonth(duckDb, publications, published)) {
        if (verdict !== 'different') continue;
        different.push(`${published.month} version ${published.version}, ${about}: ${notes.join('; ')}`);
      }
    }
    return { different, values, aboveZero };
  } finally {
    duckDb.close();
  }
};

/** What of published months is different. */
export const auditPublished = async (
  lines: readonly JournalLine[],
  snapshots: readonly unknown[],
): Promise<readonly string[]> => (await auditSnapshots(lines, snapshots)).different;
