import { setTimeout as pause } from 'node:timers/promises';
import type { Gate } from '../functions/months/disclosure/gate.ts';
import { createGate } from '../functions/months/disclosure/gate.ts';
import { indicators } from '../functions/months/indicators/catalogue.ts';
import { type CompileDeps, compile } from '../functions/months/publishing/compile.ts';
import { createRegistration } from '../functions/months/publishing/register-publication.ts';
import { newId } from '../functions/shared/fields/ids.ts';
import { readJournal } from '../functions/shared/journal/read-journal.ts';
import { type BenchHistory, countingCode } from './history.ts';
import { cutoffDay, newestOf } from './register.ts';

const quarterHourMs = 15 * 60_000;

/**
 * Compiles the newest month of a benchmark's history by the product's own code, as the monthly schedule starts it
 * a quarter of an hour after the cutoff.
 * @param options.recompute whether the month files are written again from the table, and every line is counted
 * @throws Error on any alarm
 */
export const compileNewest = async (
  history: BenchHistory,
  { recompute = false, gate = createGate(indicators) }: { recompute?: boolean; gate?: Gate } = {},
): Promise<void> => {
  const { table, published, state, register, firstDay, rewind } = history;
  // An earlier run's files would make this compile shorter.
  rewind();
  const deps: CompileDeps = {
    snapshotDeps: {
      catalogue: indicators,
      gate,
      readLines: (from, to) => readJournal(table, from, to, firstDay),
      published,
      state,
      countingCode,
      alarm: (message) => {
        throw new Error(message);
      },
      sendToRender: async () => {},
    },
    // The register has the names.
    listTerms: async () => [],
    alertWaiting: async () => {},
    publications: {
      ...createRegistration(table, newId),
      // The month is in the register already.
      list: async () => [...register],
      registerMonth: async () => {},
    },
    cutoffDay,
    pause: (milliseconds) => pause(milliseconds),
    log: () => {},
  };
  const cutoffMs = Date.parse(newestOf(register).cutoff);
  const scheduledTime = new Date(cutoffMs + quarterHourMs).toISOString();
  await compile(deps, { scheduledTime, recompute });
};
