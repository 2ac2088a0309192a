import type { Caller } from '../domain/caller.ts';
import type { Ids } from '../domain/ids.ts';
import { logWork } from '../logging/log.ts';
import type { Table } from '../table/client.ts';
import { accessByActor, accessBySubject, accessKey, accessLists } from '../table/keys.ts';

/** A reading of personal data before its answer is sent: which fields, and whom they concern, but never the values. */
export type Reading = {
  readonly fields: readonly string[];
} & (
  | {
      /** The id of the one record that is read: of a person, a case, a sheet or another record. */
      readonly subject: string;
      /** The ids of other people whom the record is about: the members on a sheet, the member of a case. */
      readonly concerns?: readonly string[];
    }
  /** The ids on a page or in a result; may be empty. */
  | { readonly subjects: readonly string[] }
);

/** Who reads, when, and by which route (`GET /api/members/{id}`). A request can be passed as it is. */
export type Reader = { readonly caller: Caller; readonly now: Date; readonly route: string };

/** Logs a reading, before the answer is sent: if that fails, nothing is shown. */
export type AccessLog = (reader: Reader, reading: Reading) => Promise<void>;

const subjectsOf = (reading: Reading): string[] => [
  ...new Set('subject' in reading ? [reading.subject, ...(reading.concerns ?? [])] : reading.subjects),
];

/**
 * The index keys of a line. If the reading concerns one id alone, the line is indexed under that id. All lines with several ids, such
 * as a case's and its member's, share one partition. A line without ids, of an empty page, is not in the index.
 */
const subjectIndexKeys = ([first, ...others]: readonly string[], sortKey: string) =>
  first === undefined
    ? {}
    : { gsi1pk: others.length === 0 ? accessBySubject(first) : accessLists, gsi1sk: sortKey };

/**
 * Makes the access log of readings: one line for each, whatever the number of subjects
 * (docs/decisions/0018-access-log-of-lists.md).
 */
export const createAccessLog =
  (table: Pick<Table, 'put'>, newId: Ids): AccessLog =>
  async ({ caller, now, route }, reading) => {
    const { fields } = reading;
    const id = newId();
    const at = now.toISOString();
    const sortKey = `${at}#${id}`;
    const subjects = subjectsOf(reading);
    await table.put({
      ...accessKey(at, id),
      ...subjectIndexKeys(subjects, sortKey),
      gsi2pk: accessByActor(caller.personId),
      gsi2sk: sortKey,
      id,
      at,
      actor: caller.personId,
      // Stored, because the reader may have another role by the time a woman asks who read her record.
      role: caller.role,
      route,
      // Tells the record that was read from the people whom it is about.
      ...('subject' in reading ? { subject: reading.subject } : {}),
      subjects,
      fields: [...fields],
    });
    logWork('reading', { caller: caller.personId, route, records: subjects.length });
  };
