import { findMember, type Stamp, writeDecision } from '../../areas/members/revision.ts';
import type { ConsentRecord, StoredMember } from '../../areas/members/schema.ts';
import { openWithdrawal } from '../../areas/requests/withdrawal.ts';
import { joinsOf, womanOf } from '../../months/indicators/joins.ts';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { AppError } from '../../shared/errors/errors.ts';
import { newId } from '../../shared/fields/ids.ts';
import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';
import { consentPurposes } from '../../shared/kinds/member-words.ts';
import { idsOf, readJoins } from '../../shared/one-woman/records.ts';
import { countWithdrawal } from '../../shared/services/withdrawals.ts';
import { withdrawalOf } from '../../shared/services/withdrawn.ts';
import type { Table } from '../../shared/table/client.ts';

type ConsentLine = JournalLineOf<'consent_recorded'>;

/** A member, unless she was enrolled after the restored state, or erased. */
const findRestored = async (table: Table, id: string): Promise<StoredMember | undefined> => {
  try {
    return await findMember(table, id);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'not_found') return undefined;
    throw error;
  }
};

const latestOf = ({ consents }: StoredMember, wanted: ConsentRecord['purpose']) =>
  consents.findLast(({ purpose }) => purpose === wanted);

/**
 * The consent that a line tells of. The line does not say how she said it, unless it opened a request, nor which notice was read to her: of these the
 * answer that she gave before stands.
 */
const consentOf = (line: ConsentLine, woman: StoredMember): ConsentRecord => {
  const { consent, opens, recordedAt, actor } = line;
  const stamp: Stamp = { createdAt: formatInstant(new Date(recordedAt)), createdBy: actor, version: 1 };
  const before = latestOf(woman, consent.purpose) ?? woman.consents.at(-1);
  return {
    ...consent,
    method: opens?.via ?? before?.method ?? 'spoken',
    noticeVersion: before?.noticeVersion ?? '1',
    ...stamp,
  };
};

/** Writes the withdrawal of a line in the record of a woman, with her request if it is one from the services. @returns whether it was written */
const stopAgain = async (table: Table, woman: StoredMember, line: ConsentLine): Promise<boolean> => {
  const consent = consentOf(line, woman);
  const consents = [...woman.consents, consent];
  const { opens: _, ...told } = line;
  const isOfServices = consent.purpose === 'services';
  const { writes, ...opened } = isOfServices
    ? await openWithdrawal(
        table,
        idsOf(woman),
        line.memberId,
        { on: consent.on, via: consent.method },
        { createdAt: consent.createdAt, createdBy: consent.createdBy },
        () => line.opens?.requestId ?? newId(),
      )
    : { writes: [] };
  const outcome = await writeDecision(table, woman, {
    changed: { ...woman, consents, ...withdrawalOf(consents) },
    staleIfFailed: writes,
    writes: isOfServices ? [countWithdrawal] : [],
    line: { ...told, ...opened },
  });
  return outcome === 'written';
};

/** @returns whether the line is there again: not for a woman who is not in the restored table, or where it stands already */
const repeatLine = async (table: Table, line: ConsentLine): Promise<boolean> => {
  const woman = await findRestored(table, line.memberId);
  if (woman === undefined || woman.consents.some(({ id }) => id === line.consent.id)) return false;
  // Under its own id and instant: what was lost is there again, for the counts and the digests too.
  return stopAgain(table, woman, line);
};

const lineOf = ({ id, purpose, given, on, givenBy, continues, createdAt, createdBy }: ConsentRecord) => ({
  recordedAt: createdAt,
  actor: createdBy,
  consent: { id, purpose, given, on, givenBy, ...(continues === undefined ? {} : { continues }) },
});

/**
 * Writes in each record of a woman what she withdrew last under any of them: in the restored table the joins since the backup are missing, and each of these
 * records stands by itself.
 * @param newest her newest answers among the lines
 */
const stopEachRecord = async (
  table: Table,
  ids: readonly string[],
  newest: readonly ConsentLine[],
  now: Date,
): Promise<void> => {
  const found = await Promise.all(ids.map((id) => findRestored(table, id)));
  const women = new Map(found.flatMap((woman) => (woman === undefined ? [] : [[woman.id, woman] as const])));
  const answers = [...[...women.values()].flatMap(({ consents }) => consents.map(lineOf)), ...newest];
  const inOrder = answers.toSorted((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt));
  for (const purpose of consentPurposes) {
    const last = inOrder.findLast(({ consent }) => consent.purpose === purpose);
    if (last === undefined || last.consent.given) continue;
    for (const memberId of women.keys()) {
      const woman = await findRestored(table, memberId);
      if (woman === undefined || latestOf(woman, purpose)?.given !== true) continue;
      await stopAgain(table, woman, {
        type: 'consent_recorded',
        // Of now: the digest of the day on which she withdrew lists no such line.
        id: newId(),
        recordedAt: now.toISOString(),
        actor: last.actor,
        memberId,
        consent: { ...last.consent, id: newId() },
      });
    }
  }
};

/** The ids of the records of which a line of consents, joins and partings tells. */
const namedIds = (line: JournalLine): string[] => {
  if (line.type === 'consent_recorded') return [line.memberId];
  return line.type === 'members_joined' || line.type === 'members_parted' ? [line.keptId, line.joinedId] : [];
};

/**
 * Withdraws again, in a restored table, the consents that women withdrew since: the restore must not serve on whom somebody asked to leave alone, nor hand
 * on or count what she no longer agrees to. Where she has given it again since, nothing is done: what stood before the restored state stands. A withdrawal
 * holds for all records that are hers by joins since, though these are not done again. Nobody uses the table meanwhile.
 * @param lines the journal lines that are newer than the restored table, sorted by time
 * @returns the ids of the lines that were done again
 */
export const replayWithdrawals = async (
  table: Table,
  lines: readonly JournalLine[],
  now: Date,
): Promise<ReadonlySet<string>> => {
  const named = lines.flatMap(namedIds);
  const joins = joinsOf(lines, await readJoins(table, named));
  const newest = new Map<string, ConsentLine>();
  for (const line of lines) {
    if (line.type === 'consent_recorded')
      newest.set(`${womanOf(joins, line.memberId)} ${line.consent.purpose}`, line);
  }
  const done = new Set<string>();
  for (const line of newest.values()) {
    if (!line.consent.given && (await repeatLine(table, line))) done.add(line.id);
  }
  for (const [woman, ids] of Map.groupBy(new Set(named), (id) => womanOf(joins, id))) {
    const hers = [...newest.values()].filter(({ memberId }) => womanOf(joins, memberId) === woman);
    if (ids.length > 1) await stopEachRecord(table, ids, hers, now);
  }
  return done;
};
