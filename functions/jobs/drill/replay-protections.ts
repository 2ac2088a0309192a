import * as z from 'zod';
import { shutDevice } from '../../areas/devices/stored-device.ts';
import { toItem as toErasureItem } from '../../areas/erasure/stored-erasure.ts';
import { personFields } from '../../areas/people/definition.ts';
import { type Joins, joinsAfter, womanOf } from '../../months/indicators/joined-records.ts';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { updateFields } from '../../shared/definition/update-fields.ts';
import { newId } from '../../shared/fields/ids.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';
import { findKept, idsOf, readJoins } from '../../shared/one-woman/records.ts';
import { locales } from '../../shared/reach/caller.ts';
import { roles } from '../../shared/reach/roles.ts';
import { markSignInPending } from '../../shared/sign-ins/pending-sign-in.ts';
import { changeWayIn, endSessions } from '../../shared/sign-ins/way-in.ts';
import type { Table } from '../../shared/table/client.ts';
import { latestRevocationKey, memberKey, personKey } from '../../shared/table/keys.ts';
import { planPasswordNote } from '../../shared/two-person/same-hand.ts';
import type { KeyStore } from '../../shared/vault/key-store.ts';
import { eraseDue } from '../erasure/erase-due.ts';
import { replayPartings } from './replay-partings.ts';
import { replayWithdrawals } from './replay-withdrawals.ts';

/** Repeats in a restored table what protects people. replay-withdrawals.ts and replay-partings.ts have the parts about consent and joined records. */

export type ReplayDeps = {
  readonly table: Table;
  readonly keys: Pick<KeyStore, 'read' | 'destructionOf'>;
  /** The private bucket, which has the nightly copy of the list of erasures. It is only read. */
  readonly state: Pick<FileStore, 'read'>;
  readonly now: Date;
};

export type Replayed = {
  readonly erasures: number;
  readonly people: number;
  readonly passwords: number;
  readonly devices: number;
  /** The ids of the lines of withdrawals that were written into the restored journal again. */
  readonly withdrawals: ReadonlySet<string>;
  /** The ids of the lines of partings that were written into the restored journal again. */
  readonly partings: ReadonlySet<string>;
};

/** The approvals of erasures among journal lines. Only the decision on an erasure has `erasesOn`. */
const approvedErasures = (lines: readonly JournalLine[]): JournalLineOf<'approval_decided'>[] =>
  lines.flatMap((line) =>
    line.type === 'approval_decided' && line.erasesOn !== undefined && line.decision === 'approved'
      ? [line]
      : [],
  );

/** The fields of a stored person that her way in repeats (`changeWayIn`), with her id and version. */
const storedPerson = z.object({
  id: z.string(),
  role: z.enum(roles),
  collectives: z.array(z.string()),
  districts: z.array(z.string()),
  disabled: z.boolean(),
  locale: z.enum(locales),
  memberId: z.string().optional(),
  signInName: z.string(),
  version: z.int(),
});
type Access = Pick<z.infer<typeof storedPerson>, 'role' | 'collectives' | 'districts' | 'disabled'>;

/** The last recorded access of each person, by her id. @param lines sorted by time */
const newestAccess = (lines: readonly JournalLine[]): ReadonlyMap<string, Access> => {
  const found = new Map<string, Access>();
  for (const line of lines) {
    // These two lines have the fields of an access themselves.
    if (line.type === 'person_changed' || line.type === 'person_added') found.set(line.personId, line);
    if (line.type === 'approval_decided' && line.access !== undefined) found.set(line.subject, line.access);
  }
  return found;
};

/**
 * Repeats in a restored table what protects people, before anybody uses the table: erasures, changes of people's access, who made whose password, revocations of phones,
 * withdrawals of consent, and partings from a kept record that was erased. A restore must not bring back a person who was erased, let in somebody whose
 * access was taken away, or do with a woman what she no longer agrees to.
 * @param lines the journal lines that are newer than the restored table, sorted by time
 * @returns how many erasures, people, passwords and phones were repeated; of withdrawals and partings, the ids of the lines
 */
