import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { factsOf, inventJournal } from '../../bench/invented-journal.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { type Comparison, compareCounts } from './compare.ts';
import { compareDriven } from './compare-driven.ts';
import { multiply, randomProgramme } from './programme.ts';

/**
 * Compares the engine with DuckDB over more programmes than the tests do:
 *
 *   npm run audit-count -- --programmes 200 --seed 1    random ones, and each fourth also with cells that are large enough to be shown
 *   npm run audit-count -- --million                    two large ones: ten years of meetings and cases, a million lines, and the random
 *                                                       ones in one journal, each many times over, a million facts of every kind
 *   npm run audit-count -- --driven 300                 programmes that people send through the real routes, over DynamoDB Local: what is
 *                                                       recorded and published (half an hour)
 *
 * Says each difference, and then ends with 1.
 */
const { values } = parseArgs({
  options: {
    programmes: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    million: { type: 'boolean', default: false },
    driven: { type: 'string' },
  },
});

const factsIn = (lines: readonly JournalLine[]): number =>
  lines.reduce((sum, line) => sum + factsOf(line), 0);

const sizeOf = (lines: readonly JournalLine[]): string => `${lines.length} lines, ${factsIn(lines)} facts`;

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

const seed = Number(values.seed);
const cutoffs = ['2026-02-04T18:30:00.000Z', '2026-12-31T18:30:00.000Z'];

/** Ten years of meetings and cases: a million lines. */
const compareTenYears = async (): Promise<void> => {
  const lines = [...inventJournal({ collectives: 8000, membersEach: 2, firstMonth: '2022-11', months: 120 })];
  const name = `ten years, ${sizeOf(lines)}`;
  console.log(name);
  const comparison = await compareCounts(lines, {
    cutoffs: ['2032-11-04T18:30:00.000Z'],
    months: ['2022-11', '2023-04', '2026-03', '2029-12', '2032-10'],
  });
  add(name, comparison);
};

/** Random programmes, each many times over, in one journal of a million facts of every kind. */
const compareEveryKind = async (): Promise<void> => {
  const programmes = fc.sample(randomProgramme, { numRuns: Number(values.programmes), seed });
  const copies = Math.ceil(1_000_000 / factsIn(programmes.flat()));
  const lines = programmes
    .flatMap((programme, at) => multiply(programme, copies, at * copies))
    .sort(compareLines);
  const name = `${programmes.length} programmes of seed ${seed}, each ${copies} times, ${sizeOf(lines)}`;
  console.log(name);
  add(name, await compareCounts(lines, { cutoffs }));
};

if (values.driven !== undefined) {
  differing += await compareDriven(Number(values.driven), seed);
} else if (values.million) {
  await compareTenYears();
  await compareEveryKind();
} else {
  const programmes = fc.sample(randomProgramme, { numRuns: Number(values.programmes), seed });
  for (const [index, lines] of programmes.entries()) {
    const name = `programme ${index + 1} of seed ${seed}`;
    add(name, await compareCounts(lines, { cutoffs }));
    if (index % 4 === 0) add(`${name}, twenty times`, await compareCounts(multiply(lines, 20), { cutoffs }));
  }
}
if (values.driven === undefined)
  console.log(`${compared} values, ${aboveZero} above zero; ${differing} programmes differ`);
process.exitCode = differing > 0 ? 1 : 0;
