import { createGate } from '../../functions/disclosure/gate.ts';
import { indicators } from '../../functions/indicators/catalogue.ts';
import { attackMany, learnMany } from './campaign.ts';

/** `npm run attack -- 2000`: attacks so many random programmes, and tells what was found. */

const count = Number(process.argv[2] ?? 200);
const gate = createGate(indicators);
const { pinned, ...counted } = attackMany(gate, { count });
console.log(counted);
for (const found of pinned) {
  console.log('pinned', found);
}

// How much is learned from `withheld` takes long: of so many programmes only.
const lessons = learnMany(gate, { count: Number(process.argv[3] ?? 0) });
for (const { code, breakdown, months, narrowed, isCertain, pinned: left } of lessons) {
  console.log('withheld', {
    code,
    breakdown,
    months: months.length,
    narrowed,
    isCertain,
    pinned: left.length,
  });
}
process.exitCode = pinned.length === 0 ? 0 : 1;
