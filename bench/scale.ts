import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { addMonths } from '../functions/domain/calendar.ts';
import { indicators } from '../functions/indicators/catalogue.ts';
import { planCounting } from '../functions/indicators/counting-plan.ts';
import { emptyState, foldLines, settledTotals } from '../functions/indicators/fold.ts';
import { nothingFolded } from '../functions/indicators/folded-journal.ts';
import { addTotal, type Totals } from '../functions/indicators/totals.ts';
import type { JournalLine } from '../functions/journal/line.ts';
import { sealFold, unsealFold } from '../functions/publishing/sealed-state.ts';
import { compilerMemoryMB } from '../lib/areas.ts';
import { cutoffInstant } from './compiler.ts';
import { createRandom, factsOf, type JournalPlan, journalOf, monthOf } from './journal.ts';
import { itemBytes } from './units.ts';

/** `npm run scale` writes docs/scale.md: what breaks first with so many members, each number from a simulation made here. */

const sizes = [100_000, 1_000_000, 10_000_000] as const;

// The journal's and the access log's partitions of a day

/** For a thousand members and month: lines of the journal, and of the access log, of which one takes up to 2 KB of its partition. */
const linesEach = { sheets: 50, others: 165, accesses: 1_100 };
const partitionWritesEachSecond = 1_000;
/** When people work: most meetings are on the tenth to the fifteenth, and most work is done in eight hours, some in one. */
const weightOfDay = (day: number): number => (day >= 10 && day <= 15 ? 4 : 1);
const weightOfHour = (hour: number): number => (hour === 18 ? 4 : hour >= 9 && hour <= 20 ? 1 : 0.05);

/** The busiest second of a month, of so many arrivals: drawn, not calculated, for the busiest hour. */
const busiestSecond = (arrivals: number): number => {
  const random = createRandom(7);
  const days = Array.from({ length: 30 }, (_, at) => weightOfDay(at + 1));
  const hours = Array.from({ length: 24 }, (_, hour) => weightOfHour(hour));
  const total = days.reduce((a, b) => a + b, 0) * hours.reduce((a, b) => a + b, 0);
  const inHour = Math.round((arrivals * Math.max(...days) * Math.max(...hours)) / total);
  const seconds = new Uint32Array(3_600);
  for (let arrival = 0; arrival < inHour; arrival += 1) {
    const second = random(3_600);
    seconds[second] = (seconds[second] ?? 0) + 1;
  }
  return seconds.reduce((most, count) => Math.max(most, count), 0);
};

const sheetUnits = (): number => {
  const plan: JournalPlan = { collectives: 1, membersEach: 20, firstMonth: '2026-10', months: 1 };
  const sheet = [...journalOf(plan)].find(({ type }) => type === 'meeting_held');
  return sheet === undefined ? Number.NaN : 2 * Math.ceil((itemBytes({ line: sheet }) + 400) / 1024);
};

// Names

/** Names are few and unequal: the nth is as frequent as 1 / (n + 5), of 2,000. */
const nameCount = 2_000;
const tokensRead = 16 * 500;
const commonestToken = (members: number): number => {
  const weights = Array.from({ length: nameCount }, (_, at) => 1 / (at + 6));
  const total = weights.reduce((a, b) => a + b, 0);
  return Math.round((members * (weights[0] ?? 0)) / total);
};

// The fold

type Measured = {
  /** What the compile held in memory beside what was there before, and as much garbage again: it is collected at about that. */
  readonly heldBytes: number;
  readonly stateBytes: number;
  readonly seconds: number;
  readonly linesBytes: number;
};

/** Without it, what is held would be another number after each run, by when garbage was collected last. */
const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
};

