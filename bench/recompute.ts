import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openDuckDbCount } from '../bin/audit/duckdb-count.ts';
import { addMonths } from '../functions/domain/calendar.ts';
import { compilerMemoryMB } from '../lib/functions/without-routes.ts';
import { type BenchHistory, compileNewest, countFiles, cutoffInstant, readAlone } from './compiler.ts';
import { openHistory, stateFolderOf, writeHistory } from './history.ts';
import { factsOf, type JournalPlan, journalOf } from './journal.ts';
import { byCpu, compare, type Row, single } from './measure.ts';

/** A journal of a million facts: 10,000 members who meet for 49 months. */
export const millionPlan: JournalPlan = {
  collectives: 500,
  membersEach: 20,
  firstMonth: '2022-10',
  months: 49,
};

const pairs = 11;
const run = promisify(execFile);

export const countFacts = (plan: JournalPlan): number => {
  let facts = 0;
  for (const line of journalOf(plan)) {
    facts += factsOf(line);
  }
  return facts;
};

/** The journal in the table's pages alone, as after the loss of every month file. */
const pagesIn = (folder: string): BenchHistory => openHistory(folder, 'million-pages', millionPlan);
/** The journal with a month file for every month. */
const filesIn = (folder: string): BenchHistory => openHistory(folder, 'million-files', millionPlan);

/** Writes the journal's pages and files. @returns the number of facts in them */
export const writeMillion = async (folder: string): Promise<number> => {
  await writeHistory(folder, 'million-pages', millionPlan, 0);
  await writeHistory(folder, 'million-files', millionPlan, millionPlan.months);
  return countFacts(millionPlan);
};

/** Counts all months from the same files with DuckDB on one thread, by the catalogue as SQL. */
const countByDuckDb = async (folder: string): Promise<void> => {
  const files = globSync(join(stateFolderOf(folder, 'million-files'), 'journal/*.zst'));
  const { firstMonth, months } = millionPlan;
  const lastMonth = addMonths(firstMonth, months - 1);
  const duckDb = await openDuckDbCount(files, { threads: 1 });
  try {
    await duckDb.countAt(cutoffInstant(lastMonth), firstMonth, lastMonth);
  } finally {
    duckDb.close();
  }
};

/** Makes a part of the bench that runs something once and returns the process's peak memory in MB. */
const peakOf =
  (run: (folder: string) => Promise<unknown>) =>
  async (folder: string): Promise<number> => {
    await run(folder);
    return process.resourceUsage().maxRSS / 1024;
  };
export const recomputeOnce = peakOf((folder) => compileNewest(pagesIn(folder), { recompute: true }));
export const countOnce = peakOf((folder) => countFiles(filesIn(folder)));
export const countByDuckDbOnce = peakOf(countByDuckDb);

/** Runs another part of the bench in a process of its own, so that its memory is not measured with the recompute. @returns its number */
const numberOf = async (part: string, folder: string): Promise<number> => {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'part.ts'), part, folder]);
  return Number(stdout);
};

/** Compares counting a million facts with reading them from the table alone, and measures its memory. */
export const measureRecompute = async (folder: string): Promise<Row[]> => {
  const count = await numberOf('recompute-pages', folder);
  const facts = count.toLocaleString('en');
  const peakMB = await numberOf('recompute-once', folder);
  const countMB = await numberOf('count-once', folder);
  const duckDbMB = await numberOf('count-by-duckdb-once', folder);
  const perMillion = (megabytes: number): number => Math.round((megabytes * 1_000_000) / count);
  const [pages, files] = [pagesIn(folder), filesIn(folder)];
  const read = byCpu(() => readAlone(pages));
  return [
    {
      what: `the count of ${facts} facts from month files`,
      against: 'reading and parsing the same lines from the table’s pages',
      ratio: await compare(
        byCpu(() => countFiles(files)),
        read,
        { pairs, warmUp: 2 },
      ),
      limit: 0.8,
      aim: 0.15,
      hindrance:
        'a third of the count is JSON.parse of lines that are mostly ids (a reader by hand was no faster), a tenth the two hashes; the rest brings each row of a sheet to its member’s document, and waits for memory (see the count against PostgreSQL).',
    },
    {
      what: `the count of ${facts} facts from month files`,
      against: 'DuckDB on one thread, by the catalogue as SQL (test/audit-count/sql), from the same files',
      ratio: await compare(
        byCpu(() => countFiles(files)),
        byCpu(() => countByDuckDb(folder)),
        { pairs: 5, warmUp: 1 },
      ),
      limit: 1,
      aim: 0.8,
    },
    {
      what: `peak memory of that process, ${perMillion(countMB)} MB per million facts`,
      against: `DuckDB’s, ${perMillion(duckDbMB)} MB`,
      ratio: single(countMB / duckDbMB),
      limit: 1,
      aim: 0.8,
    },
    {
      what: `compile of ${facts} facts whose month files are all lost, with making them again`,
      against: 'reading and parsing the same pages alone',
      ratio: await compare(
        byCpu(() => compileNewest(pages, { recompute: true })),
        read,
        { pairs, warmUp: 2 },
      ),
      limit: 2.4,
    },
    {
      what: `peak memory of that, ${Math.round(peakMB)} MB`,
      against: `the function's setting, ${compilerMemoryMB} MB`,
      ratio: single(peakMB / compilerMemoryMB),
      limit: 1,
      aim: 0.5,
    },
  ];
};
