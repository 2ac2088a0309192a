import * as z from 'zod';
import { addDays } from '../calendar/calendar.ts';
import { lazily } from '../fields/lazily.ts';
import type { Page, Table } from '../table/client.ts';
import { journalPartition } from '../table/keys/journal-and-claims.ts';
import { journalStart } from './journal-start.ts';
import { type JournalLine, journalLine } from './line.ts';

/** Reads the journal's lines from the table. month-files.ts reads them from files where it can. */

/** Days that are queried ahead of the current one. */
const daysAhead = 16;

const item = lazily(() => z.object({ line: journalLine() }));

const dayOf = (instant: string): string => instant.slice(0, 10);

/**
 * Reads, in pages, the journal's lines recorded from `from` on (null: from the first) and before `to`, in the order of
 * `compareLines`. Each UTC day is a partition, so days are read in parallel. Reads are consistent: a
 * compile must see every completed write.
 * @param from UTC with milliseconds, like `recordedAt`
 * @param firstDay the first day that may have lines
 * @throws ZodError if an item of the journal is not a line
 */
export async function* readJournal(
  table: Pick<Table, 'query'>,
  from: string | null,
  to: string,
  firstDay: string = journalStart,
): AsyncGenerator<readonly JournalLine[]> {
  const beginning = `${firstDay}T00:00:00.000Z`;
  const start = from === null || from < beginning ? beginning : from;
  // A line's sort key is `<recordedAt>#<id>`, which sorts after the bare instant: lines recorded at `to` are excluded.
  const readDay = (day: string, after?: Page['next']): Promise<Page> =>
    table.query({
      partition: journalPartition(day),
      between: [start, to],
      ...(after === undefined ? {} : { after }),
    });

  const pendingDays: { readonly day: string; readonly page: Promise<Page> }[] = [];
  let nextDay = dayOf(start);
  const queryAhead = (): void => {
    while (pendingDays.length < daysAhead && nextDay <= dayOf(to)) {
      const page = readDay(nextDay);
      // The loop handles the error when it awaits this promise; until then it must not count as unhandled.
      page.catch(() => undefined);
      pendingDays.push({ day: nextDay, page });
      nextDay = addDays(nextDay, 1);
    }
  };

  queryAhead();
  for (let next = pendingDays.shift(); next !== undefined; next = pendingDays.shift()) {
    queryAhead();
    for (let page = await next.page; ; page = await readDay(next.day, page.next)) {
      if (page.items.length > 0) {
        yield page.items.map((stored) => item().parse(stored).line);
      }
      if (page.next === undefined) {
        break;
      }
    }
  }
}
