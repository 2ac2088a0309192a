import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compilerMemoryMB } from '../lib/areas.ts';
import { compileNewest, countFiles, readAlone, type Workplace } from './compiler.ts';
import { openHistory, writeHistory } from './history.ts';
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

/** From the table's pages alone, as after the loss of every file. */
const pagesIn = (folder: string): Workplace => openHistory(folder, 'million-pages', millionPlan);
/** With a month file of every month. */
const filesIn = (folder: string): Workplace => openHistory(folder, 'million-files', millionPlan);

/** Writes the journal's pages and files, and says how many facts are in them. */
export const writeMillion = async (folder: string): Promise<number> => {
  await writeHistory(folder, 'million-pages', millionPlan, 0);
  await writeHistory(folder, 'million-files', millionPlan, millionPlan.months);
  return countFacts(millionPlan);
};

/** Once, in a process of its own, which says how much memory it took at most, in MB. */
export const recomputeOnce = async (folder: string): Promise<number> => {
  await compileNewest(pagesIn(folder), { recompute: true });
  return process.resourceUsage().maxRSS / 1024;
};

/** What another part of the bench says, in a process of its own: what it leaves in memory would be measured with the recompute. */
const numberOf = async (part: string, folder: string): Promise<number> => {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'part.ts'), part, folder]);
  return Number(stdout);
};

/** What counting a million facts costs beside reading them from the table, and how much memory it takes. */
export const measureRecompute = async (folder: string): Promise<Row[]> => {
  const facts = (await numberOf('recompute-pages', folder)).toLocaleString('en');
  const peakMB = await numberOf('recompute-once', folder);
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
        'half of the count is JSON.parse of lines that are mostly ids; the rest brings each row of a sheet to its member’s document. Packed columns for the rows of sheets would spare most of the first.',
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
