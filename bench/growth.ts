import { type Gate, openGate } from '../functions/disclosure/disclosure.ts';
import { createGate } from '../functions/disclosure/gate.ts';
import {
  type Publication,
  type Published,
  readPublished,
  type Said,
} from '../functions/disclosure/publication-history.ts';
import { addMonths } from '../functions/domain/calendar.ts';
import { districtNames } from '../functions/domain/districts.ts';
import { indicators } from '../functions/indicators/catalogue.ts';
import { monthNumber } from '../functions/indicators/months.ts';
import { addTotal, cellSeriesOf, seriesOf, type Totals } from '../functions/indicators/totals.ts';
import { ageBands } from '../functions/journal/line.ts';
import { composeSnapshot } from '../functions/publishing/snapshot.ts';
import { compileNewest, registerMonths, type Workplace } from './compiler.ts';
import { openHistory, writeHistory } from './history.ts';
import { createRandom, type JournalPlan } from './journal.ts';
import { byCpu, compare, type Row } from './measure.ts';

/** A programme's last month, after so many months and after ten times as many; in both all months before have a month file. */
const month = '2034-10';
const collectives = 100;
const [few, many] = [12, 120];
const pairs = 11;

const prepare = async (folder: string, months: number): Promise<Workplace> => {
  const plan: JournalPlan = {
    collectives,
    membersEach: 20,
    firstMonth: addMonths(month, 1 - months),
    months,
  };
  await writeHistory(folder, `growth-${months}`, plan, months - 1);
  return openHistory(folder, `growth-${months}`, plan);
};

/** In so many districts people come to be counted in what the gate looks at. */
const spread = 10;
const gateHistories = [12, 120] as const;

/**
 * Judges one month's breakdowns of one indicator, in a programme in which they were due in each month before, and were mostly shown. The gate
 * begins anew with each run, as in each compile.
 */
const prepareGate = (months: number): (() => Promise<unknown>) => {
  const [code, random] = ['pensions', createRandom(2)];
  const catalogue = indicators.filter((indicator) => indicator.code === code);
  const { first } = seriesOf(code);
  const totals: Totals = new Map();
  const registered = registerMonths(
    Array.from({ length: months + 1 }, (_, at) => addMonths(month, at - months)),
  );
  let said: Said = [];
  const publish = (publication: Publication, gate: Gate<Published>) =>
    composeSnapshot({ catalogue, totals, targets: new Map(), said, publication, gate });
  const gate = createGate(catalogue);
  for (const publication of registered) {
    const at = monthNumber(publication.month);
    const came = said.length === 0 ? 300 : 20 + random(21);
    for (let person = 0; person < came; person += 1) {
      addTotal(totals, first, at, 1);
      addTotal(totals, cellSeriesOf(first, 'district', districtNames[random(spread)] ?? ''), at, 1);
      addTotal(totals, cellSeriesOf(first, 'ageBand', ageBands[random(ageBands.length)] ?? ''), at, 1);
    }
    if (publication !== registered.at(-1)) {
      said = [...said, readPublished(publication.ordinal, publish(publication, gate))];
    }
  }
  const last = registered.at(-1);
  return async () => {
    if (
      last === undefined ||
      publish(last, createGate(catalogue)).indicators[0]?.breakdowns.district?.asOf !== month
    ) {
      throw new Error('No breakdown is due.');
    }
  };
};

/** What a month's compile costs with a history ten times as long. */
export const measureGrowth = async (folder: string): Promise<Row[]> => {
  const long = await prepare(folder, many);
  const short = await prepare(folder, few);
  const run = (workplace: Workplace) => byCpu(() => compileNewest(workplace, { gate: openGate }));
  const [gateFew, gateMany] = gateHistories;
  return [
    {
      what: `compile of a month of ${(collectives * 20).toLocaleString('en')} members, after ${many} months, but for the disclosure gate`,
      against: `itself after ${few} months`,
      ratio: await compare(run(long), run(short), { pairs, warmUp: 2 }),
      limit: 10,
    },
    {
      what: `the gate, of two breakdowns that are due, after ${gateMany} months in which they were too`,
      against: `itself after ${gateFew} months`,
      ratio: await compare(byCpu(prepareGate(gateMany)), byCpu(prepareGate(gateFew)), {
        pairs: 41,
        warmUp: 1,
      }),
    },
  ];
};
