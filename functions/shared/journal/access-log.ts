import type { Ids } from '../fields/ids.ts';
import type { Table } from '../table/client.ts';
import { mergeOf } from '../table/commands.ts';
import { hourAttribute, listLineOf } from './list-line.ts';
import { dayAttribute, type Looking, lookOf, msOfDay } from './look.ts';
import { logOpening, type Opening, openingLineOf, type Reader } from './opening-line.ts';
import { type List, partsOf, type Shown, shownIn } from './shown.ts';

/** A reading of lists, also of one row or none; or of a record about several, such as a sheet. */
type Listing = {
  /** The id of the one record that is read. */
  readonly subject?: string;
  readonly lists: readonly List[];
  /** It is often read again unchanged, as a phone's update is: within an hour of the clock that writes nothing. */
  readonly isRepeated?: true;
};

/** A reading of personal data before its answer is sent. */
export type Reading = Opening | Listing;

/** Logs a reading, before the answer is sent: if that fails, nothing is shown. */
export type AccessLog = (reader: Reader, reading: Reading) => Promise<void>;

/** How many looks of one line are written in a transaction with it, which costs twice the units. */
const maxLooksTogether = 10;
/** How many looks of one line are written at once: no more than the connections that the SDK keeps. */
const looksAtOnce = 40;

type LogTable = Pick<Table, 'get' | 'put' | 'merge' | 'transact'>;

/** What lists showed, to be logged. `ownId`: of the line of an act. `isRepeated`: it is often read again unchanged. */
type ShownLists = {
  readonly looking: Looking;
  readonly now: Date;
  readonly shown: readonly Shown[];
  readonly ownId: string | undefined;
  readonly isRepeated: boolean;
};

/**
 * Logs what lists showed: looks, by which the line is found, and the line. With few looks it is one transaction. Else, and for what is
 * often read again, the looks are written first, then the line, then the answer is sent: so nothing is shown that the line and its
 * looks don't say, and at worst they say what was not shown. Every step may be repeated, and by two requests at once. If the day's
 * line has this hour it is all there, and nothing is written; if there is a line, its looks have this day.
 */
const logShown = async (
  table: LogTable,
  { looking, now, shown, ownId, isRepeated }: ShownLists,
): Promise<void> => {
  const { key, content } = listLineOf(looking, shown, now, ownId);
  const hour = hourAttribute(now);
  const day = now.toISOString().slice(0, 10);
  const looks = shown.map((some) => lookOf(looking, some, day.slice(0, 7)));
  const onDay = { [dayAttribute(day)]: msOfDay(now) };
  const inHour = { [hour]: msOfDay(now) };
  if (!isRepeated && looks.length <= maxLooksTogether) {
    await table.transact([
      ...looks.map((look) => mergeOf(look.key, look.content, onDay)),
      mergeOf(key, content, inHour),
    ]);
    return;
  }
  const line = isRepeated ? await table.get(key) : undefined;
  if (line?.[hour] !== undefined) return;
  if (line === undefined) {
    for (let from = 0; from < looks.length; from += looksAtOnce) {
      await Promise.all(
        looks.slice(from, from + looksAtOnce).map((look) => table.merge(look.key, look.content, onDay)),
      );
    }
  }
  await table.merge(key, content, inHour);
};

/**
 * Makes the access log of readings (docs/decisions/0018-access-log-of-lists.md, docs/decisions/0083-looks.md). An opening has a line of its own. Lists have one line
 * for all of a reading, more only if it has thousands of subjects.
 */
export const createAccessLog =
  (table: LogTable, newId: Ids): AccessLog =>
  async (reader, reading) => {
    if (!('lists' in reading)) {
      await logOpening(table, reader, newId(), reading);
      return;
    }
    const { subject, lists, isRepeated = false } = reading;
    const { caller, now, route } = reader;
    const listsWithIds = lists.filter(({ rows }) => rows.some(({ ids }) => ids.length > 0));
    if (listsWithIds.length === 0) {
      const fields = [...new Set(lists.flatMap((list) => list.fields))];
      const { pk, sk, ...line } = openingLineOf(reader, newId(), { fields });
      await table.merge({ pk, sk }, line, {});
      return;
    }
    const fields = listsWithIds.map((list) => list.fields);
    const looking = { actor: caller.personId, role: caller.role, route, subject, fields };
    const parts = partsOf(shownIn(listsWithIds));
    const isAct = !route.startsWith('GET ');
    for (const shown of parts) {
      const ownId = isAct ? newId() : undefined;
      await logShown(table, { looking, now, shown, ownId, isRepeated });
    }
  };
