import * as z from 'zod';

/** The median, the 10th and the 90th percentile of a figure that is measured several times. */
const spread = z.object({ median: z.number(), p10: z.number(), p90: z.number() });
export type Spread = z.infer<typeof spread>;

/** One row of the table in docs/performance.md. */
export const row = z.object({
  what: z.string(),
  against: z.string(),
  /** The time (or size) of `what` divided by that of `against`; lower is better. */
  ratio: spread,
  /** The bench fails above this; a row without a limit only informs. */
  limit: z.number().optional(),
  /** The ratio that we would like to reach; at most `limit`. */
  aim: z.number().optional(),
  /** Why the aim is missed. */
  hindrance: z.string().optional(),
  /** The unit of a figure that is not a ratio. */
  unit: z.string().optional(),
});
export type Row = z.infer<typeof row>;

export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b);
  const percentile = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { median: percentile(0.5), p10: percentile(0.1), p90: percentile(0.9) };
};

/** The spread of a figure that was measured only once: all three values are equal. */
export const spreadOfOne = (value: number): Spread => ({ median: value, p10: value, p90: value });

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
 * Measures the ratio of `subject` to `floor`. A machine's speed drifts, so both are measured in pairs, in alternating
 * order, and each pair gives one ratio.
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
      const subjectCost = await subject();
      ratios.push(subjectCost / (await floor()));
    } else {
      const floorCost = await floor();
      ratios.push((await subject()) / floorCost);
    }
  }
  return spreadOf(ratios);
};