/** A month of so many members after two years: from the sealed state to the next, without the reading. */
const measureMonth = (collectives: number): Measured => {
  const months = 25;
  const plan: JournalPlan = {
    collectives,
    membersEach: 20,
    firstMonth: addMonths('2026-10', -months),
    months,
  };
  const counting = planCounting(indicators);
  const sealHistory = (): Buffer => {
    const state = foldLines(counting, emptyState(), journalOf(plan));
    return sealFold(indicators, counting, { ...nothingFolded(), state, cutoff: cutoffInstant('2026-09') });
  };
  const sealed = sealHistory();
  const lines = [...monthOf(plan, months)];
  const held = (): number => {
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const heldBefore = held();
  const start = process.cpuUsage();
  const opened = unsealFold(indicators, sealed);
  if (opened === null) {
    throw new Error('What was sealed can’t be opened.');
  }
  foldLines(counting, opened.state, lines);
  settledTotals(counting, opened.state);
  const next = sealFold(indicators, counting, { ...opened, cutoff: cutoffInstant('2026-10') });
  const { user, system } = process.cpuUsage(start);
  const heldNow = held();
  if (opened.state.members.open.size !== collectives * plan.membersEach) {
    throw new Error('Not every member was touched.');
  }
  return {
    heldBytes: 2 * (heldNow - heldBefore) + sealed.length,
    stateBytes: next.length,
    seconds: (user + system) / 1e6,
    linesBytes: lines.reduce((sum, line) => sum + itemBytes({ line }) + 300, 0),
  };
};

// The fold in shards

const shardOf = (id: string, shards: number): number => Number.parseInt(id.slice(-6), 16) % shards;

/** What of a line concerns a shard: its own members' rows, and what has no member only in one of them. */
const partOf = (line: JournalLine, shard: number, shards: number): JournalLine | undefined => {
  const isOurs = (id: string): boolean => shardOf(id, shards) === shard;
  switch (line.type) {
    case 'meeting_held':
      return {
        ...line,
        attendance: line.attendance.filter(({ memberId }) => isOurs(memberId)),
        entries: line.entries.filter(({ memberId }) => isOurs(memberId)),
      };
    case 'collective_formed':
    case 'outreach_recorded':
      return shard === 0 ? line : undefined;
    default:
      return 'memberId' in line && isOurs(line.memberId) ? line : undefined;
  }
};

const meetings = 'meetings_held.amount';

const totalsText = (totals: Totals): string =>
  JSON.stringify(
    [...totals]
      .map(
        ([name, series]) =>
          [name, [...series].filter(([, amount]) => amount !== 0).sort(([a], [b]) => a - b)] as const,
      )
      .filter(([, series]) => series.length > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Folds a journal whole, and in shards whose totals are added up. */
const compareShards = (shards: number): { readonly facts: number; readonly isSame: boolean } => {
  const plan: JournalPlan = { collectives: 100, membersEach: 20, firstMonth: '2025-04', months: 12 };
  const counting = planCounting(indicators);
  const lines = [...journalOf(plan)];
  const whole = settledTotals(counting, foldLines(counting, emptyState(), lines));
  const together: Totals = new Map();
  for (let shard = 0; shard < shards; shard += 1) {
    const own = lines.flatMap((line) => partOf(line, shard, shards) ?? []);
    for (const [name, series] of settledTotals(counting, foldLines(counting, emptyState(), own))) {
      // Each shard sees each sheet; that it was held counts once.
      if (name !== meetings || shard === 0) {
        for (const [month, amount] of series) {
          addTotal(together, name, month, amount);
        }
      }
    }
  }
  return {
    facts: lines.reduce((sum, line) => sum + factsOf(line), 0),
    isSame: totalsText(whole) === totalsText(together),
  };
};

const number = (value: number): string => Math.round(value).toLocaleString('en');
const megabytes = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${number(bytes / 1e6)} MB`;
const cells = (of: (members: number) => string): string => sizes.map(of).join(' | ');

const render = (): string => {
  const month = measureMonth(1_000);
  const each = {
    state: month.stateBytes / 20_000,
    held: month.heldBytes / 20_000,
    seconds: month.seconds / 20_000,
    lines: month.linesBytes / 20_000,
  };
  const units = sheetUnits();
  const shards = compareShards(16);
  if (!shards.isSame) {
    throw new Error('The fold in shards is not the fold of the whole.');
  }
  const journalPeak = (members: number): number => {
    const thousands = members / 1000;
    return (
      busiestSecond(linesEach.sheets * thousands) * units + busiestSecond(linesEach.others * thousands) * 2
    );
  };
  const accessPeak = (members: number): number => busiestSecond((linesEach.accesses * members) / 1000) * 2;
  // A process without anything, and what each member adds.
  const idle = 150e6;
  const memory = (members: number): number => idle + members * each.held;
  const searched = Math.round((tokensRead / commonestToken(1_000_000)) * 1_000_000);
  const mostInMemory = Math.floor((compilerMemoryMB * 1e6 - idle) / each.held);
  return [
    '# What breaks first',
    '',
    'Written by `npm run scale`, which makes the simulations that the numbers come from (bench/scale.ts): a month of 20,000 members after two',
    'years is folded and its state sealed; the busiest second of a month is drawn from arrivals; a journal is folded whole and in shards.',
    'Seconds are of one core of the machine it ran on, and only tell the order.',
    '',
    '| | 100 thousand members | 1 million | 10 million | bound |',
    '|---|---|---|---|---|',
    `| the journal’s partition of the busiest day: write units in its busiest second | ${cells((members) => number(journalPeak(members)))} | ${number(partitionWritesEachSecond)} |`,
    `| the access log’s, likewise | ${cells((members) => number(accessPeak(members)))} | ${number(partitionWritesEachSecond)} |`,
    `| members who share the commonest token of a name | ${cells((members) => number(commonestToken(members)))} | ${number(tokensRead)} are read |`,
    `| the sealed state | ${cells((members) => megabytes(members * each.state))} | 4 GB in one buffer |`,
    `| memory of a month’s compile, all members touched | ${cells((members) => megabytes(memory(members)))} | ${compilerMemoryMB} MB; at most 10,240 |`,
    `| seconds of a month’s fold, without reading | ${cells((members) => number(members * each.seconds))} | 600; at most 900 |`,
    `| the month’s journal, to be read | ${cells((members) => megabytes(members * each.lines))} | about 10 MB a second from one reader |`,
    '',
    '## In this order',
    '',
    `1. **Search by a common name, beyond ${number(searched)} members.** A search reads ${number(tokensRead)} members of a token at most; who shares the commonest name and`,
    '   comes later is not found by it alone. What is done: the terms that tell most are asked for first;',
    '   beyond, the token’s partition is to be split by district (the caller’s scope is known, and narrows it thirteenfold).',
    `2. **The compile’s memory, from ${number(mostInMemory)} members on** at the setting of ${compilerMemoryMB} MB: every member has met, and every document is open. What is done: raise`,
    `   the setting (10,240 MB carry five times as many). Beyond, the fold in shards, below.`,
    `3. **Not reached: the access log’s and the journal’s partition of a day.** A partition takes ${number(partitionWritesEachSecond)} write units a second, and a key that grows`,
    '   with time can’t be split by DynamoDB itself. At ten million members the busiest second takes a fifth of that, with work spread as assumed',
    '   (bench/scale.ts); were all sheets sent in the same minute, writes would be throttled and tried again: late, not lost. If it comes',
    '   to that, the partition of a day gets a number behind it (sixteen, by the line’s id), and a reader merges sorted queries. Order is by',
    '   instant and id anyway, so that no byte of a snapshot changes. The lists of all members, cases and collectives in the indexes are alike.',
    '4. **The compile’s ten minutes, and the megabytes to read**, near ten million.',
    '5. **One line that reaches back more than thirteen months** lets the whole journal be folded (docs/decisions/0011-fold.md): at a million members',
    '   some hundred million facts, which one function can’t. From there on a whole fold is one in shards, always.',
    '6. **The gate.** It weighs a breakdown that is due against all that were ever shown: what a month takes grows with the number of breakdowns',
    '   shown so far and due now, not with members. The bench measures it: about seven times as long with ten times as many shown.',
    '',
    '## The fold in shards',
    '',
    `Every published number is a sum over subjects. So a journal can be folded in parts by member: each part folds the lines of its members, with their own rows of each sheet, and the totals are added. Simulated here with 16 shards over ${number(shards.facts)} facts: **the totals are the same**, series by series.`,
    '',
    'As it would be built (it is not, as long as one function is enough):',
    '',
    '1. *Export.* DynamoDB’s incremental export to S3 of the month (from the last cutoff to this one; point-in-time recovery is on). It takes no read',
    '   capacity. An export may hold part of a transaction that was under way; the journal’s line is one item, and what matters is recorded before',
    '   the cutoff, a quarter of an hour earlier.',
    '2. *Split.* A Step Functions Distributed Map over the export’s files writes each line’s parts to its shards, by member id.',
    '3. *Fold.* A Distributed Map over the shards: each opens its own sealed state, sorts its lines, folds, seals, and gives its totals: with 256 shards and',
    `   ten million members, ${megabytes((10_000_000 / 256) * each.state)} of state and ${number((10_000_000 / 256) * each.seconds)} seconds for each.`,
    '4. *Reduce.* The compile of today adds up the totals and goes on as now: snapshot, gate, publication. The digest of the journal then is a hash',
    '   over the shards’ digests, and needs another schema of the manifest.',
    '',
  ].join('\n');
};

const page = render();
writeFileSync(join(import.meta.dirname, '..', 'docs', 'scale.md'), page);
console.log(page);
