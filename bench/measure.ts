/** Paired measuring: a machine's speed drifts, so what is compared is measured in turn, and the ratio is taken pair by pair. */

export type Spread = { readonly median: number; readonly least: number; readonly most: number };

const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { median: at(0.5), least: at(0.1), most: at(0.9) };
};

const timeOf = async (run: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await run();
  return performance.now() - start;
};

/**
 * How long `subject` takes as a share of `floor`, over pairs run in turn and in alternating order: the median, and the
 * tenth and ninetieth hundredth of the pairs' ratios.
 */
export const compare = async (
  subject: () => Promise<unknown>,
  floor: () => Promise<unknown>,
  { pairs, warmUp }: { readonly pairs: number; readonly warmUp: number },
): Promise<Spread> => {
  for (let run = 0; run < warmUp; run += 1) {
    await subject();
    await floor();
  }
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    if (pair % 2 === 0) {
      const own = await timeOf(subject);
      ratios.push(own / (await timeOf(floor)));
    } else {
      const other = await timeOf(floor);
      ratios.push((await timeOf(subject)) / other);
    }
  }
  return spreadOf(ratios);
};
