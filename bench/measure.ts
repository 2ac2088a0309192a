import * as z from 'zod';

/** Paired measurements. A machine's speed drifts, so both sides are measured in turn, and each pair gives one ratio. */

const spread = z.object({ median: z.number(), least: z.number(), most: z.number() });
export type Spread = z.infer<typeof spread>;

/** A measure as one line of docs/performance.md. */
export const row = z.object({
  what: z.string(),
  against: z.string(),
  /** The time (or size) of `what` divided by that of `against`. */
  ratio: spread,
  /** The bench fails above this; a row without a limit only informs. */
  limit: z.number().optional(),
  /** The value that we would like to reach. */
  aim: z.number().optional(),
  /** Why the aim is missed. */
  hindrance: z.string().optional(),
  /** The unit of a figure that is not a ratio. */
  unit: z.string().optional(),
});
export type Row = z.infer<typeof row>;

export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { median: at(0.5), least: at(0.1), most: at(0.9) };
};

/** A measure that was taken once and has no spread. */
export const single = (value: number): Spread => ({ median: value, least: value, most: value });

/** Runs something once and returns its cost. Both sides of a comparison use the same unit. */
export type Measure = () => Promise<number>;

/** Measures elapsed milliseconds, for work that waits for another process. */
export const byClock =
  (run: () => Promise<unknown>): Measure =>
  async () => {
    const start = performance.now();
    await run();
    return performance.now() - start;
  };

/** Measures this process's CPU time in microseconds, which other processes on the machine hardly change. */
export const byCpu =
  (run: () => Promise<unknown>): Measure =>
  async () => {
    const start = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };

/**
 * Runs `subject` and `floor` in pairs, in alternating order.
 * @returns the median, the 10th and the 90th percentile of the pairs' ratios of `subject` to `floor`
 */
export const compare = async (
  subject: Measure,
  floor: Measure,
  { pairs, warmUp }: { readonly pairs: number; readonly warmUp: number },
): Promise<Spread> => {
  for (let run = 0; run < warmUp; run += 1) {
    await subject();
    await floor();
  }
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    if (pair % 2 === 0) {
      const own = await subject();
      ratios.push(own / (await floor()));
    } else {
      const other = await floor();
      ratios.push((await subject()) / other);
    }
  }
  return spreadOf(ratios);
};
