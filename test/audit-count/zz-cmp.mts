import fc from 'fast-check';
import { compareCounts } from './compare.ts';
import { randomProgramme } from './programme.ts';

const n = Number(process.argv[2] ?? 3);
const seed = Number(process.argv[3] ?? 7);
for (const lines of fc.sample(randomProgramme, { numRuns: n, seed })) {
  const t = Date.now();
  const c = await compareCounts(lines, { cutoffs: ['2026-02-04T18:30:00.000Z', '2026-12-31T18:30:00.000Z'] });
  console.log(lines.length, Date.now() - t, c.aboveZero, c.differences.slice(0, 6));
}
