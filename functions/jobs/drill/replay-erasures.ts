import { toItem as toErasureItem } from '../../areas/erasure/stored-erasure.ts';
import { type Joins, joinsAfter, womanOf } from '../../months/indicators/joined-records.ts';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { newId } from '../../shared/fields/ids.ts';
import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';
import { findKept, idsOf, readJoins } from '../../shared/one-woman/records.ts';
import type { Table } from '../../shared/table/client.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { eraseDue } from '../erasure/erase-due.ts';
import type { ReplayDeps } from './replay-protections.ts';

/** Repeats erasures in a restored table (replay-protections.ts). */

/** The approvals of erasures among journal lines. Only the decision on an erasure has `erasesOn`. */
const approvedErasures = (lines: readonly JournalLine[]): JournalLineOf<'approval_decided'>[] =>
  lines.flatMap((line) =>
    line.type === 'approval_decided' && line.erasesOn !== undefined && line.decision === 'approved'
      ? [line]
      : [],
  );

type SubjectKind = Parameters<typeof toErasureItem>[0]['of'];
type RecordToErase = {
  readonly kind: SubjectKind;
  /** The id of the record. */
  readonly subject: string;
  /** The approval of the erasure. */
  readonly line: JournalLineOf<'approval_decided'>;
};

/** The ids of the members' records that a line enrols, joins or parts. */
const memberIdsOf = (line: JournalLine): string[] => {
  if (line.type === 'member_enrolled') return [line.memberId];
  return line.type === 'members_joined' || line.type === 'members_parted' ? [line.keptId, line.joinedId] : [];
};

/**
 * The records that the approved erasures among the lines take. A woman's erasure takes every record that was hers at the approval, also one that was
 * enrolled or joined after the restored state: otherwise that record would come back. It does not take a record that was parted from hers before.
 */
export const recordsToErase = async (
  table: Table,
  lines: readonly JournalLine[],
): Promise<RecordToErase[]> => {
  const idsInLines = new Set(lines.flatMap(memberIdsOf));
  const namedIds = [...idsInLines, ...approvedErasures(lines).map(({ subject }) => subject)];
  const kept = await findKept(table, namedIds);
  // In the restored table a named record may be joined with records that no line names.
  const knownIds = [...new Set([...namedIds, ...[...kept.values()].flatMap(idsOf)])];
  const stored = await table.getMany(knownIds.map(memberKey));
  // The subject of an erasure may also be a person with access, who is not among these.
  const memberIds = new Set([...idsInLines, ...stored.map(({ id }) => String(id))]);
  // At first these are the joins of the restored table. Each line of a join or parting changes them, so that an erasure sees the joins in force at its
  // approval.
  let joins: Joins = await readJoins(table, knownIds);
  return lines.flatMap((line) => {
    joins = joinsAfter(joins, line);
    const [erasure] = approvedErasures([line]);
    if (erasure === undefined) return [];
    const woman = womanOf(joins, erasure.subject);
    const recordIds = knownIds.filter((id) => memberIds.has(id) && womanOf(joins, id) === woman);
    // The line does not say whether its subject is a member or a person with access.
    const kind: SubjectKind = recordIds.length === 0 ? 'person' : 'member';
    return [...new Set([erasure.subject, ...recordIds])].map((subject) => ({ kind, subject, line: erasure }));
  });
};

/** Writes the approved erasures that the table's list lacks into it, and erases everybody who is due. @returns the number of erasures that it lacked */
export const replayErasures = async (
  { table, keys, state, now }: ReplayDeps,
  toErase: readonly RecordToErase[],
): Promise<number> => {
  let lackedErasures = 0;
  for (const { kind, subject, line } of toErase) {
    const { approvalId, actor, recordedAt, erasesOn } = line;
    const at = formatInstant(new Date(recordedAt));
    // The line does not say who requested the erasure, nor when. So whoever approved it, and the time of the approval, stand for these too.
    const item = toErasureItem({
      id: approvalId,
      of: kind,
      subject,
      requestedAt: at,
      requestedBy: actor,
      approvedAt: at,
      erasedOn: erasesOn,
    });
    const failures = await table.transact([{ put: item, condition: 'attribute_not_exists(erasedOn)' }]);
    // Null: all was written, so the table did not have the erasure.
    if (failures === null) lackedErasures += 1;
  }
  // The nightly run puts back the erasures that only the copy of the list has. Then it erases everybody who is due, or whom the restore brought back.
  const putBack = await eraseDue(
    { table, keys, files: { read: state.read, write: async () => {} }, newId, log: () => {} },
    { scheduledTime: formatInstant(now) },
  );
  return lackedErasures + putBack;
};
