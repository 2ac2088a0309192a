import * as z from 'zod';

/** Paired measuring: a machine's speed drifts, so what is compared is measured in turn, and the ratio is taken pair by pair. */

const spread = z.object({ median: z.number(), least: z.number(), most: z.number() });
export type Spread = z.infer<typeof spread>;

/** One line of docs/performance.md. */
export const row = z.object({
  what: z.string(),
  against: z.string(),
  /** Of `what` to `against`. */
  ratio: spread,
  /** Over it, the bench fails; a row without one only tells. */
  limit: z.number().optional(),
  /** What would be good. */
  aim: z.number().optional(),
  /** What stands in the way of the aim, where it is missed. */
  hindrance: z.string().optional(),
  /** Where the figure is not a ratio. */
  unit: z.string().optional(),
});
export type Row = z.infer<typeof row>;

export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { median: at(0.5), least: at(0.1), most: at(0.9) };
};

/** A figure that was measured once, and has no spread. */
export const single = (value: number): Spread => ({ median: value, least: value, most: value });

/** Does something, and says what it took, in any unit. */
export type Measure = () => Promise<number>;

/** By the clock, in milliseconds: for what waits for another process. */
export const byClock =
  (run: () => Promise<unknown>): Measure =>
  async () => {
    const start = performance.now();
    await run();
    return performance.now() - start;
  };

/** By this process's time on a processor, in microseconds: whoever else works on the machine does not matter. */
export const byCpu =
  (run: () => Promise<unknown>): Measure =>
  async () => {
    const start = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };

/**
 * What `subject` takes as a share of what `floor` takes, over pairs run in turn and in alternating order: the median, and the
 * tenth and ninetieth hundredth of the pairs' ratios.
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
