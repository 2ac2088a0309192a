import * as z from 'zod';
import { shutDevice } from '../../areas/devices/stored-device.ts';
import { personFields } from '../../areas/people/definition.ts';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { updateFields } from '../../shared/definition/update-fields.ts';
import { newId } from '../../shared/fields/ids.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import { locales } from '../../shared/reach/caller.ts';
import { roles } from '../../shared/reach/roles.ts';
import { markSignInPending } from '../../shared/sign-ins/pending-sign-in.ts';
import { changeWayIn, endSessions, endWayIn } from '../../shared/sign-ins/way-in.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { approvalKey, latestRevocationKey, personKey } from '../../shared/table/keys/people.ts';
import { readOpen } from '../../shared/two-person/list-open-approvals.ts';
import { planPasswordNote } from '../../shared/two-person/same-hand.ts';
import { gainsTrust } from '../../shared/two-person/two-person-rules.ts';
import type { ReplayDeps } from './replay-protections.ts';

/**
 * Repeats in a restored table what protects sign-ins (replay-protections.ts): changes of people's access, who made whose password, and revocations of
 * phones.
 */

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

type Recorded = { readonly access: Access; readonly recordedAt: string };

/** The recorded accesses of each person, by her id. @param lines sorted by time */
const accessesOf = (lines: readonly JournalLine[]): ReadonlyMap<string, readonly Recorded[]> => {
  const found = new Map<string, Recorded[]>();
  const add = (id: string, access: Access, recordedAt: string) =>
    found.set(id, [...(found.get(id) ?? []), { access, recordedAt }]);
  for (const line of lines) {
    // These two lines have the fields of an access themselves.
    if (line.type === 'person_changed' || line.type === 'person_added') {
      add(line.personId, line, line.recordedAt);
    }
    if (line.type === 'approval_decided' && line.access !== undefined) {
      add(line.subject, line.access, line.recordedAt);
    }
  }
  return found;
};

/** When somebody last got a role that ends her way in (`gainsTrust`); undefined if that never happened. */
const lastGainOf = (restored: Access, recorded: readonly Recorded[]): string | undefined => {
  let before = restored;
  let gainedAt: string | undefined;
  for (const { access, recordedAt } of recorded) {
    if (gainsTrust(access, before)) gainedAt = recordedAt;
    before = access;
  }
  return gainedAt;
};

const isPasswordOf = (personId: string, line: JournalLine): boolean =>
  line.type === 'person_changed' && line.personId === personId && line.fields.includes('password');

/**
 * Gives people the access that was recorded last. Whoever got a trusted role meanwhile has no way in again until her new password, and what was approved
 * for a password of hers before is declined again.
 * @returns the number of people
 */
export const replayAccess = async ({ table }: ReplayDeps, lines: readonly JournalLine[]): Promise<number> => {
  let people = 0;
  for (const [id, recorded] of accessesOf(lines)) {
    const newest = recorded.at(-1);
    const stored = storedPerson.safeParse(await table.get(personKey(id)));
    // She has no record if she was added after the state that was restored, or if she was erased.
    if (!stored.success || newest === undefined) continue;
    const { signInName, version } = stored.data;
    const { role, collectives, districts, disabled } = newest.access;
    const newAccess = { role, collectives, districts, disabled };
    const gainedAt = lastGainOf(stored.data, recorded);
    const hasNewPassword = lines.some(
      (line) => gainedAt !== undefined && line.recordedAt > gainedAt && isPasswordOf(id, line),
    );
    const person = { ...stored.data, ...newAccess };
    const failures = await table.transact([
      updateFields(
        personFields,
        personKey(id),
        { set: { ...newAccess, version: version + 1 } },
        { condition: 'version = :seen', values: { ':seen': version } },
      ),
      gainedAt === undefined || hasNewPassword ? changeWayIn(person) : endWayIn(person),
      markSignInPending({ id, signInName }, newId()),
    ]);
    if (failures === null) people += 1;
    if (gainedAt !== undefined) await declinePasswords(table, id);
  }
  return people;
};

/** Declines what was asked for or approved for a password of hers. Everything that is open in the restored table is older than her role. */
const declinePasswords = async (table: Table, personId: string): Promise<void> => {
  for (const { id, matter, subject } of await readOpen(table)) {
    if (matter === 'sign_in' && subject === personId) await table.transact([markClosed(id, 'declined')]);
  }
};

/**
 * Notes again who made whose password, in the order of the lines: the provider keeps the passwords that were made since the backup, so whoever saw one
 * must still not decide as a second person on what its owner asks for. What was approved for one of them is closed again.
 * @returns the number of passwords
 */
export const replayPasswords = async (
  { table }: ReplayDeps,
  lines: readonly JournalLine[],
): Promise<number> => {
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
  await closeHandedOut(table, lines);
  return passwords;
};

/** Closes the approved requests for a password that was handed out since the backup: otherwise whoever asked could set one more without a second person. */
const closeHandedOut = async (table: Table, lines: readonly JournalLine[]): Promise<void> => {
  for (const { id, matter, state, subject, askedBy, decidedAt } of await readOpen(table)) {
    if (matter !== 'sign_in' || state !== 'approved' || decidedAt === undefined) continue;
    const wasHandedOut = lines.some(
      (line) =>
        line.type === 'person_changed' &&
        line.fields.includes('password') &&
        line.personId === subject &&
        line.actor === askedBy &&
        Date.parse(line.recordedAt) >= Date.parse(decidedAt),
    );
    if (wasHandedOut) await table.transact([markClosed(id, 'given')]);
  }
};

const markClosed = (id: string, state: 'given' | 'declined'): Write => ({
  update: approvalKey(id),
  set: 'SET #state = :closed REMOVE busyUntil, content, fingerprint, gsi1pk, gsi1sk',
  names: { '#state': 'state' },
  values: { ':closed': state },
});

/**
 * Revokes phones again, as an administrator did. The key share and the hash of the PIN's proof are removed, so that the PIN no longer unlocks anything.
 * @returns the number of phones
 */
export const replayRevocations = async (
  { table }: ReplayDeps,
  lines: readonly JournalLine[],
): Promise<number> => {
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