export const replayProtections = async (
  deps: ReplayDeps,
  lines: readonly JournalLine[],
): Promise<Replayed> => {
  const toErase = await recordsToErase(deps.table, lines);
  // Partings are repeated before erasures, since a parting needs both records.
  const partings = await replayPartings(deps.table, lines, new Set(toErase.map(({ subject }) => subject)));
  return {
    erasures: await replayErasures(deps, toErase),
    people: await replayAccess(deps, lines),
    passwords: await replayPasswords(deps, lines),
    devices: await replayRevocations(deps, lines),
    withdrawals: await replayWithdrawals(deps.table, lines, deps.now),
    partings,
  };
};

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
const recordsToErase = async (table: Table, lines: readonly JournalLine[]): Promise<RecordToErase[]> => {
  const idsInLines = new Set(lines.flatMap(memberIdsOf));
  const namedIds = [...idsInLines, ...approvedErasures(lines).map(({ subject }) => subject)];
  const kept = await findKept(table, namedIds);
  // In the restored table a named record may be joined with records that no line names.
  const knownIds = [...new Set([...namedIds, ...[...kept.values()].flatMap(idsOf)])];
  const stored = await table.getMany(knownIds.map(memberKey));
  // The subject of an erasure may also be a person with access, who is not among these.
  const memberIds = new Set([...idsInLines, ...stored.map(({ id }) => String(id))]);
  // These are at first the joins of the restored table. Each line of a join or parting changes them, so that an erasure sees those in force at its
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
const replayErasures = async (
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

/** Gives people the access that was recorded last. @returns the number of people */
const replayAccess = async ({ table }: ReplayDeps, lines: readonly JournalLine[]): Promise<number> => {
  let people = 0;
  for (const [id, recordedAccess] of newestAccess(lines)) {
    const stored = storedPerson.safeParse(await table.get(personKey(id)));
    // She has no record if she was added after the state that was restored, or if she was erased.
    if (!stored.success) continue;
    const { signInName, version } = stored.data;
    const { role, collectives, districts, disabled } = recordedAccess;
    const newAccess = { role, collectives, districts, disabled };
    const failures = await table.transact([
      updateFields(
        personFields,
        personKey(id),
        { set: { ...newAccess, version: version + 1 } },
        { condition: 'version = :seen', values: { ':seen': version } },
      ),
      changeWayIn({ ...stored.data, ...newAccess }),
      markSignInPending({ id, signInName }, newId()),
    ]);
    if (failures === null) people += 1;
  }
  return people;
};

/**
 * Notes again who made whose password, in the order of the lines: the provider keeps the passwords that were made since the backup, so whoever saw one
 * must still not decide as a second person on what its owner asks for.
 * @returns the number of passwords
 */
const replayPasswords = async ({ table }: ReplayDeps, lines: readonly JournalLine[]): Promise<number> => {
  let passwords = 0;
  for (const line of lines) {
    if (line.type !== 'person_changed' || !line.fields.includes('password')) continue;
    const maker = { by: line.actor, now: new Date(line.recordedAt) };
    const note = await planPasswordNote(table, line.personId, maker);
    // She has no record if she was erased, or was added after the state that was restored.
    const failures = await table.transact([
      { check: personKey(line.personId), condition: 'attribute_exists(pk)' },
      note,
    ]);
    if (failures === null) passwords += 1;
  }
  return passwords;
};

/**
 * Revokes phones again, as an administrator did. The key share and the hash of the PIN's proof are removed, so that the PIN no longer unlocks anything.
 * @returns the number of phones
 */
const replayRevocations = async ({ table }: ReplayDeps, lines: readonly JournalLine[]): Promise<number> => {
  let devices = 0;
  for (const { deviceId, personId, recordedAt } of lines.filter((line) => line.type === 'device_revoked')) {
    const revokedAt = formatInstant(new Date(recordedAt));
    const owner = storedPerson.safeParse(await table.get(personKey(personId)));
    const failures = await table.transact([
      shutDevice(
        deviceId,
        { revokedAt },
        { condition: 'attribute_exists(pk) AND attribute_not_exists(revokedAt)' },
      ),
      { put: { ...latestRevocationKey(personId), revokedAt } },
      // If she has no record, she was erased, and nobody signs in as her.
      ...(owner.success ? [endSessions(owner.data.signInName, revokedAt)] : []),
    ]);
    if (failures === null) devices += 1;
  }
  return devices;
};
