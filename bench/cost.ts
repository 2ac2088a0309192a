import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dateInIndia } from '../functions/shared/calendar/calendar.ts';
import { renderCost } from './cost-page.ts';
import { measureActs } from './measure-acts.ts';
import { readMeasured, writeMeasured } from './measured.ts';
import { measuredCountOf } from './scale-lines.ts';
import { compareDays, differencesOf } from './stack-days.ts';

/**
 * `npm run cost` writes docs/cost.md. Each act of a person runs once through its real route, its calls of the store are counted by the model in
 * units.ts, and the days of people are made of acts. The same days then happen on a running stack, whose own counts must agree. What was measured
 * is kept in bench/measured; `npm run cost -- --render` only writes the page again.
 */

const measure = async (): Promise<void> => {
  const acts = await measureActs();
  const days = await compareDays(acts);
  const differences = days.flatMap(differencesOf);
  if (differences.length > 0) throw new Error(`The bill and the stack differ:\n${differences.join('\n')}`);
  writeMeasured('cost', { on: dateInIndia(new Date()), acts, days });
};

const { values } = parseArgs({ options: { render: { type: 'boolean', default: false } } });
if (!values.render) await measure();
const page = renderCost(readMeasured('cost'), measuredCountOf(readMeasured('scale')));
writeFileSync(join(import.meta.dirname, '..', 'docs', 'cost.md'), page);
console.log(page);
