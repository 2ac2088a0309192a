import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readFiles } from '../published-files.ts';
import { auditMonth, countPublications, type Finding } from './audit-month.ts';
import { openDuckDbCount } from './duckdb-count.ts';
import { type PublishedMonth, readPublishedMonth } from './published-month.ts';

export type Audit = {
  /** The folder or archive that holds the month's files. */
  readonly place: string;
  readonly published: PublishedMonth;
  readonly findings: readonly Finding[];
};

/**
 * Audits every published month that a folder holds, unpacked or as an archive, against the export of the journal beside it.
 *
 * @throws if the folder holds no export, or no published month
 */
export const auditFolder = async (folder: string): Promise<Audit[]> => {
  const journal = journalFilesIn(folder);
  const months = pathsIn(folder)
    .filter((path) => path.endsWith('snapshot.json') || path.endsWith('.zip'))
    .map((path) => (path.endsWith('.zip') ? path : join(path, '..')))
    .flatMap((place) => {
      const snapshot = readFiles(place).get('snapshot.json');
      return snapshot === undefined ? [] : [{ place, published: readPublishedMonth(snapshot.toString()) }];
    });
  if (months.length === 0) {
    throw new Error(`${folder} holds no published month (snapshot.json, or its archive).`);
  }
  const duckDb = await openDuckDbCount(journal);
  try {
    const publications = await countPublications(duckDb);
    const audits: Audit[] = [];
    for (const { place, published } of months) {
      const findings = await auditMonth(duckDb, publications, published);
      audits.push({ place: relative(folder, place) || '.', published, findings });
    }
    return audits;
  } finally {
    duckDb.close();
  }
};

/**
 * Runs an SQL query over the journal in a folder, and over its months as counted from all exported lines.
 *
 * @returns rows as JSON: dates and large numbers are texts
 */
export const askFolder = async (folder: string, sql: string): Promise<readonly Record<string, unknown>[]> => {
  const duckDb = await openDuckDbCount(journalFilesIn(folder));
  try {
    const months = (await duckDb.publications()).map(({ month }) => month).sort();
    await duckDb.countAt('9999-01-01T00:00:00Z', months[0] ?? '2025-04', months.at(-1) ?? '2025-04');
    return await duckDb.ask(sql);
  } finally {
    duckDb.close();
  }
};

const pathsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((path) => join(folder, path));

const journalFilesIn = (folder: string): string[] => {
  const files = pathsIn(folder).filter((path) => /\.(jsonl|ndjson)(\.zst)?$/.test(path));
  if (files.length === 0) {
    throw new Error(`${folder} holds no export of the journal (journal.jsonl).`);
  }
  return files;
};

/** The printed result: a line for each finding, followed by its notes. */
export const describeAudit = ({ place, published, findings }: Audit): string[] => {
  const width = Math.max(...findings.map(({ about }) => about.length)) + 2;
  const countOf = (verdict: Finding['verdict']): number =>
    findings.filter((finding) => finding.verdict === verdict).length;
  return [
    `${published.month} version ${published.version}, from ${place}`,
    ...findings.flatMap(({ about, verdict, notes }) => [
      `  ${about.padEnd(width)}${verdict}`,
      ...notes.map((note) => `    ${note}`),
    ]),
    `${countOf('same')} same, ${countOf('withheld')} withheld, ${countOf('different')} different`,
  ];
};
