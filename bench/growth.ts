import { join } from 'node:path';
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
import type { FileStore } from '../functions/files/file-store.ts';
import { indicators } from '../functions/indicators/catalogue.ts';
import { planCounting } from '../functions/indicators/counting-plan.ts';
import { emptyState, foldLines, settledTotals } from '../functions/indicators/fold.ts';
import { nothingFolded } from '../functions/indicators/folded-journal.ts';
import { monthNumber } from '../functions/indicators/months.ts';
import { addTotal, cellSeriesOf, seriesOf, type Totals } from '../functions/indicators/totals.ts';
import { ageBands } from '../functions/journal/line.ts';
import { folderOf, manifestName } from '../functions/publishing/manifest.ts';
import { foldName, saidName } from '../functions/publishing/past-state.ts';
import { sealFold, sealSaid } from '../functions/publishing/sealed-state.ts';
import { composeSnapshot } from '../functions/publishing/snapshot.ts';
import { compileNewest, registerMonths, type Workplace } from './compiler.ts';
import { createFolderStore } from './folder-store.ts';
import { createRandom, type JournalPlan, journalOf, monthOf } from './journal.ts';
import { byCpu, compare, type Row } from './measure.ts';
import { openPages, writePages } from './paged-journal.ts';

/** The same month of the same members, after so many months and after ten times as many. */
const month = '2026-10';
const collectives = 500;
const [few, many] = [25, 250];
const pairs = 41;

/** A store that is the same after each compile: a month that left its own state would be found folded by the next one. */
const keepNothing = (store: FileStore): FileStore => ({
  ...store,
  writeOnce: async () => 'written',
  write: async () => {},
});

/** Folds and publishes a history up to the month before, and lays the month's own pages beside it. */
const prepare = async (folder: string, months: number): Promise<Workplace> => {
  const plan: JournalPlan = {
    collectives,
    membersEach: 20,
    firstMonth: addMonths(month, -months),
    months,
  };
  const counting = planCounting(indicators);
  const history = Array.from({ length: months }, (_, at) => addMonths(plan.firstMonth, at));
  const registered = registerMonths([...history, month]);
  const state = foldLines(counting, emptyState(), journalOf(plan));
  const totals = settledTotals(counting, state);
  const { targets } = state;
  // As they would have been published, but that a late sheet is in them already.
  let said: Said = [];
  for (const publication of registered.slice(0, -1)) {
    const snapshot = composeSnapshot({
      catalogue: indicators,
      totals,
      targets,
      said,
      publication,
      gate: openGate,
    });
    said = [...said, readPublished(publication.ordinal, snapshot)];
  }
  const published = createFolderStore(join(folder, `growth-${months}-published`));
  const store = createFolderStore(join(folder, `growth-${months}-state`));
  const last = registered[months - 1];
  if (last === undefined) {
    throw new Error('There is no history.');
  }
  const { cutoff } = last;
  await store.write(
    foldName(last.ordinal),
    sealFold(indicators, counting, { ...nothingFolded(), state, cutoff }),
  );
  await store.write(saidName(last.ordinal), sealSaid(said));
  await published.write(`${folderOf(last)}${manifestName}`, Buffer.from('{}'));
  await writePages(join(folder, `growth-${months}`), monthOf(plan, months));
  return {
    pages: openPages(join(folder, `growth-${months}`)),
    published: keepNothing(published),
    state: keepNothing(store),
    registered,
    firstDay: `${plan.firstMonth}-01`,
  };
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
      ratio: await compare(run(long), run(short), { pairs, warmUp: 3 }),
      limit: 1.05,
      aim: 1.01,
      hindrance:
        'what was published is read, checked and sealed whole, 4 to 12 KB for each month (1 MB after 250): a few milliseconds, far less than the spread from one pair to the next.',
    },
    {
      what: `the gate, of two breakdowns that are due, after ${gateMany} months in which they were too`,
      against: `itself after ${gateFew} months`,
      ratio: await compare(byCpu(prepareGate(gateMany)), byCpu(prepareGate(gateFew)), { pairs, warmUp: 1 }),
    },
  ];
};
