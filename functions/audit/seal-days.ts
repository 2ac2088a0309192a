import * as z from 'zod';
import { addDays } from '../domain/calendar.ts';
import type { Table } from '../table/client.ts';
import { hashOf, makeSeal, readDay, type Seal, type StoredLine, sealNameOf } from './seal.ts';
import type { SealStore } from './seal-store.ts';

const scheduled = z.object({ scheduledTime: z.iso.datetime({ offset: true }) });

export type Sealer = {
  readonly table: Pick<Table, 'query'>;
  readonly seals: SealStore;
  /** The first UTC day that is sealed, whether it has lines or not. */
  readonly recordsFrom: string;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

/**
 * A line carries the instant of its request or schedule, and is written a moment later: a request ends within half a
 * minute, a schedule is tried for six hours at most. Only then a day that is over is sealed.
 */
const marginMs = 6 * 3_600_000;

/** A day without lines is sealed only when the last seal lies so far back: no search for the newest goes further. */
const mostDaysWithoutSeal = 30;
const daysAhead = 8;
/** What one run seals at most; the next goes on. */
const mostDays = 1000;

/** The newest day that may be sealed at an instant. */
export const lastDayToSeal = (at: Date): string =>
  addDays(new Date(at.getTime() - marginMs).toISOString().slice(0, 10), -1);

/**
 * Seals every day that is over and has lines, in order, from where the last run ended. Each seal is written once to the
 * locked bucket and names the one before it. May be repeated, also twice at once: the same lines give the same bytes.
 * @throws where a seal that another run wrote says something else than the table
 */
export const sealDays = async ({ table, seals, recordsFrom, log }: Sealer, event: unknown): Promise<void> => {
  const last = lastDayToSeal(new Date(scheduled.parse(event).scheduledTime));

  const findNewest = async (): Promise<Seal['previous']> => {
    const recent = await seals.listDays(addDays(last, -2 * mostDaysWithoutSeal));
    const day = recent.at(-1) ?? (await seals.listDays()).at(-1);
    const bytes = day === undefined ? undefined : await seals.read(sealNameOf(day));
    return day === undefined || bytes === undefined ? null : { day, sha256: hashOf(bytes) };
  };

  const sealDay = async (
    day: string,
    lines: readonly StoredLine[],
    previous: Seal['previous'],
  ): Promise<Seal['previous']> => {
    const { bytes, sha256 } = makeSeal(day, lines, previous);
    const name = sealNameOf(day);
    if ((await seals.writeOnce(name, bytes, 'application/json')) === 'there') {
      const stored = await seals.read(name);
      if (stored === undefined || !stored.equals(bytes)) {
        throw new Error(`The seal of ${day} does not say what the table says.`);
      }
    }
    return { day, sha256 };
  };

  let previous = await findNewest();
  const first = previous === null ? recordsFrom : addDays(previous.day, 1);
  const asked: { readonly day: string; readonly lines: Promise<StoredLine[]> }[] = [];
  let nextDay = first;
  const askAhead = (): void => {
    while (asked.length < daysAhead && nextDay <= last) {
      const lines = readDay(table, nextDay);
      // Whoever reads on hears of an error in its turn; until then it must not count as one that nobody handles.
      lines.catch(() => undefined);
      asked.push({ day: nextDay, lines });
      nextDay = addDays(nextDay, 1);
    }
  };

  let sealed = 0;
  askAhead();
  for (let next = asked.shift(); next !== undefined && sealed < mostDays; next = asked.shift()) {
    askAhead();
    const lines = await next.lines;
    const isDue = previous === null || addDays(previous.day, mostDaysWithoutSeal) <= next.day;
    if (lines.length > 0 || isDue) {
      previous = await sealDay(next.day, lines, previous);
      sealed += 1;
    }
  }
  log('days sealed', { sealed, until: previous?.day ?? null });
};
