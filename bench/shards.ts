import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import * as z from 'zod';
import { indicators } from '../functions/months/indicators/catalogue.ts';
import { countShard } from '../functions/months/publishing/count-shard.ts';
import { addMonths } from '../functions/shared/calendar/calendar.ts';
import { countMonthFiles } from './count-journal.ts';
import { openHistory, writeFilesOnly } from './history.ts';
import type { JournalPlan } from './invented-journal.ts';
import { newestOf } from './register.ts';

/**
 * Measures one count of a large programme, and one of its shards, each in a process of its own:
 *
 *   node bench/shards.ts --members 100000 --months 120
 *
 * The month files take some minutes to be made. docs/scale.md has the figures, by way of bench/scale.ts.
 */

const { values } = parseArgs({
  options: {
    members: { type: 'string', default: '4000' },
    months: { type: 'string', default: '120' },
    /** Set only in the processes that this script starts: what the process does, and the folder of the month files. */
    part: { type: 'string' },
    folder: { type: 'string', default: '' },
  },
});

const shards = 16;
const historyName = 'shards';
const membersEach = 20;
const months = Number(values.months);
const plan: JournalPlan = {
  collectives: Number(values.members) / membersEach,
  membersEach,
  firstMonth: addMonths('2034-10', 1 - months),
  months,
};

const parts: Readonly<Record<string, (folder: string) => Promise<unknown>>> = {
  files: (folder) => writeFilesOnly(folder, historyName, plan),
  count: (folder) => countMonthFiles(openHistory(folder, historyName, plan)),
  shard: (folder) => {
    const { state, register } = openHistory(folder, historyName, plan);
    const { cutoff } = newestOf(register);
    const alarm = (message: string): never => {
      throw new Error(message);
    };
    // Nothing is newer than the cutoff, so every line is in a month file and the run has no file of recent lines.
    const input = { run: historyName, cutoffs: [cutoff], recentFrom: cutoff, shards, shard: 1 };
    return countShard({ files: state, catalogue: indicators, alarm }, input);
  },
};

const measured = z.object({ seconds: z.number(), peakMB: z.number() });

/** Runs a part in a process of its own. */
const measure = async (part: string, folder: string): Promise<z.infer<typeof measured>> => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    import.meta.filename,
    ...['--members', values.members, '--months', values.months, '--part', part, '--folder', folder],
  ]);
  return measured.parse(JSON.parse(stdout));
};

if (values.part === undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'shards-'));
  try {
    await measure('files', folder);
    for (const [what, key] of [
      ['one count', 'count'],
      [`one shard of ${shards}`, 'shard'],
    ] as const) {
      const { seconds, peakMB } = await measure(key, folder);
      console.log(`${what}: ${seconds.toFixed(1)} seconds of one core, ${Math.round(peakMB)} MB at its peak`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
} else {
  await parts[values.part]?.(values.folder);
  const { user, system } = process.cpuUsage();
  const peakMB = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ seconds: (user + system) / 1e6, peakMB }));
}
