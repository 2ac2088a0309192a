import { addLines } from '../functions/months/indicators/add-lines.ts';
import { indicators } from '../functions/months/indicators/catalogue.ts';
import { countTotals } from '../functions/months/indicators/count-totals.ts';
import { createDocuments } from '../functions/months/indicators/documents.ts';
import type { Totals } from '../functions/months/indicators/totals.ts';
import { createJournalCounter, type JournalCount } from '../functions/months/publishing/count-journal.ts';
import type { JournalLine } from '../functions/shared/journal/line.ts';
import { createJournalSource } from '../functions/shared/journal/month-files.ts';
import { readJournal } from '../functions/shared/journal/read-journal.ts';
import type { BenchHistory } from './history.ts';
import { newestOf } from './register.ts';

/** Counts a benchmark's journal lines that are in memory. */
export const countLines = (lines: Iterable<JournalLine>, catalogue = indicators): Totals => {
  const documents = createDocuments(catalogue);
  addLines(documents, lines);
  return countTotals(documents);
};

/** Counts a benchmark's journal up to the newest month's cutoff, from its month files alone. */
export const countMonthFiles = ({ state, register }: BenchHistory): Promise<JournalCount> => {
  const fail = (): never => {
    throw new Error('A month has no file.');
  };
  const source = createJournalSource({ files: state, readLines: fail, alarm: fail });
  return createJournalCounter(indicators, source)(newestOf(register).cutoff);
};

/**
 * Reads and parses a benchmark's journal from the table's pages without counting it: the least work that any count
 * of it must do.
 * @returns the number of lines
 */
export const readWithoutCounting = async ({
  table,
  register,
  firstDay,
  rewind,
}: BenchHistory): Promise<number> => {
  rewind();
  let lines = 0;
  for await (const page of readJournal(table, null, newestOf(register).cutoff, firstDay)) {
    lines += page.length;
  }
  return lines;
};
