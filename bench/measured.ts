import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Taken } from './days.ts';
import { row } from './measure.ts';

/** What the last runs measured, in bench/measured: the pages in docs are made from it, and can be made again without measuring. */

const taken: z.ZodType<Taken> = z.object({
  writeUnits: z.number(),
  readUnits: z.number(),
  storeCalls: z.number(),
  bytes: z.number(),
  tableBytes: z.number(),
  keyCalls: z.number(),
  answerBytes: z.number(),
  logBytes: z.number(),
});

const counted = z.object({ seconds: z.number(), peakMB: z.number() });
const size = z.object({
  members: z.int(),
  /** All month files. */
  fileBytes: z.int(),
  /** One count of all, and that of one shard. */
  whole: counted,
  shard: counted,
});
export type MeasuredSize = z.infer<typeof size>;

const schemas = {
  cost: z.object({
    /** The Indian date of the run, here and below. */
    on: z.iso.date(),
    acts: z.array(z.object({ name: z.string(), taken })),
    days: z.array(z.object({ name: z.string(), predicted: taken, counted: taken })),
  }),
  scale: z.object({
    on: z.iso.date(),
    months: z.int(),
    shards: z.int(),
    /** Facts of the journal that was counted whole and in shards, with the same totals. */
    facts: z.int(),
    sizes: z.array(size).min(2),
  }),
  performance: z.object({
    /** In the order of the page. */
    parts: z.array(z.object({ name: z.string(), on: z.iso.date(), machine: z.string(), rows: z.array(row) })),
  }),
};
type Name = keyof typeof schemas;
export type Measured<N extends Name> = z.infer<(typeof schemas)[N]>;

const fileOf = (name: Name): string => join(import.meta.dirname, 'measured', `${name}.json`);

export const readMeasured = <N extends Name>(name: N): Measured<N> =>
  schemas[name].parse(JSON.parse(readFileSync(fileOf(name), 'utf8'))) as Measured<N>;

export const writeMeasured = <N extends Name>(name: N, measured: Measured<N>): void =>
  writeFileSync(fileOf(name), `${JSON.stringify(measured, null, 2)}\n`);
