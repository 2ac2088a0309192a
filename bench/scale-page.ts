import { compilerMemoryMB } from '../lib/functions/without-routes.ts';
import { accessPeak, commonestToken, journalPeak, maxPartitionUnitsPerSecond } from './arrivals.ts';
import { toDigits } from './formula.ts';
import type { Measured } from './measured.ts';
import { prices } from './prices.ts';
import { breaksOf, compileSeconds, linesOf, maxMemoryMB, maxSeconds } from './scale-lines.ts';

/** Numbers of members for which the page says what each part takes. */
const sizesShown = [100_000, 1_000_000, 10_000_000] as const;

/** No extrapolation is more exact than two digits. */
const show = (value: number): string => toDigits(value, 2).toLocaleString('en', { maximumFractionDigits: 1 });

const showMegabytes = (megabytes: number): string =>
  megabytes >= 1000 ? `${show(megabytes / 1000)} GB` : `${show(megabytes)} MB`;

const row = (what: string, showAt: (members: number) => string, bound: string): string =>
  `| ${what} | ${sizesShown.map(showAt).join(' | ')} | ${bound} |`;

const renderMeasured = ({ months, shards, sizes }: Measured<'scale'>): string[] => [
  `| members, after ${months} months | one count | one shard of ${shards} | month files |`,
  '|---|---|---|---|',
  ...sizes.map(({ members, whole, shard, fileBytes }) => {
    const cells = [whole, shard].map(
      ({ seconds, peakMB }) => `${seconds.toFixed(1)} s, ${Math.round(peakMB)} MB`,
    );
    return `| ${members.toLocaleString('en')} | ${cells.join(' | ')} | ${Math.round(fileBytes / 1e6)} MB |`;
  }),
];

const renderSizes = (measured: Measured<'scale'>): string[] => {
  const { memory, seconds, shardMemory, shardSeconds, files } = linesOf(measured);
  return [
    '| | 100 thousand members | 1 million | 10 million | bound |',
    '|---|---|---|---|---|',
    row(
      'memory of one count',
      (members) => showMegabytes(memory.at(members)),
      `${compilerMemoryMB} MB as set; Lambda has ${maxMemoryMB.toLocaleString('en')} at most`,
    ),
    row(
      'its seconds',
      (members) => show(seconds.at(members)),
      `${compileSeconds} as set; Lambda has ${maxSeconds} at most`,
    ),
    row(
      `memory of one shard of ${measured.shards}`,
      (members) => showMegabytes(shardMemory.at(members)),
      'the same',
    ),
    row('its seconds', (members) => show(shardSeconds.at(members)), `${maxSeconds}`),
    row(
      'the month files',
      (members) => showMegabytes(files.at(members) / 1e6),
      'none: at most nine are in memory at once, compressed',
    ),
    row(
      'the journal of a day: write units in the busiest second',
      (members) => show(journalPeak(members)),
      maxPartitionUnitsPerSecond.toLocaleString('en'),
    ),
    row(
      'the access log of a day, likewise',
      (members) => show(accessPeak(members)),
      maxPartitionUnitsPerSecond.toLocaleString('en'),
    ),
    row(
      'members found by the commonest name',
      (members) => show(commonestToken(members)),
      'none: read by pages of 100',
    ),
  ];
};

/** A count in shards: its GB-seconds and dollars, beside those of one function, for the largest size that one function can count. */
const renderCostOfShards = (measured: Measured<'scale'>): string => {
  const { memory, seconds, shardSeconds } = linesOf(measured);
  const members = 1_000_000;
  const gigabytes = compilerMemoryMB / 1024;
  const gigabyteSeconds = measured.shards * gigabytes * shardSeconds.at(members);
  const price = prices.find(({ name }) => name === 'GB-seconds');
  if (price === undefined) throw new Error('There is no price.');
  const dollars = (gigabyteSeconds * price.dollars) / price.per;
  const limit = memory.reaches(maxMemoryMB);
  const gigabyteSecondsOfOne = (maxMemoryMB / 1024) * seconds.at(limit);
  return [
    `At ${members.toLocaleString('en')} members ${measured.shards} shards × ${show(shardSeconds.at(members))} seconds × ${gigabytes} GB are ${show(gigabyteSeconds)} GB-seconds: ${toDigits(dollars, 2)} US dollars each month.`,
    `One function with ${maxMemoryMB / 1024} GB, at the ${show(limit)} members that it can count, takes ${show(gigabyteSecondsOfOne)} where it counts everything; as a rule it goes on from its last count and takes a small part of it. [What it costs](cost.md) prices shards so, and one function as it goes on.`,
  ].join('\n');
};

