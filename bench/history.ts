import { join } from 'node:path';
import { openGate } from '../functions/disclosure/gate.ts';
import { type PublicationHistory, toPublishedNumbers } from '../functions/disclosure/publication-history.ts';
import { addMonths } from '../functions/domain/calendar.ts';
import type { FileStore } from '../functions/files/file-store.ts';
import { indicators } from '../functions/indicators/catalogue.ts';
import { countTotals } from '../functions/indicators/count.ts';
import { addLines, createDocuments } from '../functions/indicators/documents.ts';
import type { Totals } from '../functions/indicators/totals.ts';
import type { JournalLine } from '../functions/journal/line.ts';
import { writeMonthFiles } from '../functions/journal/month-files.ts';
import { folderOf, manifestName } from '../functions/publishing/manifest.ts';
import type { Registered } from '../functions/publishing/read-register.ts';
import { composeSnapshot, renderSnapshot } from '../functions/publishing/snapshot.ts';
import { type BenchHistory, registerMonths } from './compiler.ts';
import { createFolderStore } from './folder-store.ts';
import { type JournalPlan, journalOf, monthOf } from './journal.ts';
import { openPages, writePages } from './paged-journal.ts';

/** A programme whose months are published except the last. Its journal is in month files, in the table's pages, or in both. */

export const countOf = (lines: Iterable<JournalLine>, catalogue = indicators): Totals => {
  const documents = createDocuments(catalogue);
  addLines(documents, lines);
  return countTotals(documents);
};

/** The lines recorded for one month; the first month's include the members and collectives. */
const linesOfMonth = (plan: JournalPlan, at: number): Iterable<JournalLine> =>
  at === 0 ? journalOf({ ...plan, months: 1 }) : monthOf(plan, at);

const registeredOf = ({ firstMonth, months }: JournalPlan): Registered[] =>
  registerMonths(Array.from({ length: months }, (_, at) => addMonths(firstMonth, at)));

/** Publishes all months but the last. All use the totals of the whole journal, so late sheets are in them at once and nothing is revised. */
const publishHistory = async (plan: JournalPlan, published: FileStore): Promise<void> => {
  const totals = countOf(journalOf({ ...plan, months: plan.months - 1 }));
  let history: PublicationHistory = [];
  for (const publication of registeredOf(plan).slice(0, -1)) {
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
    await published.write(`${folderOf(publication)}${manifestName}`, Buffer.from('{}'));
  }
};

/** Writes the month files of a plan's first months. */
const writeFiles = async (plan: JournalPlan, months: number, files: FileStore): Promise<void> => {
  const cutoffs = registeredOf(plan)
    .slice(0, months)
    .map(({ cutoff }) => cutoff);
  await writeMonthFiles(
    { files, readLines: (_, to) => [[...linesOfMonth(plan, cutoffs.indexOf(to))]] },
    cutoffs,
  );
};

function* pagedLines(plan: JournalPlan, from: number): Generator<JournalLine> {
  for (let at = from; at < plan.months; at += 1) {
    yield* linesOfMonth(plan, at);
  }
}

const foldersOf = (folder: string, name: string) => ({
  pages: join(folder, name),
  published: join(folder, `${name}-published`),
  state: join(folder, `${name}-state`),
});

/** The folder of a benchmark's month files. */
export const stateFolderOf = (folder: string, name: string): string => foldersOf(folder, name).state;

/** Writes the month files of a programme of which nothing is published. */
export const writeFilesOnly = (folder: string, name: string, plan: JournalPlan): Promise<void> =>
  writeFiles(plan, plan.months, createFolderStore(foldersOf(folder, name).state));

/**
 * Writes the journal and the published months of an invented programme into a folder, for the benchmarks of a long
 * history.
 * @param filed the number of first months with a month file; the lines of others are in the table's pages alone
 */
export const writeHistory = async (
  folder: string,
  name: string,
  plan: JournalPlan,
  filed: number,
): Promise<void> => {
  const folders = foldersOf(folder, name);
  await publishHistory(plan, createFolderStore(folders.published));
  await writeFiles(plan, filed, createFolderStore(folders.state));
  await writePages(folders.pages, pagedLines(plan, filed));
};

/** A store over another one that keeps writes in memory. `rewind` discards them, so that each compile starts with the same files. */
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
    registered: registeredOf(plan),
    firstDay: `${plan.firstMonth}-01`,
    rewind: () => {
      pages.rewind();
      published.rewind();
      state.rewind();
    },
  };
};
