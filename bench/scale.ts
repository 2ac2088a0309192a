import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import * as z from 'zod';
import { createProgress } from '../bin/progress.ts';
import { addLines } from '../functions/months/indicators/add-lines.ts';
import { indicators } from '../functions/months/indicators/catalogue.ts';
import { countTotals } from '../functions/months/indicators/count-totals.ts';
import { createShardDocuments, lineOfShard } from '../functions/months/indicators/shards.ts';
import { mergeTotals, type Totals } from '../functions/months/indicators/totals.ts';
import { dateInIndia } from '../functions/shared/calendar/calendar.ts';
import { countLines } from './count-journal.ts';
import { factsOf, inventJournal, type JournalPlan } from './invented-journal.ts';
import { type MeasuredSize, readMeasured, writeMeasured } from './measured.ts';
import { renderScale } from './scale-page.ts';

/**
 * `npm run scale` writes docs/scale.md: what breaks first as members increase. It counts invented programmes of ten years, each in a process of
 * its own, keeps what that took in bench/measured, and extrapolates in bench/scale-page.ts. `npm run scale -- --render` only writes the page again.
 */

const shards = 16;
const months = 120;
const sizesMeasured = [20_000, 100_000] as const;

const run = promisify(execFile);
const taken = z.object({ seconds: z.number(), peakMB: z.number() });
const files = z.object({ fileBytes: z.number() });

const measureSize = async (members: number): Promise<MeasuredSize> => {
  const folder = mkdtempSync(join(tmpdir(), 'scale-'));
  const runPart = async (part: string): Promise<unknown> => {
    const options = { part, members, months, shards, folder };
    const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'shards.ts'), ...given]);
    return JSON.parse(stdout);
  };
  try {
    const { fileBytes } = files.parse(await runPart('files'));
    const whole = taken.parse(await runPart('count'));
    const shard = taken.parse(await runPart('shard'));
    return { members, fileBytes, whole, shard };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Totals as a text that is equal for equal totals: sorted by series and month, without zeros. */
const totalsText = (totals: Totals): string => {
  const withoutZeros = [...totals].map(([name, series]) => ({
    name,
    amounts: [...series].filter(([, amount]) => amount !== 0).sort(([a], [b]) => a - b),
  }));
  const counted = withoutZeros.filter(({ amounts }) => amounts.length > 0);
  return JSON.stringify(counted.sort((a, b) => (a.name < b.name ? -1 : 1)));
};

/** Counts a journal whole, and in shards whose totals are added up, and compares the totals. */
const compareShards = (): { readonly facts: number; readonly isSame: boolean } => {
  const plan: JournalPlan = { collectives: 100, membersEach: 20, firstMonth: '2025-04', months: 12 };
  const lines = [...inventJournal(plan)];
  const whole = countLines(lines);
  const countShard = (shard: number): Totals => {
    const documents = createShardDocuments(indicators, { shard, shards });
    const shardLines = lines.map((line) => lineOfShard(line, { shard, shards }));
    addLines(
      documents,
      shardLines.filter((line) => line !== undefined),
    );
    return countTotals(documents);
  };
  const together = mergeTotals(Array.from({ length: shards }, (_, shard) => countShard(shard)));
  return {
    facts: lines.reduce((sum, line) => sum + factsOf(line), 0),
    isSame: totalsText(whole) === totalsText(together),
  };
};

const measure = async (): Promise<void> => {
  const progress = createProgress();
  progress.show('1 of 3: counting a journal in shards');
  const { facts, isSame } = compareShards();
  if (!isSame) throw new Error('The count in shards is not that of the whole.');
  const measured: MeasuredSize[] = [];
  for (const [index, members] of sizesMeasured.entries()) {
    progress.show(`${index + 2} of 3: counting ten years of ${members.toLocaleString('en')} members`);
    measured.push(await measureSize(members));
  }
  progress.clear();
  writeMeasured('scale', { on: dateInIndia(new Date()), months, shards, facts, sizes: measured });
};

const { values } = parseArgs({ options: { render: { type: 'boolean', default: false } } });
if (!values.render) await measure();
const page = renderScale(readMeasured('scale'));
writeFileSync(join(import.meta.dirname, '..', 'docs', 'scale.md'), page);
console.log(page);
