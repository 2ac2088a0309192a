import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import { createProgress } from '../bin/progress.ts';
import { addLines } from '../functions/months/indicators/add-lines.ts';
import { indicators } from '../functions/months/indicators/catalogue.ts';
import { countTotals } from '../functions/months/indicators/count-totals.ts';
import { createShardDocuments, lineOfShard } from '../functions/months/indicators/shards.ts';
import { mergeTotals, type Totals } from '../functions/months/indicators/totals.ts';
import { addMonths } from '../functions/shared/calendar/calendar.ts';
import { listFileName, monthFileName } from '../functions/shared/journal/month-files.ts';
import { compilerMemoryMB } from '../lib/functions/without-routes.ts';
import { countLines, countMonthFiles } from './count-journal.ts';
import { openHistory, stateFolderOf, writeHistory } from './history.ts';
import { createRandom, factsOf, inventJournal, type JournalPlan } from './invented-journal.ts';
import { itemBytes } from './units.ts';

/** `npm run scale` writes docs/scale.md: what fails first as members increase. Each number comes from a simulation in this file. */

const sizes = [100_000, 1_000_000, 10_000_000] as const;

// The journal's and the access log's partitions of a day

/** Lines a month for a thousand members: the journal's lines of sheets and its other lines, and the lines of the access log. */
const linesPerThousand = { sheets: 50, others: 165, accesses: 1_100 };
/** The write units of a line other than a sheet's: enough for 1 KB in a transaction, or for 2 KB written alone. */
const unitsOfShortLine = 2;
const maxPartitionUnitsPerSecond = 1_000;
/** The relative weight of a day's work: most meetings are from the 10th to the 15th. */
const weightOfDay = (day: number): number => (day >= 10 && day <= 15 ? 4 : 1);
/** The relative weight of an hour's work: most sheets are sent between six and seven in the evening, and hardly any at night. */
const weightOfHour = (hour: number): number => {
  if (hour === 18) return 4;
  return hour >= 9 && hour <= 20 ? 1 : 0.05;
};

/** The arrivals in the busiest second of a month with this many arrivals, from a random draw of its busiest hour. */
const busiestSecond = (arrivals: number): number => {
  const random = createRandom(7);
  const days = Array.from({ length: 30 }, (_, index) => weightOfDay(index + 1));
  const hours = Array.from({ length: 24 }, (_, hour) => weightOfHour(hour));
  const monthWeight = days.reduce((a, b) => a + b, 0) * hours.reduce((a, b) => a + b, 0);
  const busiestHourWeight = Math.max(...days) * Math.max(...hours);
  const inBusiestHour = Math.round((arrivals * busiestHourWeight) / monthWeight);
  const secondsPerHour = 3_600;
  const perSecond = new Uint32Array(secondsPerHour);
  for (let arrival = 0; arrival < inBusiestHour; arrival += 1) {
    const second = random(secondsPerHour);
    perSecond[second] = (perSecond[second] ?? 0) + 1;
  }
  return perSecond.reduce((max, count) => Math.max(max, count), 0);
};

/** The journal line's size besides its content: keys, index keys and names of attributes. */
const keyBytes = 400;

/** The write units of the journal line of a sheet of twenty members, in a transaction. */
const sheetUnits = (): number => {
  const plan: JournalPlan = { collectives: 1, membersEach: 20, firstMonth: '2026-10', months: 1 };
  const sheet = [...inventJournal(plan)].find(({ type }) => type === 'meeting_held');
  if (sheet === undefined) {
    throw new Error('The journal has no sheet.');
  }
  return 2 * Math.ceil((itemBytes({ line: sheet }) + keyBytes) / 1024);
};

// Names

/** A model of given names: 2,000 of them, the nth with frequency proportional to 1 / (n + 5). */
const nameCount = 2_000;
/** The number of members who share the commonest name, which is the number of entries under its search token. */
const commonestToken = (members: number): number => {
  const weights = Array.from({ length: nameCount }, (_, index) => 1 / (index + 6));
  const total = weights.reduce((a, b) => a + b, 0);
  return Math.round((members * (weights[0] ?? 0)) / total);
};

// The count

/** A programme of ten years. */
const years = 10;

type MeasuredPerMember = {
  /** Twice the added heap, because a heap grows to about twice its live data before garbage is collected. */
  readonly heldBytes: number;
  readonly seconds: number;
  /** The compressed size in the month files. */
  readonly fileBytes: number;
  /** The size in one month's uncompressed text. */
  readonly textBytes: number;
};