/** The page docs/scale.md. */
export const renderScale = (measured: Measured<'scale'>): string => {
  const breaks = breaksOf(measured);
  const [firstBreak] = breaks;
  const unpublishedFrom = linesOf(measured).memory.reaches(compilerMemoryMB);
  const largest = sizesShown.at(-1) ?? 0;
  const peak = Math.max(journalPeak(largest), accessPeak(largest));
  return [
    '# What breaks first',
    '',
    `**From about ${show(firstBreak?.from ?? 0)} members on, after ten years: ${firstBreak?.what}.** ${firstBreak?.help}`,
    `A month of ten years’ records that is counted from the beginning is not published from about ${show(unpublishedFrom)} members on, unless a setting is raised or shards count (below).`,
    '',
    `Written by \`npm run scale\`, measured on ${measured.on} (Indian date). **Measured** is the first table, **extrapolated** what follows from it: a straight line`,
    'through its rows, to two digits; a shard’s memory grows by its share of the whole’s (bench/scale-page.ts). The busiest seconds and the commonest name are **simulated** (bench/arrivals.ts). Seconds are those of one core of the',
    'machine it ran on; Lambda’s may be slower.',
    '',
    'In these words: a line is what one write says in the journal; a close counts a month and publishes it; a month file holds a month’s lines, compressed; a shard is a',
    'part of the members. [More](words.md).',
    '',
    '## One count of ten years',
    '',
    'Each in a process of its own, from month files, of every line there ever was. Most months go on from the count at the last close and take a fraction of the time',
    '(docs/decisions/0086-kept-counts.md), but each must be able to count everything: the code that counts may have changed.',
    '',
    ...renderMeasured(measured),
    '',
    '## With more members, after ten years',
    '',
    ...renderSizes(measured),
    '',
    '## In this order',
    '',
    '| from members | what is full | what helps |',
    '|---|---|---|',
    ...breaks.map(({ from, what, help }) => `| ${show(from)} | ${what} | ${help} |`),
    '',
    `**Not reached** at ${largest.toLocaleString('en')} members: the ${maxPartitionUnitsPerSecond.toLocaleString('en')} write units a second of the journal’s and the access log’s partition of a day (${show((100 * peak) / maxPartitionUnitsPerSecond)} % in the busiest second). Were all sheets sent in the same`,
    'minute, writes would be throttled and tried again: late, not lost. If it comes to that, the partition of a day gets a number behind it, by the line’s id, and a',
    'reader merges sorted queries. Order is by instant and id anyway.',
    '',
    '**Slow, not broken**: who searches for a common name alone gets hundreds of pages at a million members. A second word of the name, the telephone number or the code',
    'finds her (docs/decisions/0009-name-search.md). The gate, which decides whether a breakdown is shown, takes longer with each one that was shown before, whatever the number of',
    'members; [performance](performance.md) says how much.',
    '',
    '## The count in shards',
    '',
    'A published number is a sum over women, groups and requests. So the lines of each shard’s members are counted by a function of their own, and the totals are added.',
    `Tried in each run with ${measured.shards} shards over ${measured.facts.toLocaleString('en')} facts: **the totals are the same**, series by series. test/publishing/compile-in-shards.test.ts runs the state machine, and test/demo/published.test.ts publishes`,
    'the demo programme so: equal bytes.',
    '',
    'With the setting `countShards` a state machine registers the month and writes its file, counts the shards, five at a time, and adds the totals if all have read the same',
    'journal. What divides by the number of shards is memory; time divides less, because each shard reads, hashes and parses every line.',
    '',
    renderCostOfShards(measured),
    '',
  ].join('\n');
};
