import { createGate } from '../../functions/months/disclosure/gate.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { attackMany } from './campaign.ts';
import type { Size } from './programmes.ts';
import { attackRoads } from './road-campaign.ts';

/**
 * Attacks random programmes of every kind, and tells what was found: the figures of docs/disclosure.md.
 *
 *   npm run attack -- 20    so many of each kind (of ten years: a quarter of them)
 *
 * Ends with 1 if any cell is left with fewer than five possible numbers, or a number of the road with fewer than five women who can have made it.
 */
const count = Number(process.argv[2] ?? 20);
const gate = createGate(indicators);

const years = (months: number): string => (months === 12 ? 'a year' : 'ten years');
const kinds: readonly (Size & { readonly months: number })[] = [12, 120].flatMap((months) =>
  [
    { spread: 1 },
    { spread: 2 },
    { spread: 3 },
    { spread: 4 },
    { spread: 7 },
    { spread: 26 },
    { spread: 26, newcomers: 83 },
  ].map((kind) => ({ ...kind, months })),
);

let broken = 0;
const rows = kinds.map(({ months, ...kind }) => {
  const { due, withheld, drawn, cells, pinned } = attackMany(gate, {
    ...kind,
    months,
    count: months === 12 ? count : Math.ceil(count / 4),
  });
  for (const found of pinned.slice(0, 5)) console.log('pinned', found);
  broken += pinned.length;
  return {
    districts: kind.spread,
    newcomers: kind.newcomers ?? '2-25',
    for: years(months),
    due,
    withheld,
    drawn,
    percent: ((100 * withheld) / due).toFixed(2),
    cells,
    pinned: pinned.length,
  };
});
console.table(rows);

/** What women say of their lives: of each size so many programmes of 26 months, with corrections. */
const roads = [8, 14, 30, 60, 150, 300].flatMap((women) =>
  [0, 0.3].map((twins) => {
    const attacks = attackRoads([women], count, { corrections: 0.2, twins });
    const pinned = attacks.flatMap((one) => one.pinned);
    for (const found of pinned.slice(0, 5)) console.log('pinned', found);
    broken += pinned.length;
    return {
      women,
      'enrolled twice': twins,
      values: attacks.reduce((sum, { values }) => sum + values, 0),
      shown: attacks.reduce((sum, { shown }) => sum + shown, 0),
      pinned: pinned.length,
      'by few closings': attacks.flatMap((one) => one.byFewClosings).length,
      'by correction': attacks.flatMap((one) => one.byCorrection).length,
      'by totals': attacks.flatMap((one) => one.byTotals).length,
    };
  }),
);
console.table(roads);
process.exitCode = broken === 0 ? 0 : 1;
