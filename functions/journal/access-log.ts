import type { Caller } from '../domain/caller.ts';
import type { Ids } from '../domain/ids.ts';
import { logWork } from '../logging/log.ts';
import type { Table } from '../table/client.ts';
import { accessByActor, accessBySubject, accessKey, accessLists } from '../table/keys.ts';

/** What is about to be given out: which fields, and whom they concern; never what they hold. */
export type Reading = {
  readonly fields: readonly string[];
} & (
  | {
      /** The one record that is read. */
      readonly subject: string;
      /** Others whom it tells of: the members on a sheet, the member of a case. */
      readonly concerns?: readonly string[];
    }
  /** The ids of a page, of what was found, or of nothing. */
  | { readonly subjects: readonly string[] }
);

/** Who reads, when, and by which route (`GET /api/members/{id}`): a request is one. */
export type Reader = { readonly caller: Caller; readonly now: Date; readonly route: string };

/** Writes the line before the answer goes out: what cannot be logged is not shown. */
export type AccessLog = (reader: Reader, reading: Reading) => Promise<void>;

const subjectsOf = (reading: Reading): string[] => [
  ...new Set('subject' in reading ? [reading.subject, ...(reading.concerns ?? [])] : reading.subjects),
];

/** A line of one subject is found under it; a line of several lies with all such, and says itself whom it names. */
const placeBySubject = ([first, ...others]: readonly string[], place: string) =>
  first === undefined
    ? {}
    : { gsi1pk: others.length === 0 ? accessBySubject(first) : accessLists, gsi1sk: place };

/** One line for each reading, whatever the number of its subjects: docs/decisions/0018-access-log-of-lists.md. */
export const createAccessLog =
  (table: Pick<Table, 'put'>, newId: Ids): AccessLog =>
  async ({ caller, now, route }, reading) => {
    const { fields } = reading;
    const id = newId();
    const at = now.toISOString();
    const place = `${at}#${id}`;
    const subjects = subjectsOf(reading);
    await table.put({
      ...accessKey(at, id),
      ...placeBySubject(subjects, place),
      gsi2pk: accessByActor(caller.personId),
      gsi2sk: place,
      id,
      at,
      actor: caller.personId,
      route,
      ...('subject' in reading ? { subject: reading.subject } : {}),
      subjects,
      fields: [...fields],
    });
    logWork('reading', { caller: caller.personId, route, records: subjects.length });
  };
