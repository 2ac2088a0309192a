import { createGate, openGate } from '../functions/months/disclosure/gate.ts';
import {
  type Publication,
  type PublicationHistory,
  toPublishedNumbers,
} from '../functions/months/disclosure/publication-history.ts';
import { type BreakdownName, cellSeriesOf } from '../functions/months/indicators/breakdowns.ts';
import { indicators } from '../functions/months/indicators/catalogue.ts';
import { monthNumber } from '../functions/months/indicators/month-numbers.ts';
import { addTotal, seriesOf, type Totals } from '../functions/months/indicators/totals.ts';
import { composeSnapshot } from '../functions/months/publishing/snapshot.ts';
import { ageBands } from '../functions/shared/calendar/age-bands.ts';
import { addMonths } from '../functions/shared/calendar/calendar.ts';
import { districtNames } from '../functions/shared/reach/districts.ts';
import { compileNewest } from './compile-newest.ts';
import { type BenchHistory, openHistory, writeHistory } from './history.ts';
import type { JournalPlan } from './invented-journal.ts';
import { byCpu, compare, type Row } from './measure.ts';
import { createRandom } from './random.ts';
import { newestOf, registerMonths } from './register.ts';

/** The month that is compiled: the last of a short and of a long history, whose earlier months all have month files. */
const month = '2034-10';
const collectives = 100;
const membersEach = 20;
const shortMonths = 12;
const longMonths = 120;
const pairs = 11;

const prepareHistory = async (folder: string, months: number): Promise<BenchHistory> => {
  const plan: JournalPlan = {
    collectives,
    membersEach,
    firstMonth: addMonths(month, 1 - months),
    months,
  };
  await writeHistory(folder, `growth-${months}`, plan, months - 1);
  return openHistory(folder, `growth-${months}`, plan);
};

/** The number of districts with people in the breakdowns that the gate judges. */
const districtCount = 10;
/** How many times a breakdown was shown before. About twenty are shown in ten years. */
const shownFew = 2;
const shownMany = 20;

/**
 * Prepares the disclosure gate's judgement of one indicator's breakdowns in one month. The total grew by half in each earlier month,
 * so that the breakdowns were due in each.
 * @returns a function that makes the judgement
 */
const prepareGate = (earlierMonths: number): (() => Promise<void>) => {
  const code = 'pensions';
  const random = createRandom(2);
  const catalogue = indicators.filter((indicator) => indicator.code === code);
  const { first: firstEver } = seriesOf(code);
  const totals: Totals = new Map();
  const register = registerMonths(
    Array.from({ length: earlierMonths + 1 }, (_, index) => addMonths(month, index - earlierMonths)),
  );
  let history: PublicationHistory = [];
  let people = 0;
  const gate = createGate(catalogue);
  const publish = (publication: Publication) =>
    composeSnapshot({ catalogue, totals, programme: [], history, publication, gate, secret: 'bench' });
  /** Divides a month's new people among a breakdown's cells at random; the first cell also gets what rounding leaves over. */
  const addCells = (
    monthNr: number,
    { breakdown, keys, newPeople }: { breakdown: BreakdownName; keys: readonly string[]; newPeople: number },
  ): void => {
    const shares = keys.map(() => 1 + random(100));
    const sum = shares.reduce((a, b) => a + b, 0);
    const counts = shares.map((share) => Math.floor((newPeople * share) / sum));
    const rest = newPeople - counts.reduce((a, b) => a + b, 0);
    for (const [index, key] of keys.entries()) {
      const count = (counts[index] ?? 0) + (index === 0 ? rest : 0);
      addTotal(totals, cellSeriesOf(firstEver, breakdown, key), monthNr, count);
    }
  };
  const newest = newestOf(register);
  for (const publication of register) {
    const monthNr = monthNumber(publication.month);
    const newPeople = Math.max(100, Math.ceil(people / 2));
    people += newPeople;
    addTotal(totals, firstEver, monthNr, newPeople);
    addCells(monthNr, { breakdown: 'district', keys: districtNames.slice(0, districtCount), newPeople });
    addCells(monthNr, { breakdown: 'ageBand', keys: ageBands, newPeople });
    if (publication !== newest) {
      history = [...history, toPublishedNumbers(publication.ordinal, publish(publication))];
    }
  }
  // Checks that the gate really judged: a breakdown that is not due has an earlier `asOf`, or is missing.
  return async () => {
    if (publish(newest).indicators[0]?.breakdowns.district?.asOf !== month) {
      throw new Error('No breakdown is due.');
    }
  };
};

/** The benchmark of growth: how much longer a month's compile, and the disclosure gate alone, take after a history ten times as long. */
export const measureGrowth = async (folder: string): Promise<Row[]> => {
  const long = await prepareHistory(folder, longMonths);
  const short = await prepareHistory(folder, shortMonths);
  const run = (history: BenchHistory) => byCpu(() => compileNewest(history, { gate: openGate }));
  return [
    {
      what: `compile of a month of ${(collectives * membersEach).toLocaleString('en')} members, after ${longMonths} months, but for the disclosure gate`,
      against: `itself after ${shortMonths} months`,
      ratio: await compare(run(long), run(short), { pairs, warmUp: 2 }),
      limit: 1.5,
      aim: 1.2,
      hindrance:
        'what is left grows with what each woman did: her cases are read and written each by itself, and what she saved in every month is added up again. In all it is a sixth of a second of a processor.',
    },
    {
      what: `the disclosure gate, of two breakdowns that are due, after ${shownMany} of each were shown`,
      against: `itself after ${shownFew}`,
      ratio: await compare(byCpu(prepareGate(shownMany)), byCpu(prepareGate(shownFew)), {
        pairs: 41,
        warmUp: 5,
      }),
      limit: 15,
      aim: 10,
      hindrance:
        'each breakdown that was shown is judged again, so that ten times as many take ten times as long: one and a half thousandths of a second of a processor.',
    },
  ];
};
