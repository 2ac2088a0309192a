/** Set by `npm run search -- TIMES`. */
const times = Number(process.env.SEARCH_TIMES ?? 1);

/** Whether more is searched than in `npm run test:all`. */
const isLongSearch = times > 1;

/**
 * fast-check's settings of a search that could go on for hours: in `npm run test:all` the same few cases each time, with `npm run search` many
 * times as many and others each time. A failure names its seed; `SEARCH_SEED` repeats it.
 * @param share how many cases `npm run test:all` looks at
 */
export const searchRuns = (share: number): { numRuns: number; seed?: number } => {
  const seed = process.env.SEARCH_SEED ?? (isLongSearch ? undefined : '20261105');
  return { numRuns: share * times, ...(seed === undefined ? {} : { seed: Number(seed) }) };
};
