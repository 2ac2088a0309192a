import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { readFiles } from '../published-files.ts';
import { auditMonth } from './audit-month.ts';
import { countPublications, openDuckDbCount } from './duckdb-count.ts';
import type { Finding } from './finding.ts';
import { type PublishedMonth, readPublishedMonth } from './published-month.ts';

export type MonthAudit = {
  /** The folder or archive that holds the month's files, relative to the audited folder. */
  readonly path: string;
  readonly published: PublishedMonth;
  readonly findings: readonly Finding[];
};

/**
 * Audits every published month that a folder holds, unpacked or as an archive, against the export of the journal beside it.
 *
 * @throws if the folder holds no export, or no published month
 */
export const auditFolder = async (folder: string): Promise<MonthAudit[]> => {
  const journal = journalFilesIn(folder);
  const months = pathsIn(folder).flatMap((file) => {
    const path = monthPathOf(file);
    if (path === undefined) {
      return [];
    }
    const snapshot = readFiles(path).get('snapshot.json');
    // An archive of something else has no snapshot.
    return snapshot === undefined ? [] : [{ path, published: readPublishedMonth(snapshot.toString()) }];
  });
  if (months.length === 0) {
    throw new Error(`${folder} holds no published month (snapshot.json, or its archive).`);
  }
  const duckDb = await openDuckDbCount(journal);
  try {
    const publications = await countPublications(duckDb);
    const audits: MonthAudit[] = [];
    for (const { path, published } of months) {
      const findings = await auditMonth(duckDb, publications, published);
      audits.push({ path: relative(folder, path) || '.', published, findings });
    }
    return audits;
  } finally {
    duckDb.close();
  }
};

const afterLastLine = '9999-01-01T00:00:00Z';
/** The month that is counted if the journal registers no publication. */
const anyMonth = '2025-04';

/**
 * Runs an auditor's SQL query over the journal in her folder, and over its months as counted from all exported lines.
 * @returns rows as JSON: dates and large numbers are strings
 */
export const askFolder = async (folder: string, sql: string): Promise<readonly Record<string, unknown>[]> => {
  const duckDb = await openDuckDbCount(journalFilesIn(folder));
  try {
    const months = (await duckDb.publications()).map(({ month }) => month).sort();
    await duckDb.countAt(afterLastLine, months[0] ?? anyMonth, months.at(-1) ?? anyMonth);
    return await duckDb.ask(sql);
  } finally {
    duckDb.close();
  }
};

/** The month's files as `readFiles` opens them: an archive itself, or the folder of an unpacked snapshot. Undefined for any other file. */
const monthPathOf = (file: string): string | undefined => {
  if (file.endsWith('.zip')) {
    return file;
  }
  return file.endsWith('snapshot.json') ? dirname(file) : undefined;
};

/** All paths below a folder, sorted. */
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
