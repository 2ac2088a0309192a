import { join } from 'node:path';
import { addMonths } from '../functions/platform/calendar.ts';
import { planCounting } from '../functions/reporting/counting-plan.ts';
import { type Gate, openGate } from '../functions/reporting/disclosure.ts';
import { createGate } from '../functions/reporting/disclosure-gate.ts';
import type { FileStore } from '../functions/reporting/file-store.ts';
import { emptyState, foldLines, settledTotals } from '../functions/reporting/fold.ts';
import { nothingFolded } from '../functions/reporting/folded-journal.ts';
import { indicators } from '../functions/reporting/indicators.ts';
import { folderOf, manifestName } from '../functions/reporting/manifest.ts';
import { foldName, saidName } from '../functions/reporting/past-state.ts';
import { type Published, readPublished, type Said } from '../functions/reporting/said.ts';
import { sealFold, sealSaid } from '../functions/reporting/sealed-state.ts';
import { composeSnapshot } from '../functions/reporting/snapshot.ts';
import { compileNewest, registerMonths, type Workplace } from './compiler.ts';
import { createFolderStore } from './folder-store.ts';
import { type JournalPlan, journalOf, monthOf } from './journal.ts';
import { byCpu, compare, type Row } from './measure.ts';
import { openPages, writePages } from './paged-journal.ts';

/** The same month of the same members, after so many months and after ten times as many. */
const month = '2026-10';
const collectives = 500;
const [few, many] = [25, 250];
const pairs = 5;

/** Folds and publishes a history up to the month before, and lays the month's own pages beside it. */
const prepare = async (folder: string, months: number): Promise<Workplace & { gated: FileStore }> => {
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
  const gated = createFolderStore(join(folder, `growth-${months}-gated`));
  for (const store of [published, gated]) {
    await store.write(`${folderOf(last)}${manifestName}`, Buffer.from('{}'));
  }
  await writePages(join(folder, `growth-${months}`), monthOf(plan, months));
  return {
    pages: openPages(join(folder, `growth-${months}`)),
    published,
    gated,
    state: store,
    registered,
    firstDay: `${plan.firstMonth}-01`,
  };
};

/** What a month's compile costs with a history ten times as long. */
export const measureGrowth = async (folder: string): Promise<Row[]> => {
  const long = await prepare(folder, many);
  const short = await prepare(folder, few);
  const what = `compile of a month of ${(collectives * 20).toLocaleString('en')} members, after ${many} months`;
  const against = `itself after ${few} months`;
  const run = (workplace: Workplace, gate: Gate<Published>) =>
    byCpu(() => compileNewest(workplace, { gate }));
  const runGated = ({ gated, ...workplace }: Workplace & { gated: FileStore }) =>
    run({ ...workplace, published: gated }, createGate(indicators));
  const plan = { pairs, warmUp: 1 };
  return [
    {
      what: `${what}, but for the disclosure gate`,
      against,
      ratio: await compare(run(long, openGate), run(short, openGate), plan),
      limit: 1.05,
      aim: 1.01,
    },
    {
      what: `${what}, with the gate (few breakdowns are due)`,
      against,
      ratio: await compare(runGated(long), runGated(short), { pairs: 1, warmUp: 0 }),
    },
  ];
};
