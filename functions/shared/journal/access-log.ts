import type { Ids } from '../fields/ids.ts';
import type { Caller } from '../reach/caller.ts';
import type { Table } from '../table/client.ts';
import { accessByActor, accessBySubject, accessKey } from '../table/keys.ts';
import { hourAttribute, listLineOf } from './list-line.ts';
import { dayAttribute, type Looking, lookOf, msOfDay } from './look.ts';
import { type List, partsOf, type Shown, shownIn } from './shown.ts';

/** The opening of a record about one person, before its answer is sent: which fields, but never the values. */
type Opening = {
  /** The id of the one record that is read: of a person, a case or a request. */
  readonly subject: string;
  /** The id of the one member whom the record is about, such as the member of a case; her lines lie together. */
  readonly member?: string;
  /** The ids of further records of hers that are shown with it. */
  readonly concerns?: readonly string[];
  readonly fields: readonly string[];
};

/** A reading of lists, also of one row or none; or of a record about several, such as a sheet. */
type Listing = {
  /** The id of the one record that is read. */
  readonly subject?: string;
  readonly lists: readonly List[];
};

/** A reading of personal data before its answer is sent. */
export type Reading = Opening | Listing;

/** Who reads, when, and by which route (`GET /api/members/{id}`). A request can be passed as it is. */
export type Reader = { readonly caller: Caller; readonly now: Date; readonly route: string };

/** Logs a reading, before the answer is sent: if that fails, nothing is shown. */
export type AccessLog = (reader: Reader, reading: Reading) => Promise<void>;

/** A line with all that it says, as an item: of an opening, found by her, or of lists that showed nobody. */
const singleLine = (
  { caller, now, route }: Reader,
  id: string,
  { subject, member, concerns = [], fields }: Partial<Opening> & Pick<Opening, 'fields'>,
) => {
  const at = now.toISOString();
  const sortKey = `${at}#${id}`;
  const finder = member ?? subject;
  return {
    ...accessKey(at, id),
    ...(finder === undefined ? {} : { gsi1pk: accessBySubject(finder), gsi1sk: sortKey }),
    gsi2pk: accessByActor(caller.personId),
    gsi2sk: sortKey,
    id,
    at,
    actor: caller.personId,
    // Stored, because the reader may have another role by the time a woman asks who read her record.
    role: caller.role,
    route,
    // Tells the record that was read from the people whom it is about.
    ...(subject === undefined ? {} : { subject }),
    subjects: [...new Set([subject, member, ...concerns].filter((one) => one !== undefined))],
    fields: [...fields],
  };
};

/** How many looks of one line are written at once: no more than the connections that the SDK keeps. */
const looksAtOnce = 40;

/**
 * Logs what lists showed, in three steps of which each may be the last: first the looks by which the line is found, then the line, then the
 * answer is sent. So nothing is shown that the line and its looks don't say; at worst they say what was not shown. Every step may
 * be repeated, and by two requests at once. If the line has this hour already, its looks have this day.
 */
const logShown = async (
  table: Pick<Table, 'get' | 'merge'>,
  looking: Looking,
  now: Date,
  shown: readonly Shown[],
  ownId: string | undefined,
): Promise<void> => {
  const { key, content } = listLineOf(looking, shown, now, ownId);
  const hour = hourAttribute(now);
  const stored = ownId === undefined ? await table.get(key) : undefined;
  if (stored?.[hour] !== undefined) return;
  if (stored === undefined) {
    const day = now.toISOString().slice(0, 10);
    for (let from = 0; from < shown.length; from += looksAtOnce) {
      await Promise.all(
        shown.slice(from, from + looksAtOnce).map((some) => {
          const look = lookOf(looking, some, day.slice(0, 7));
          return table.merge(look.key, look.content, { [dayAttribute(day)]: msOfDay(now) });
        }),
      );
    }
  }
  await table.merge(key, content, { [hour]: msOfDay(now) });
};

/**
 * Makes the access log of readings (docs/decisions/0018-access-log-of-lists.md, 0083-looks.md). An opening has a line of its own. Lists have one line
 * for all of a reading, more only if it has thousands of subjects.
 */
export const createAccessLog =
  (table: Pick<Table, 'get' | 'put' | 'merge'>, newId: Ids): AccessLog =>
  async (reader, reading) => {
    if (!('lists' in reading)) {
      await table.put(singleLine(reader, newId(), reading));
      return;
    }
    const { subject, lists } = reading;
    const { caller, now, route } = reader;
    const listsWithIds = lists.filter(({ rows }) => rows.some(({ ids }) => ids.length > 0));
    if (listsWithIds.length === 0) {
      const fields = [...new Set(lists.flatMap((list) => list.fields))];
      await table.put(singleLine(reader, newId(), { fields }));
      return;
    }
    const fields = listsWithIds.map((list) => list.fields);
    const looking = { actor: caller.personId, role: caller.role, route, subject, fields };
    const parts = partsOf(shownIn(listsWithIds));
    const isAct = !route.startsWith('GET ');
    for (const shown of parts) {
      await logShown(table, looking, now, shown, isAct ? newId() : undefined);
    }
  };
