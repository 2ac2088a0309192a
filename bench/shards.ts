import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { indicators } from '../functions/months/indicators/catalogue.ts';
import { countShard } from '../functions/months/publishing/count-shard.ts';
import { addMonths } from '../functions/shared/calendar/calendar.ts';
import { listFileName, monthFileName } from '../functions/shared/journal/month-files.ts';
import { countMonthFiles } from './count-journal.ts';
import { openHistory, stateFolderOf, writeFilesOnly } from './history.ts';
import type { JournalPlan } from './invented-journal.ts';
import { newestOf } from './register.ts';

/**
 * One count of a large programme, or one of its shards, in a process of its own. `npm run scale` starts it: first with the part `files`, which
 * writes the month files into the folder and prints their bytes, then with `count` and `shard`, which print seconds of a processor and memory.
 */

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: '' },
    members: { type: 'string', default: '' },
    months: { type: 'string', default: '' },
    shards: { type: 'string', default: '' },
    folder: { type: 'string', default: '' },
  },
});

const historyName = 'shards';
const membersEach = 20;
const months = Number(values.months);
const plan: JournalPlan = {
  collectives: Number(values.members) / membersEach,
  membersEach,
  firstMonth: addMonths('2034-10', 1 - months),
  months,
};

const fileList = z.object({ files: z.array(z.object({ sha256: z.string() })) });
const writeFiles = async (folder: string): Promise<object> => {
  await writeFilesOnly(folder, historyName, plan);
  const state = stateFolderOf(folder, historyName);
  const { files } = fileList.parse(JSON.parse(readFileSync(join(state, listFileName), 'utf8')));
  return {
    fileBytes: files.reduce((sum, { sha256 }) => sum + statSync(join(state, monthFileName(sha256))).size, 0),
  };
};

/** What a part took of this process. */
const measured = async (work: Promise<unknown>): Promise<object> => {
  await work;
  const { user, system } = process.cpuUsage();
  return { seconds: (user + system) / 1e6, peakMB: process.resourceUsage().maxRSS / 1024 };
};

const parts: Readonly<Record<string, (folder: string) => Promise<object>>> = {
  files: writeFiles,
  count: (folder) => measured(countMonthFiles(openHistory(folder, historyName, plan))),
  shard: (folder) => {
    const { state, register } = openHistory(folder, historyName, plan);
    const { cutoff } = newestOf(register);
    const alarm = (message: string): never => {
      throw new Error(message);
    };
    // Nothing is newer than the cutoff, so every line is in a month file and the run has no file of recent lines.
    const shards = Number(values.shards);
    const input = { run: historyName, cutoffs: [cutoff], recentFrom: cutoff, shards, shard: 1 };
    return measured(countShard({ files: state, catalogue: indicators, alarm }, input));
  },
};

const part = parts[values.part];
if (part === undefined) throw new Error(`There is no part ${values.part}.`);
process.stdout.write(JSON.stringify(await part(values.folder)));
