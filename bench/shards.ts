import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import * as z from 'zod';
import { addMonths } from '../functions/domain/calendar.ts';
import { indicators } from '../functions/indicators/catalogue.ts';
import { countShard } from '../functions/publishing/shard-count.ts';
import { countFiles } from './compiler.ts';
import { openHistory, writeFilesOnly } from './history.ts';
import type { JournalPlan } from './journal.ts';

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
    /** What a process of its own does, and where. */
    part: { type: 'string' },
    folder: { type: 'string', default: '' },
  },
});

const shards = 16;
const name = 'shards';
const membersEach = 20;
const months = Number(values.months);
const plan: JournalPlan = {
  collectives: Number(values.members) / membersEach,
  membersEach,
  firstMonth: addMonths('2034-10', 1 - months),
  months,
};

const parts: Readonly<Record<string, (folder: string) => Promise<unknown>>> = {
  files: (folder) => writeFilesOnly(folder, name, plan),
  count: (folder) => countFiles(openHistory(folder, name, plan)),
  shard: (folder) => {
    const { state, registered } = openHistory(folder, name, plan);
    const cutoff = registered.at(-1)?.cutoff ?? '';
    const alarm = (message: string): never => {
      throw new Error(message);
    };
    // All lines are in month files, none in the run's own.
    const input = { run: name, cutoffs: [cutoff], recentFrom: cutoff, shards, shard: 1 };
    return countShard({ files: state, catalogue: indicators, alarm }, input);
  },
};

const measured = z.object({ seconds: z.number(), peakMB: z.number() });

const measure = async (part: string, folder: string): Promise<z.infer<typeof measured>> => {
  const { members, months: long } = values;
  const { stdout } = await promisify(execFile)(process.execPath, [
    import.meta.filename,
    ...['--members', members, '--months', long, '--part', part, '--folder', folder],
  ]);
  return measured.parse(JSON.parse(stdout));
};

const { part, folder: given } = values;
if (part === undefined) {
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
  await parts[part]?.(given);
  const { user, system } = process.cpuUsage();
  const peakMB = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ seconds: (user + system) / 1e6, peakMB }));
}
