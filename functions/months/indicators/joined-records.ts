import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';

/**
 * Which records are one woman's, for counting (for the table: shared/one-woman/records.ts). Before a line is added to documents (add-lines.ts),
 * `withKeptIds` replaces the ids of joined records, so no indicator has to ask which records are joined.
 * docs/decisions/0090-counting-joined-records.md says how each kind of line about a joined record counts.
 */

/** The joins in force after some lines: by the id of a joined record, the id of the record to which it was joined, which may be joined itself. */
export type Joins = ReadonlyMap<string, string>;

export const noJoins: Joins = new Map();

/** The id under which a woman counts, by the id of any record of hers. */
export const womanOf = (joins: Joins, memberId: string): string => {
  let id = memberId;
  for (let kept = joins.get(id); kept !== undefined; kept = joins.get(id)) id = kept;
  return id;
};

/** The joins in force after one more line of the journal. The same map if the line changes none. */
export const joinsAfter = (joins: Joins, line: JournalLine): Joins => {
  if (line.type === 'members_joined') {
    // A line that would close a circle changes nothing, since `womanOf` would never end.
    return womanOf(joins, line.keptId) === line.joinedId
      ? joins
      : new Map(joins).set(line.joinedId, line.keptId);
  }
  if (line.type === 'members_parted' && joins.get(line.joinedId) === line.keptId) {
    return new Map([...joins].filter(([joinedId]) => joinedId !== line.joinedId));
  }
  return joins;
};

/** The joins in force after lines in the order of the journal. */
export const joinsOf = (lines: Iterable<JournalLine>, before = noJoins): Joins => {
  let joins = before;
  for (const line of lines) joins = joinsAfter(joins, line);
  return joins;
};

/** By record id: the ids of all records that were ever joined with it, directly or through others, and its own. A parting removes none. */
export type Companions = ReadonlyMap<string, readonly string[]>;

/** Notes the records that a line joins. */
export const addCompanions = (
  companions: Map<string, readonly string[]>,
  { keptId, joinedId }: JournalLineOf<'members_joined'>,
): void => {
  const all = new Set([keptId, joinedId].flatMap((id) => companions.get(id) ?? [id]));
  for (const id of all) companions.set(id, [...all]);
};

/** The ids of the records that count for one woman before some joins and partings, and for another woman after them. */
export const idsThatChange = (before: Joins, after: Joins): string[] =>
  before === after
    ? []
    : [...new Set([...before.keys(), ...after.keys()])].filter(
        (id) => womanOf(before, id) !== womanOf(after, id),
      );

/** A line about a record as such, and not about what a woman did. */
export type RecordLine = JournalLineOf<'member_enrolled' | 'member_changed' | 'member_exited'>;

/** Whether a line is a `RecordLine` of a record that was joined to another. */
export const isOfJoinedRecord = (joins: Joins, line: JournalLine): line is RecordLine =>
  (line.type === 'member_enrolled' || line.type === 'member_changed' || line.type === 'member_exited') &&
  joins.has(line.memberId);

type OfMember = { readonly memberId: string };

/** Rows with the kept id in place of a joined record's. */
const rowsOfWomen = <T extends OfMember>(joins: Joins, rows: readonly T[]): T[] =>
  rows.map((row) => (joins.has(row.memberId) ? { ...row, memberId: womanOf(joins, row.memberId) } : row));

type Attendance = JournalLineOf<'meeting_held'>['attendance'];

/** A sheet's attendance with one row for each woman: she is present if one of her rows says so. */
const attendanceOfWomen = (joins: Joins, rows: Attendance): Attendance => {
  const byWoman = new Map<string, Attendance[number]>();
  for (const row of rowsOfWomen(joins, rows)) {
    if (row.status === 'present' || !byWoman.has(row.memberId)) byWoman.set(row.memberId, row);
  }
  return [...byWoman.values()];
};

type Participants = JournalLineOf<'roster_set'>['participants'];

/** A roster with each woman once in each of her roles. */
const participantsOfWomen = (joins: Joins, rows: Participants): Participants => [
  ...new Map(rowsOfWomen(joins, rows).map((row) => [`${row.memberId} ${row.role}`, row])).values(),
];

/** A line with kept ids in place of those of joined records. Rows that name one woman twice are merged where she must count once. */
export const withKeptIds = (joins: Joins, line: JournalLine): JournalLine => {
  switch (line.type) {
    case 'meeting_held':
    case 'meeting_reversed':
      return {
        ...line,
        attendance: attendanceOfWomen(joins, line.attendance),
        entries: rowsOfWomen(joins, line.entries),
      };
    case 'books_opened':
      return { ...line, members: rowsOfWomen(joins, line.members) };
    case 'roster_set':
      return { ...line, participants: participantsOfWomen(joins, line.participants) };
    default:
      return 'memberId' in line && joins.has(line.memberId)
        ? { ...line, memberId: womanOf(joins, line.memberId) }
        : line;
  }
};
