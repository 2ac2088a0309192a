import * as z from 'zod';
import { addDays } from '../domain/calendar.ts';
import type { Page, Table } from '../table/client.ts';
import { journalPartition } from '../table/keys.ts';
import { type JournalLine, journalLine } from './line.ts';

/**
 * No line was recorded before this UTC day: the programme had no system then. Where a reading has no beginning it begins here,
 * and asks for every day since, of which most have nothing; so the day must not lie too far back.
 */
export const journalStart = '2024-01-01';

/** So many days are asked for ahead of the one that is being read. */
const daysAhead = 16;

const item = z.object({ line: journalLine });

const dayOf = (instant: string): string => instant.slice(0, 10);

/**
 * The lines recorded from an instant on (null: from the first ever) and before another, in the order of `compareLines`, in
 * pages. Each UTC day is a partition of its own, so that days are read side by side; consistently, since a compile must see
 * every write that has ended.
 * @param from an instant in UTC with milliseconds, as `recordedAt`
 * @param firstDay the day from which on there may be lines
 * @throws where an item of the journal is not a line
 */
export async function* readJournal(
  table: Pick<Table, 'query'>,
  from: string | null,
  to: string,
  firstDay: string = journalStart,
): AsyncGenerator<readonly JournalLine[]> {
  const beginning = `${firstDay}T00:00:00.000Z`;
  const start = from === null || from < beginning ? beginning : from;
  // A sort key is an instant, `#` and an id: it lies after the bare instant, so that `to` itself is left out.
  const readDay = (day: string, after?: Page['next']): Promise<Page> =>
    table.query({
      partition: journalPartition(day),
      between: [start, to],
      ...(after === undefined ? {} : { after }),
    });

  const asked: { readonly day: string; readonly page: Promise<Page> }[] = [];
  let nextDay = dayOf(start);
  const askAhead = (): void => {
    while (asked.length < daysAhead && nextDay <= dayOf(to)) {
      const page = readDay(nextDay);
      // Whoever reads on hears of an error in its turn; until then it must not count as one that nobody handles.
      page.catch(() => undefined);
      asked.push({ day: nextDay, page });
      nextDay = addDays(nextDay, 1);
    }
  };

  askAhead();
  for (let next = asked.shift(); next !== undefined; next = asked.shift()) {
    askAhead();
    for (let page = await next.page; ; page = await readDay(next.day, page.next)) {
      if (page.items.length > 0) {
        yield page.items.map((stored) => item.parse(stored).line);
      }
      if (page.next === undefined) {
        break;
      }
    }
  }
}
