import type { Ids } from '../fields/ids.ts';
import type { Caller } from '../reach/caller.ts';
import type { Table } from '../table/client.ts';
import { accessByActor, accessBySubject, accessKey, accessLists } from '../table/keys.ts';

/** A reading of personal data before its answer is sent: which fields, and whom they concern, but never the values. */
export type Reading = {
  readonly fields: readonly string[];
} & (
  | {
      /** The id of the one record that is read: of a person, a case, a sheet or another record. */
      readonly subject: string;
      /** The id of the one member whom the record is about, such as the member of a case; her lines lie together. */
      readonly member?: string;
      /** The ids of others whom the record is about, such as the members on a sheet. */
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
  ...new Set(
    'subject' in reading
      ? [
          reading.subject,
          ...(reading.member === undefined ? [] : [reading.member]),
          ...(reading.concerns ?? []),
        ]
      : reading.subjects,
  ),
];

/**
 * The partition of the index that finds a line. The opening of a record about one person is found by her, whatever else it
 * names: so no list displaces it. Sheets, ledgers and lists, also of one row, share a partition. A line without ids, of an empty page,
 * is not in the index.
 */
const indexPartitionOf = (reading: Reading, subjects: readonly string[]): string | undefined => {
  if (!('subject' in reading)) return subjects.length === 0 ? undefined : accessLists;
  const { subject, member, concerns = [] } = reading;
  if (member !== undefined) return accessBySubject(member);
  return concerns.length === 0 ? accessBySubject(subject) : accessLists;
};

/** A line of the access log as an item of the table. @param id a new one, made at the time of the reading */
export const accessItem = ({ caller, now, route }: Reader, reading: Reading, id: string) => {
  const at = now.toISOString();
  const sortKey = `${at}#${id}`;
  const subjects = subjectsOf(reading);
  const partition = indexPartitionOf(reading, subjects);
  return {
    ...accessKey(at, id),
    ...(partition === undefined ? {} : { gsi1pk: partition, gsi1sk: sortKey }),
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
    fields: [...reading.fields],
  };
};

/** Maximum number of ids in a line, because a line is one item of at most 400 KB. */
const maxIdsPerLine = 4_000;

const chunksOf = (ids: readonly string[]): (readonly string[])[] => {
  const count = Math.max(1, Math.ceil(ids.length / maxIdsPerLine));
  return Array.from({ length: count }, (_, at) => ids.slice(at * maxIdsPerLine, (at + 1) * maxIdsPerLine));
};

/** The reading in as many parts as it needs lines. */
const partsOf = (reading: Reading): Reading[] =>
  'subject' in reading
    ? chunksOf(reading.concerns ?? []).map((concerns) => ({ ...reading, concerns }))
    : chunksOf([...new Set(reading.subjects)]).map((subjects) => ({ ...reading, subjects }));

/**
 * Makes the access log of readings: one line for each (docs/decisions/0018-access-log-of-lists.md); more only if it has thousands of
 * subjects.
 */
export const createAccessLog =
  (table: Pick<Table, 'put'>, newId: Ids): AccessLog =>
  async (reader, reading) => {
    for (const part of partsOf(reading)) {
      await table.put(accessItem(reader, part, newId()));
    }
  };
