import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { journalOf } from '../../bench/journal.ts';
import { type Comparison, compareCounts } from './compare.ts';
import { multiply, randomProgramme } from './programme.ts';

/**
 * Compares the engine with DuckDB over more programmes than the tests do:
 *
 *   npm run audit-count -- --programmes 200 --seed 1    random ones, and each fourth also with cells that are large enough to be shown
 *   npm run audit-count -- --million                    one of a million lines and ten years
 *
 * Says each difference, and then ends with 1.
 */
const { values } = parseArgs({
  options: {
    programmes: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    million: { type: 'boolean', default: false },
  },
});

let differing = 0;
let compared = 0;
let aboveZero = 0;
const add = (name: string, comparison: Comparison): void => {
  compared += comparison.compared;
  aboveZero += comparison.aboveZero;
  if (comparison.differences.length > 0) {
    differing += 1;
    console.log(`${name}: ${comparison.differences.length} differences`);
    for (const difference of comparison.differences.slice(0, 10)) console.log(`  ${difference}`);
  }
};

if (values.million) {
  const plan = { collectives: 8000, membersEach: 2, firstMonth: '2022-11', months: 120 };
  const lines = [...journalOf(plan)];
  console.log(`${lines.length} lines`);
  add(
    'a million lines',
    await compareCounts(lines, {
      cutoffs: ['2032-11-04T18:30:00.000Z'],
      months: ['2022-11', '2023-04', '2026-03', '2029-12', '2032-10'],
    }),
  );
} else {
  const seed = Number(values.seed);
  const cutoffs = ['2026-02-04T18:30:00.000Z', '2026-12-31T18:30:00.000Z'];
  const programmes = fc.sample(randomProgramme, { numRuns: Number(values.programmes), seed });
  for (const [index, lines] of programmes.entries()) {
    const name = `programme ${index + 1} of seed ${seed}`;
    add(name, await compareCounts(lines, { cutoffs }));
    if (index % 4 === 0) add(`${name}, twenty times`, await compareCounts(multiply(lines, 20), { cutoffs }));
  }
}
console.log(`${compared} values, ${aboveZero} above zero; ${differing} programmes differ`);
process.exitCode = differing > 0 ? 1 : 0;
