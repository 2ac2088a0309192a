import { join } from 'node:path';
import { openGate } from '../functions/months/disclosure/gate.ts';
import {
  type PublicationHistory,
  toPublishedNumbers,
} from '../functions/months/disclosure/publication-history.ts';
import { indicators } from '../functions/months/indicators/catalogue.ts';
import { createJournalCounter } from '../functions/months/publishing/count-journal.ts';
import { openKeptCounts } from '../functions/months/publishing/kept-counts.ts';
import { openKeptHistory } from '../functions/months/publishing/kept-history.ts';
import { folderOf, manifestName } from '../functions/months/publishing/publication-folder.ts';
import type { Registered } from '../functions/months/publishing/read-register.ts';
import { composeSnapshot, renderSnapshot } from '../functions/months/publishing/snapshot.ts';
import { addMonths } from '../functions/shared/calendar/calendar.ts';
import type { FileStore } from '../functions/shared/files/file-store.ts';
import type { JournalLine } from '../functions/shared/journal/line.ts';
import { createJournalSource, writeMonthFiles } from '../functions/shared/journal/month-files.ts';
import type { Table } from '../functions/shared/table/client.ts';
import { countLines } from './count-journal.ts';
import { createFolderStore } from './folder-store.ts';
import { inventJournal, inventMonth, type JournalPlan } from './invented-journal.ts';
import { openPages, writePages } from './paged-journal.ts';
import { registerMonths } from './register.ts';

/** Stands for the hash of the code that counts. */
export const countingCode = 'bench';

/**
 * An invented programme in a folder. All its months but the last are published. Its journal is in month files, in the
 * table's pages, or in both.
 */
export type BenchHistory = {
  readonly table: Table;
  readonly published: FileStore;
  readonly state: FileStore;
  /** The register up to the month to compile. */
  readonly register: readonly Registered[];
  /** The first UTC day that has journal lines. */
  readonly firstDay: string;
  /** Discards what the last compile wrote. */
  readonly rewind: () => void;
};

/** The lines recorded for one month; the first month's include the members and collectives. */
const linesOfMonth = (plan: JournalPlan, monthIndex: number): Iterable<JournalLine> =>
  monthIndex === 0 ? inventJournal({ ...plan, months: 1 }) : inventMonth(plan, monthIndex);

const registerOf = ({ firstMonth, months }: JournalPlan): Registered[] =>
  registerMonths(Array.from({ length: months }, (_, index) => addMonths(firstMonth, index)));

/**
 * Publishes all months but the last. Each publication uses the totals of all these months, so a month's late sheets count
 * from the start, and no later month revises it.
 */
const publishHistory = async (
  plan: JournalPlan,
  { published, state }: { readonly published: FileStore; readonly state: FileStore },
): Promise<void> => {
  const totals = countLines(inventJournal({ ...plan, months: plan.months - 1 }));
  let history: PublicationHistory = [];
  for (const publication of registerOf(plan).slice(0, -1)) {
    const snapshot = composeSnapshot({
      catalogue: indicators,
      totals,
      programme: [],
      history,
      publication,
      gate: openGate,
      secret: 'bench',
    });
    history = [...history, toPublishedNumbers(publication.ordinal, snapshot)];
    await published.write(`${folderOf(publication)}snapshot.json`, Buffer.from(renderSnapshot(snapshot)));
    // That a manifest exists marks the publication as completed; a compile doesn't read it.
    await published.write(`${folderOf(publication)}${manifestName}`, Buffer.from('{}'));
  }
  await openKeptHistory(state, countingCode).keep(registerOf(plan).slice(0, -1), history);
};

/** Writes the month files of a plan's first months. */
const writeFiles = async (plan: JournalPlan, monthCount: number, files: FileStore): Promise<void> => {
  const cutoffs = registerOf(plan)
    .slice(0, monthCount)
    .map(({ cutoff }) => cutoff);
  // A month's file ends at its cutoff, so the cutoff `to` tells which month's lines are asked for. They come in a single batch.
  await writeMonthFiles(
    { files, readLines: (_, to) => [[...linesOfMonth(plan, cutoffs.indexOf(to))]] },
    cutoffs,
  );
};

/** Counts a plan's first months and keeps the result (docs/decisions/0086-kept-counts.md), as the compile of the last of them does. */
const keepCount = async (plan: JournalPlan, monthCount: number, files: FileStore): Promise<void> => {
  const last = registerOf(plan)[monthCount - 1];
  if (last === undefined) return;
  const fail = (): never => {
    throw new Error('A month has no file.');
  };
  const source = createJournalSource({ files, readLines: fail, alarm: fail });
  await createJournalCounter(indicators, source, await openKeptCounts(files, countingCode))(last.cutoff);
};

function* linesFrom(plan: JournalPlan, firstIndex: number): Generator<JournalLine> {
  for (let index = firstIndex; index < plan.months; index += 1) {
    yield* linesOfMonth(plan, index);
  }
}

const foldersOf = (folder: string, name: string) => ({
  pages: join(folder, name),
  published: join(folder, `${name}-published`),
  state: join(folder, `${name}-state`),
});

/** The folder in which a benchmark's history keeps its month files. */
export const stateFolderOf = (folder: string, name: string): string => foldersOf(folder, name).state;

/** Writes a benchmark's history of month files alone: nothing is published, and the table has no pages. */
export const writeFilesOnly = (folder: string, name: string, plan: JournalPlan): Promise<void> =>
  writeFiles(plan, plan.months, createFolderStore(foldersOf(folder, name).state));

/**
 * Writes the journal and the published months of an invented programme into a folder, for the benchmarks of a long
 * history.
 * @param monthsInFiles how many of the first months have a month file; the lines of the others are in the table's pages alone
 */
export const writeHistory = async (
  folder: string,
  name: string,
  plan: JournalPlan,
  monthsInFiles: number,
): Promise<void> => {
  const folders = foldersOf(folder, name);
  const state = createFolderStore(folders.state);
  await publishHistory(plan, { published: createFolderStore(folders.published), state });
  await writeFiles(plan, monthsInFiles, state);
  await keepCount(plan, monthsInFiles, state);
  await writePages(folders.pages, linesFrom(plan, monthsInFiles));
};

/** A store that reads from another one but keeps writes in memory. `rewind` discards them, so that each compile starts with the same files. */
const createScratch = (store: FileStore) => {
  const written = new Map<string, Buffer>();
  const scratch: FileStore = {
    read: async (name) => written.get(name) ?? store.read(name),
    exists: async (name) => written.has(name) || store.exists(name),
    writeOnce: async (name, bytes) => {
      written.set(name, bytes);
      return 'written';
    },
    write: async (name, bytes) => {
      written.set(name, bytes);
    },
  };
  return { scratch, rewind: () => written.clear() };
};

/** Opens the programme that `writeHistory` wrote, to be compiled any number of times. */
export const openHistory = (folder: string, name: string, plan: JournalPlan): BenchHistory => {
  const folders = foldersOf(folder, name);
  const pages = openPages(folders.pages);
  const published = createScratch(createFolderStore(folders.published));
  const state = createScratch(createFolderStore(folders.state));
  return {
    table: pages.table,
    published: published.scratch,
    state: state.scratch,
    register: registerOf(plan),
    firstDay: `${plan.firstMonth}-01`,
    rewind: () => {
      pages.rewind();
      published.rewind();
      state.rewind();
    },
  };
};
