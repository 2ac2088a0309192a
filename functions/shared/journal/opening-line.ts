import type { Ids } from '../fields/ids.ts';
import type { Caller } from '../reach/caller.ts';
import type { Table } from '../table/client.ts';
import { accessByActor, accessBySubject, accessKey } from '../table/keys.ts';

/** The opening of a record about one person, before its answer is sent: which fields, but never the values. */
export type Opening = {
  /** The id of the one record that is read: of a person, a case or a request. */
  readonly subject: string;
  /** The id of the one member whom the record is about, such as the member of a case; her lines lie together. */
  readonly member?: string;
  /** The ids of further records of hers that are shown with it. */
  readonly concerns?: readonly string[];
  readonly fields: readonly string[];
};

/** Who reads, when, and by which route (`GET /api/members/{id}`). A request can be passed as it is. */
export type Reader = { readonly caller: Caller; readonly now: Date; readonly route: string };

/** A line with all that it says, as an item: of an opening, found by her, or of lists that showed nobody. */
export const openingLineOf = (
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

/** Logs the opening of a record, before the answer is sent: if that fails, nothing is shown. */
export type OpeningLog = (reader: Reader, opening: Opening) => Promise<void>;

/** Makes the access log of a function that shows no list. */
export const createOpeningLog =
  (table: Pick<Table, 'put'>, newId: Ids): OpeningLog =>
  (reader, opening) =>
    table.put(openingLineOf(reader, newId(), opening));