/** Collects garbage, so that the heap's size does not depend on the time of the last collection. Buffers are freed a moment later. */
const collectGarbage = async (): Promise<void> => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  await new Promise((resolve) => setTimeout(resolve, 500));
  runInNewContext('gc')();
};

/** Counts a journal of ten years from month files, and measures time, memory and file sizes for each member. */
const measureCount = async (collectives: number): Promise<MeasuredPerMember> => {
  const membersEach = 20;
  const months = years * 12;
  const plan: JournalPlan = {
    collectives,
    membersEach,
    firstMonth: addMonths('2034-10', 1 - months),
    months,
  };
  const members = collectives * membersEach;
  const folder = mkdtempSync(join(tmpdir(), 'scale-'));
  try {
    await writeHistory(folder, 'scale', plan, months);
    const history = openHistory(folder, 'scale', plan);
    const readHeldBytes = async (): Promise<number> => {
      await collectGarbage();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const heldBefore = await readHeldBytes();
    const start = process.cpuUsage();
    const counted = await countMonthFiles(history);
    const { user, system } = process.cpuUsage(start);
    const heldAfter = await readHeldBytes();
    if (counted.documents.members.size !== members) {
      throw new Error('Not every member was counted.');
    }
    const state = stateFolderOf(folder, 'scale');
    const list = monthFiles.parse(JSON.parse(readFileSync(join(state, listFileName), 'utf8')));
    const fileBytes = list.files.reduce(
      (sum, { sha256 }) => sum + statSync(join(state, monthFileName(sha256))).size,
      0,
    );
    return {
      heldBytes: (2 * (heldAfter - heldBefore)) / members,
      seconds: (user + system) / 1e6 / members,
      fileBytes: fileBytes / members,
      textBytes: (list.files.at(-1)?.bytes ?? 0) / members,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};
const monthFiles = z.object({ files: z.array(z.object({ sha256: z.string(), bytes: z.int() })) });

// The count in shards

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
const compareShards = (shards: number): { readonly facts: number; readonly isSame: boolean } => {
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

/** The page's section on the count in shards. Its figures were measured once by hand; each run measures the page's others again. */
const shardsText = `With the setting \`countShards\` (cdk.json; docs/decisions/0029-count-in-shards.md) a state machine counts in that many functions. The plan registers the month and
writes its files; a Distributed Map counts the shards, five at a time; the totals are added if all shards read the same journal; then the month
is published as by one function. test/publishing/compile-in-shards.test.ts runs the synthesised definition with 16 shards, and test/demo/published.test.ts does so
with the demo programme: equal bytes.

**From which size on.** Not below the size of point 2. First raise the memory setting: 10,240 MB are enough for some 400,000 members after ten years.

**What was measured** on 26 November 2026, in CPU seconds of one core and memory at its peak, from month files (one run each, on a machine that was
busy with other work; \`node bench/shards.ts --members 100000 --months 12\` does it again):

| members, months | one count | one shard of 16 |
|---|---|---|
| 4,000, 120 | 2.8 s, 364 MB | 1.8 s, 205 MB |
| 100,000, 12 | 9.6 s, 1,054 MB | 5.1 s, 671 MB |

A shard takes about half of the time of the whole, whatever the number of shards, because each reads, hashes and parses every line. What divides by
their number is the documents, which are most of the memory.

**What is extrapolated** from the table above, by proportion: at 100,000 members and ten years a shard takes some 30 seconds, at a million some five minutes, and
from some three million on more than the fifteen minutes that a function may run. Then each month file has to be split by shard when it is written.
The text of the months that a reader has in hand (up to eight) is not divided either: at a million members it is 1.5 GB, so that the memory setting is to be watched.

**What it costs** (extrapolated): 16 shards of 30 seconds with 2 GB are 960 GB-seconds, about one US cent a month on arm64, and some 60 state
transitions, which cost a fraction of a cent. Counting in one function costs about an eighth of that.
`;

const number = (value: number): string => Math.round(value).toLocaleString('en');
const megabytes = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${number(bytes / 1e6)} MB`;
const cells = (textOf: (members: number) => string): string => sizes.map(textOf).join(' | ');

const render = async (): Promise<string> => {
  const progress = createProgress();
  progress.show('1 of 2: counting ten years of 4,000 members');
  const perMember = await measureCount(200);
  const unitsOfSheet = sheetUnits();
  progress.show('2 of 2: counting a journal in shards');
  const shards = compareShards(16);
  progress.clear();
  if (!shards.isSame) {
    throw new Error('The count in shards is not that of the whole.');
  }
  const journalPeak = (members: number): number => {
    const thousands = members / 1000;
    const sheets = busiestSecond(linesPerThousand.sheets * thousands) * unitsOfSheet;
    const others = busiestSecond(linesPerThousand.others * thousands) * unitsOfShortLine;
    return sheets + others;
  };
  const accessPeak = (members: number): number =>
    busiestSecond((linesPerThousand.accesses * members) / 1000) * unitsOfShortLine;
  const idleProcessBytes = 150e6;
  const memory = (members: number): number => idleProcessBytes + members * perMember.heldBytes;
  const maxMembersByMemory = Math.floor((compilerMemoryMB * 1e6 - idleProcessBytes) / perMember.heldBytes);
  // The compile's time-out is ten minutes.
  const maxMembersByTime = Math.floor(600 / perMember.seconds);
  return [
    '# What breaks first',
    '',
    'Written by `npm run scale`, which makes the simulations that the numbers come from (bench/scale.ts): ten years of 4,000 members are counted',
    'from month files; the busiest second of a month is drawn from arrivals; a journal is counted whole and in shards.',
    'Seconds are of one core of the machine it ran on, and only tell the order.',
    '',
    '| | 100 thousand members | 1 million | 10 million | bound |',
    '|---|---|---|---|---|',
    `| the journal’s partition of the busiest day: write units in its busiest second | ${cells((members) => number(journalPeak(members)))} | ${number(maxPartitionUnitsPerSecond)} |`,
    `| the access log’s, likewise | ${cells((members) => number(accessPeak(members)))} | ${number(maxPartitionUnitsPerSecond)} |`,
    `| members who share the commonest token of a name | ${cells((members) => number(commonestToken(members)))} | none: read by pages of 100 |`,
    `| memory of a count, after ${years} years | ${cells((members) => megabytes(memory(members)))} | ${compilerMemoryMB} MB; at most 10,240 |`,
    `| seconds of a count, after ${years} years | ${cells((members) => number(members * perMember.seconds))} | 600; at most 900 |`,
    `| the month files of ${years} years | ${cells((members) => megabytes(members * perMember.fileBytes))} | about 50 MB a second from one reader |`,
    `| the text of a month in memory | ${cells((members) => megabytes(members * perMember.textBytes))} | 512 MB in one string; 4 GB in one buffer |`,
    '',
    '## In this order',
    '',
    '1. **The patience of a coordinator who searches for a common name.** A search finds everybody, a hundred a page, district by district within the',
    '   caller’s reach (docs/decisions/0009-name-search.md); at a million members the commonest name alone fills hundreds of pages.',
    '   What helps is a second word of the name, the telephone number or the code.',
    `2. **The compile’s memory and its ten minutes, from ${number(Math.min(maxMembersByMemory, maxMembersByTime))} members on** (${number(maxMembersByMemory)} by memory at the setting of ${compilerMemoryMB} MB, ${number(maxMembersByTime)} by`,
    '   time), after ten years, for a count of every line there ever was (docs/decisions/0011-counting.md); most months go on from the count at the last close',
    '   (docs/decisions/0086-kept-counts.md). What is done: raise the setting; beyond, the count in shards, below.',
    `3. **Not reached: the access log’s and the journal’s partition of a day.** A partition takes ${number(maxPartitionUnitsPerSecond)} write units a second, and a key that grows`,
    '   with time can’t be split by DynamoDB itself. At ten million members the busiest second takes a fifth of that, with work spread as assumed',
    '   (bench/scale.ts); were all sheets sent in the same minute, writes would be throttled and tried again: late, not lost. If it comes',
    '   to that, the partition of a day gets a number behind it (sixteen, by the line’s id), and a reader merges sorted queries. Order is by',
    '   instant and id anyway, so that no byte of a snapshot changes. The lists of all members, cases and collectives in the indexes are alike.',
    '4. **The gate.** It judges a breakdown that is due together with all that were ever shown of it: some twenty in ten years, whatever the number of',
    '   members. With ten times as many, a month takes less than three times as long to compose (the bench measures it); the judgement is a tenth of',
    '   a millisecond for each.',
    '',
    '## The count in shards',
    '',
    `Every published number is a sum over subjects. So a journal can be counted in parts by member: each part counts the lines of its members, with their own rows of each sheet, and the totals are added. Simulated here with 16 shards over ${number(shards.facts)} facts: **the totals are the same**, series by series.`,
    '',
    shardsText,
  ].join('\n');
};

const page = await render();
writeFileSync(join(import.meta.dirname, '..', 'docs', 'scale.md'), page);
console.log(page);
