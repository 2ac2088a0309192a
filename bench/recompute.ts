import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openDuckDbCount } from '../bin/audit/duckdb-count.ts';
import { addMonths } from '../functions/shared/calendar/calendar.ts';
import { compilerMemoryMB } from '../lib/functions/without-routes.ts';
import { compileNewest } from './compile-newest.ts';
import { countMonthFiles, readWithoutCounting } from './count-journal.ts';
import { type BenchHistory, openHistory, stateFolderOf, writeHistory } from './history.ts';
import { factsOf, inventJournal, type JournalPlan } from './invented-journal.ts';
import { byCpu, compare, type Row, spreadOfOne } from './measure.ts';
import { cutoffInstant } from './register.ts';

/** A journal of a million facts: 10,000 members who meet for 49 months. */
const millionPlan: JournalPlan = {
  collectives: 500,
  membersEach: 20,
  firstMonth: '2022-10',
  months: 49,
};

const pairs = 11;
const run = promisify(execFile);

const countFacts = (plan: JournalPlan): number => {
  let facts = 0;
  for (const line of inventJournal(plan)) {
    facts += factsOf(line);
  }
  return facts;
};

/** The name of the history whose journal is in the table's pages alone, as after the loss of every month file. */
const pagesHistoryName = 'million-pages';
/** The name of the history whose journal has a month file for every month. */
const filesHistoryName = 'million-files';
const openPagesHistory = (folder: string): BenchHistory => openHistory(folder, pagesHistoryName, millionPlan);
const openFilesHistory = (folder: string): BenchHistory => openHistory(folder, filesHistoryName, millionPlan);

/**
 * Writes the million facts for the benchmark of a recompute, once in the table's pages and once in month files.
 * @returns the number of facts
 */
export const writeMillion = async (folder: string): Promise<number> => {
  const noMonths = 0;
  await writeHistory(folder, pagesHistoryName, millionPlan, noMonths);
  await writeHistory(folder, filesHistoryName, millionPlan, millionPlan.months);
  return countFacts(millionPlan);
};

/** Counts all months from the same month files with DuckDB on one thread, by the SQL statements of test/audit-count/sql. */
const countByDuckDb = async (folder: string): Promise<void> => {
  const files = globSync(join(stateFolderOf(folder, filesHistoryName), 'journal/*.zst'));
  const { firstMonth, months } = millionPlan;
  const lastMonth = addMonths(firstMonth, months - 1);
  const duckDb = await openDuckDbCount(files, { threads: 1 });
  try {
    await duckDb.countAt(cutoffInstant(lastMonth), firstMonth, lastMonth);
  } finally {
    duckDb.close();
  }
};

/** Makes a part of the bench that does some work once and returns the process's peak memory in MB. */
const peakOf =
  (work: (folder: string) => Promise<unknown>) =>
  async (folder: string): Promise<number> => {
    await work(folder);
    const peakKB = process.resourceUsage().maxRSS;
    return peakKB / 1024;
  };

// Each of these runs in a process of its own, which run-part.ts starts.
export const recomputeOnce = peakOf((folder) => compileNewest(openPagesHistory(folder), { recompute: true }));
export const countOnce = peakOf((folder) => countMonthFiles(openFilesHistory(folder)));
export const countByDuckDbOnce = peakOf(countByDuckDb);

/**
 * Runs another part of the bench in a process of its own, so that its memory doesn't add to this process's.
 * @returns the number that the part prints
 */
const runPart = async (part: string, folder: string): Promise<number> => {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'run-part.ts'), part, folder]);
  return Number(stdout);
};

/**
 * Measures a recompute of a million facts: the count from month files against reading the lines and against DuckDB, the
 * compile without month files, and the memory of each.
 */
export const measureRecompute = async (folder: string): Promise<Row[]> => {
  const factCount = await runPart('write-million', folder);
  const facts = factCount.toLocaleString('en');
  const peakMB = await runPart('recompute-once', folder);
  const countMB = await runPart('count-once', folder);
  const duckDbMB = await runPart('count-by-duckdb-once', folder);
  const perMillion = (megabytes: number): number => Math.round((megabytes * 1_000_000) / factCount);
  const pagesHistory = openPagesHistory(folder);
  const filesHistory = openFilesHistory(folder);
  const measureReading = byCpu(() => readWithoutCounting(pagesHistory));
  return [
    {
      what: `the count of ${facts} facts from month files`,
      against: 'reading and parsing the same lines from the table’s pages',
      ratio: await compare(
        byCpu(() => countMonthFiles(filesHistory)),
        measureReading,
        { pairs, warmUp: 2 },
      ),
      limit: 0.8,
      aim: 0.15,
      hindrance:
        'a third of the count is JSON.parse of lines that are mostly ids (a reader by hand was no faster), a tenth the two hashes; the rest brings each row of a sheet to its member’s document, and waits for memory.',
    },
    {
      what: `the count of ${facts} facts from month files`,
      against: 'DuckDB on one thread, by the catalogue as SQL (test/audit-count/sql), from the same files',
      ratio: await compare(
        byCpu(() => countMonthFiles(filesHistory)),
        byCpu(() => countByDuckDb(folder)),
        { pairs: 5, warmUp: 1 },
      ),
      limit: 1,
      aim: 0.8,
    },
    {
      what: `peak memory of that count, ${perMillion(countMB)} MB for a million facts`,
      against: `DuckDB’s, ${perMillion(duckDbMB)} MB`,
      ratio: spreadOfOne(countMB / duckDbMB),
      limit: 1,
      aim: 0.8,
    },
    {
      what: `compile of ${facts} facts whose month files are all lost, with making them again`,
      against: 'reading and parsing the same pages alone',
      ratio: await compare(
        byCpu(() => compileNewest(pagesHistory, { recompute: true })),
        measureReading,
        { pairs, warmUp: 2 },
      ),
      limit: 2.4,
    },
    {
      what: `peak memory of that compile, ${Math.round(peakMB)} MB`,
      against: `the function's setting, ${compilerMemoryMB} MB`,
      ratio: spreadOfOne(peakMB / compilerMemoryMB),
      limit: 1,
      aim: 0.5,
    },
  ];
};
