import { createGate, openGate } from '../functions/disclosure/gate.ts';
import {
  type Publication,
  type PublicationHistory,
  toPublishedNumbers,
} from '../functions/disclosure/publication-history.ts';
import { ageBands } from '../functions/domain/age-bands.ts';
import { addMonths } from '../functions/domain/calendar.ts';
import { districtNames } from '../functions/domain/districts.ts';
import { type BreakdownName, cellSeriesOf } from '../functions/indicators/breakdowns.ts';
import { indicators } from '../functions/indicators/catalogue.ts';
import { monthNumber } from '../functions/indicators/months.ts';
import { addTotal, seriesOf, type Totals } from '../functions/indicators/totals.ts';
import { composeSnapshot } from '../functions/publishing/snapshot.ts';
import { type BenchHistory, compileNewest, registerMonths } from './compiler.ts';
import { openHistory, writeHistory } from './history.ts';
import { createRandom, type JournalPlan } from './journal.ts';
import { byCpu, compare, type Row } from './measure.ts';

/** The month that is compiled, after a history of `few` and of `many` months, all with month files. */
const month = '2034-10';
const collectives = 100;
const [few, many] = [12, 120];
const pairs = 11;

const prepare = async (folder: string, months: number): Promise<BenchHistory> => {
  const plan: JournalPlan = {
    collectives,
    membersEach: 20,
    firstMonth: addMonths(month, 1 - months),
    months,
  };
  await writeHistory(folder, `growth-${months}`, plan, months - 1);
  return openHistory(folder, `growth-${months}`, plan);
};

/** In how many districts people are counted in the breakdowns that the gate judges. */
const spread = 10;
/** How many breakdowns were shown before. About twenty are shown in ten years. */
const shownBefore = [2, 20] as const;

/** Prepares the gate's judgement of one indicator's breakdowns in one month. The total grew by half in each earlier month, so all were due. */
const prepareGate = (months: number): (() => Promise<unknown>) => {
  const [code, random] = ['pensions', createRandom(2)];
  const catalogue = indicators.filter((indicator) => indicator.code === code);
  const { first } = seriesOf(code);
  const totals: Totals = new Map();
  const registered = registerMonths(
    Array.from({ length: months + 1 }, (_, at) => addMonths(month, at - months)),
  );
  let history: PublicationHistory = [];
  let people = 0;
  const gate = createGate(catalogue);
  const publish = (publication: Publication) =>
    composeSnapshot({ catalogue, totals, programme: [], history, publication, gate, secret: 'bench' });
  const add = (at: number, breakdown: BreakdownName, keys: readonly string[], came: number): void => {
    const shares = keys.map(() => 1 + random(100));
    const sum = shares.reduce((a, b) => a + b, 0);
    const counts = shares.map((share) => Math.floor((came * share) / sum));
    const rest = came - counts.reduce((a, b) => a + b, 0);
    keys.forEach((key, index) => {
      const count = (counts[index] ?? 0) + (index === 0 ? rest : 0);
      addTotal(totals, cellSeriesOf(first, breakdown, key), at, count);
    });
  };
  for (const publication of registered) {
    const at = monthNumber(publication.month);
    const came = Math.max(100, Math.ceil(people / 2));
    people += came;
    addTotal(totals, first, at, came);
    add(at, 'district', districtNames.slice(0, spread), came);
    add(at, 'ageBand', ageBands, came);
    if (publication !== registered.at(-1)) {
      history = [...history, toPublishedNumbers(publication.ordinal, publish(publication))];
    }
  }
  const last = registered.at(-1);
  return async () => {
    if (last === undefined || publish(last).indicators[0]?.breakdowns.district?.asOf !== month) {
      throw new Error('No breakdown is due.');
    }
  };
};

/** Compares a month's compile with one whose history is ten times as long. */
export const measureGrowth = async (folder: string): Promise<Row[]> => {
  const long = await prepare(folder, many);
  const short = await prepare(folder, few);
  const run = (history: BenchHistory) => byCpu(() => compileNewest(history, { gate: openGate }));
  const [shownFew, shownMany] = shownBefore;
  return [
    {
      what: `compile of a month of ${(collectives * 20).toLocaleString('en')} members, after ${many} months, but for the disclosure gate`,
      against: `itself after ${few} months`,
      ratio: await compare(run(long), run(short), { pairs, warmUp: 2 }),
      limit: 10,
    },
    {
      what: `the disclosure gate, of two breakdowns that are due, after ${shownMany} of each were shown`,
      against: `itself after ${shownFew}`,
      ratio: await compare(byCpu(prepareGate(shownMany)), byCpu(prepareGate(shownFew)), {
        pairs: 41,
        warmUp: 5,
      }),
      limit: 10,
      aim: 3,
    },
  ];
};
