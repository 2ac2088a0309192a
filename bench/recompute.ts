import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { addMonths } from '../functions/domain/calendar.ts';
import { compilerMemoryMB } from '../lib/areas.ts';
import { compileNewest, readAlone, registerMonths, type Workplace } from './compiler.ts';
import { createFolderStore } from './folder-store.ts';
import { factsOf, type JournalPlan, journalOf } from './journal.ts';
import { byCpu, compare, type Row, single } from './measure.ts';
import { openPages, writePages } from './paged-journal.ts';

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

const workplaceIn = (folder: string): Workplace => ({
  pages: openPages(join(folder, 'million')),
  published: createFolderStore(join(folder, 'million-published')),
  state: createFolderStore(join(folder, 'million-state')),
  registered: registerMonths([addMonths(millionPlan.firstMonth, millionPlan.months - 1)]),
  firstDay: `${millionPlan.firstMonth}-01`,
});

/** Writes the journal's pages, and says how many facts are in them. */
export const writeMillion = async (folder: string): Promise<number> => {
  await writePages(join(folder, 'million'), journalOf(millionPlan));
  return countFacts(millionPlan);
};

/** Once, in a process of its own, which says how much memory it took at most, in MB. */
export const recomputeOnce = async (folder: string): Promise<number> => {
  await compileNewest(workplaceIn(folder), { recompute: true });
  return process.resourceUsage().maxRSS / 1024;
};

/** What another part of the bench says, in a process of its own: what it leaves in memory would be measured with the recompute. */
const numberOf = async (part: string, folder: string): Promise<number> => {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'part.ts'), part, folder]);
  return Number(stdout);
};

/** What a full recompute costs beside reading its pages, and how much memory it takes. */
export const measureRecompute = async (folder: string): Promise<Row[]> => {
  const facts = (await numberOf('recompute-pages', folder)).toLocaleString('en');
  const peakMB = await numberOf('recompute-once', folder);
  const workplace = workplaceIn(folder);
  return [
    {
      what: `full recompute of ${facts} facts`,
      against: 'reading and parsing the same pages alone',
      ratio: await compare(
        byCpu(() => compileNewest(workplace, { recompute: true })),
        byCpu(() => readAlone(workplace)),
        { pairs, warmUp: 2 },
      ),
      limit: 1.5,
      aim: 1.1,
      hindrance:
        'by a profile, as shares of the reading: the journal’s digest 0.11 (every line is written as canonical JSON again and hashed), the sheets’ facts brought to the members’ documents 0.15, settling and sealing these 0.08, garbage 0.03. The digest alone takes what the aim leaves. What the facts take is the way to 10,000 documents that no cache holds; as columns of numbers, by member, they would take a fraction, and could no longer be read as what they are.',
    },
    {
      what: `peak memory of that recompute, ${Math.round(peakMB)} MB`,
      against: `the function's setting, ${compilerMemoryMB} MB`,
      ratio: single(peakMB / compilerMemoryMB),
      limit: 1,
      aim: 0.5,
    },
  ];
};
