import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';

/**
 * Which records are one woman's. This is the one place where counting knows of it: lines are told of women before they are added to documents
 * (add-lines.ts), so that no indicator asks. docs/decisions/0090-counting-joined-records.md says what each kind of line means then.
 */

/** The joins that stand after some lines: by the id of each joined record that of the record to which it was joined, which may be joined itself. */
export type Joins = ReadonlyMap<string, string>;

export const noJoins: Joins = new Map();

/** The id under which a woman counts, by the id of any record of hers. */
export const womanOf = (joins: Joins, memberId: string): string => {
  let id = memberId;
  for (let kept = joins.get(id); kept !== undefined; kept = joins.get(id)) id = kept;
  return id;
};

/** The joins that stand after one more line of the journal. The same map if the line is about no join. */
export const joinsAfter = (joins: Joins, line: JournalLine): Joins => {
  if (line.type === 'members_joined') {
    // Nobody is joined to herself, however many records lie between: `womanOf` would not end.
    return womanOf(joins, line.keptId) === line.joinedId
      ? joins
      : new Map(joins).set(line.joinedId, line.keptId);
  }
  if (line.type === 'members_parted' && joins.get(line.joinedId) === line.keptId) {
    return new Map([...joins].filter(([joinedId]) => joinedId !== line.joinedId));
  }
  return joins;
};

/** The joins that stand after lines in the order of the journal. */
export const joinsOf = (lines: Iterable<JournalLine>, before = noJoins): Joins => {
  let joins = before;
  for (const line of lines) joins = joinsAfter(joins, line);
  return joins;
};

/** All records that were ever one with a record, itself among them, also once they are parted; by the id of each that ever was. */
export type Companions = ReadonlyMap<string, readonly string[]>;

/** Notes the records that a line joins. */
export const addCompanions = (
  companions: Map<string, readonly string[]>,
  { keptId, joinedId }: JournalLineOf<'members_joined'>,
): void => {
  const all = new Set([keptId, joinedId].flatMap((id) => companions.get(id) ?? [id]));
  for (const id of all) companions.set(id, [...all]);
};

/** The ids of the records that are another woman's after joins and partings than before. */
export const idsThatChange = (before: Joins, after: Joins): string[] =>
  before === after
    ? []
    : [...new Set([...before.keys(), ...after.keys()])].filter(
        (id) => womanOf(before, id) !== womanOf(after, id),
      );

/** A line about what stands in a record, and not about what a woman did. */
export type RecordLine = JournalLineOf<'member_enrolled' | 'member_changed' | 'member_exited'>;

/** Whether a line is about the record of a woman under whose id she does not count. */
export const isOfJoinedRecord = (joins: Joins, line: JournalLine): line is RecordLine =>
  (line.type === 'member_enrolled' || line.type === 'member_changed' || line.type === 'member_exited') &&
  joins.has(line.memberId);

type OfMember = { readonly memberId: string };

/** Rows with the ids of women. The same rows if none of them is of a joined record. */
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

/** A line as it is told of women: with the ids under which they count, and what names two ids of one woman put together. */
export const toldOfWomen = (joins: Joins, line: JournalLine): JournalLine => {
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
