import { setTimeout as pause } from 'node:timers/promises';
import type { Gate } from '../functions/disclosure/gate.ts';
import { createGate } from '../functions/disclosure/gate.ts';
import { cutoffOf } from '../functions/domain/calendar.ts';
import { newId } from '../functions/domain/ids.ts';
import type { FileStore } from '../functions/files/file-store.ts';
import { indicators } from '../functions/indicators/catalogue.ts';
import { createJournalSource } from '../functions/journal/month-files.ts';
import { readJournal } from '../functions/journal/read-journal.ts';
import { type CompileDeps, compile } from '../functions/publishing/compile-events.ts';
import { createJournalCounter, type JournalCount } from '../functions/publishing/count-journal.ts';
import type { Registered } from '../functions/publishing/read-register.ts';
import { createRegistration } from '../functions/publishing/register-publication.ts';
import type { Table } from '../functions/table/client.ts';

/** Runs the real compile over a journal in pages, with a given register of publications. */

const cutoffDay = 5;

export const cutoffInstant = (month: string): string => cutoffOf(month, cutoffDay).toISOString();

/** A register of publications for a benchmark: the first version of each month. */
export const registerMonths = (months: readonly string[]): Registered[] =>
  months.map((month, at) => ({
    id: newId(),
    ordinal: at + 1,
    month,
    version: 1,
    cutoff: cutoffInstant(month),
    reason: null,
    registeredAt: cutoffInstant(month),
  }));

export type BenchHistory = {
  readonly table: Table;
  readonly published: FileStore;
  readonly state: FileStore;
  /** The register up to the month to compile. */
  readonly registered: readonly Registered[];
  /** The first UTC day that has journal lines. */
  readonly firstDay: string;
  /** Discards what the last compile wrote. */
  readonly rewind: () => void;
};

/** Compiles the newest registered month by its schedule's event. @throws Error on any alarm */
export const compileNewest = async (
  history: BenchHistory,
  { recompute = false, gate = createGate(indicators) }: { recompute?: boolean; gate?: Gate } = {},
): Promise<void> => {
  const { table, published, state, registered, firstDay, rewind } = history;
  rewind();
  const newest = registered.at(-1);
  if (newest === undefined) {
    throw new Error('No month is registered.');
  }
  const deps: CompileDeps = {
    snapshotDeps: {
      catalogue: indicators,
      gate,
      readLines: (from, to) => readJournal(table, from, to, firstDay),
      published,
      state,
      alarm: (message) => {
        throw new Error(message);
      },
      sendToRender: async () => {},
    },
    publications: {
      ...createRegistration(table, newId),
      list: async () => [...registered],
      registerMonth: async () => {},
    },
    cutoffDay,
    pause: (milliseconds) => pause(milliseconds),
    log: () => {},
  };
  const scheduledTime = new Date(Date.parse(newest.cutoff) + 15 * 60_000).toISOString();
  await compile(deps, { scheduledTime, recompute });
};

/**
 * Reads and parses a benchmark's journal up to the newest month's cutoff without counting it.
 * @returns the number of lines
 */
export const readAlone = async ({ table, registered, firstDay, rewind }: BenchHistory): Promise<number> => {
  rewind();
  let lines = 0;
  for await (const page of readJournal(table, null, registered.at(-1)?.cutoff ?? '', firstDay)) {
    lines += page.length;
  }
  return lines;
};

/** Counts a benchmark's journal up to the newest month's cutoff, from its month files alone. */
export const countFiles = ({ state, registered }: BenchHistory): Promise<JournalCount> => {
  const fail = (): never => {
    throw new Error('A month has no file.');
  };
  const source = createJournalSource({ files: state, readLines: fail, alarm: fail });
  return createJournalCounter(indicators, source)(registered.at(-1)?.cutoff ?? '');
};
