import { compilerMemoryMB } from '../lib/functions/without-routes.ts';
import type { MeasuredCount } from './bill-formulas.ts';
import { floorToDigits } from './formula.ts';
import type { Measured, MeasuredSize } from './measured.ts';

/** Extrapolates what a count takes from the sizes that were measured, and says what breaks first. scale-page.ts writes the page. */

/** Lambda's bounds, and the compile's own time-out. */
export const maxMemoryMB = 10_240;

export const compileSeconds = 600;

export const maxSeconds = 900;

/** The time-out of whatever answers a request (lib/functions-stack.ts), so of the preview. */
const requestSeconds = 15;

/** A figure that grows by the same amount with each member, on top of a fixed amount. */
type Line = {
  readonly perMember: number;
  /** The figure with that many members. */
  readonly at: (members: number) => number;
  /** The number of members at which the figure reaches a bound, cut to two digits. */
  readonly reaches: (bound: number) => number;
};

/** @param measured the figure at the largest measured size @param members the number of members of that size */
const createLine = (measured: number, members: number, perMember: number): Line => ({
  perMember,
  at: (more) => measured + (more - members) * perMember,
  reaches: (bound) => floorToDigits(members + (bound - measured) / perMember, 2),
});

export const linesOf = ({ sizes, shards }: Measured<'scale'>) => {
  const [small, large] = [sizes[0], sizes.at(-1)];
  if (small === undefined || large === undefined) throw new Error('Two sizes have to be measured.');
  const lineThrough = (figureOf: (size: MeasuredSize) => number): Line =>
    createLine(
      figureOf(large),
      large.members,
      (figureOf(large) - figureOf(small)) / (large.members - small.members),
    );
  const memory = lineThrough(({ whole }) => whole.peakMB);
  return {
    memory,
    seconds: lineThrough(({ whole }) => whole.seconds),
    // A shard remembers only its own members. So with more members, a shard's memory grows by its share of the growth of the whole count's memory.
    shardMemory: createLine(large.shard.peakMB, large.members, memory.perMember / shards),
    shardSeconds: lineThrough(({ shard }) => shard.seconds),
    files: lineThrough(({ fileBytes }) => fileBytes),
  };
};

/** What the bill needs to know of the count. */
export const measuredCountOf = (measured: Measured<'scale'>): MeasuredCount => {
  const { memory, shardSeconds, files } = linesOf(measured);
  return {
    monthFileBytes: files.perMember / measured.months,
    shardMicroseconds: (1e6 * shardSeconds.perMember) / measured.months,
    maxMembersOfOne: memory.reaches(maxMemoryMB),
  };
};

/** What breaks in a count, from which number of members on, and what is done. */
export const breaksOf = (measured: Measured<'scale'>) => {
  const { memory, seconds, shardMemory, shardSeconds } = linesOf(measured);
  return [
    {
      from: seconds.reaches(requestSeconds),
      what: `the preview’s ${requestSeconds} seconds, until the next close after the code that counts has changed`,
      help: 'Wait for that close: the preview goes on from the count that it keeps.',
    },
    {
      from: memory.reaches(compilerMemoryMB),
      what: `one count’s memory, at the setting of ${compilerMemoryMB} MB`,
      help: 'Raise the setting (`compilerMemoryMB`).',
    },
    {
      from: memory.reaches(maxMemoryMB),
      what: 'one count’s memory, at Lambda’s most',
      help: 'Count in shards (`countShards` in cdk.json).',
    },
    {
      from: seconds.reaches(compileSeconds),
      what: `one count’s time, at its ${compileSeconds / 60} minutes`,
      help: `Let it run ${maxSeconds / 60} minutes, or count in shards.`,
    },
    {
      from: shardMemory.reaches(compilerMemoryMB),
      what: `a shard’s memory, at ${compilerMemoryMB} MB with ${measured.shards} shards`,
      help: 'Raise the setting, or count in more shards.',
    },
    {
      from: shardSeconds.reaches(maxSeconds),
      what: `a shard’s time, at the ${maxSeconds / 60} minutes that a function may run`,
      help: 'More shards help little, since each reads every line. Split each month file by shard when it is written (docs/decisions/0029-count-in-shards.md).',
    },
  ].toSorted((a, b) => a.from - b.from);
};
