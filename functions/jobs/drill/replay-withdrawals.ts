import type { ConsentRecord } from '../../areas/members/schema.ts';
import { joinsOf, womanOf } from '../../months/indicators/joined-records.ts';
import { newId } from '../../shared/fields/ids.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import { consentPurposes } from '../../shared/kinds/member-words.ts';
import { readJoins } from '../../shared/one-woman/records.ts';
import type { Table } from '../../shared/table/client.ts';
import { type ConsentLine, findRestored, latestOf, stopAgain } from './stop-again.ts';

/** Repeats in a restored table the withdrawals of consent that it lacks. */

/**
 * Writes the withdrawal of a line again, under the line's own id and instant, so that counts and digests find what was lost.
 * @returns whether it was written: it is not if the woman is not in the restored table, or if her record has the withdrawal already
 */
const repeatLine = async (table: Table, line: ConsentLine): Promise<boolean> => {
  const woman = await findRestored(table, line.memberId);
  if (woman === undefined || woman.consents.some(({ id }) => id === line.consent.id)) return false;
  return stopAgain(table, woman, line);
};

/** An answer in a record, in the shape of a line. */
const lineOf = ({ id, purpose, given, on, givenBy, continues, createdAt, createdBy }: ConsentRecord) => ({
  recordedAt: createdAt,
  actor: createdBy,
  consent: { id, purpose, given, on, givenBy, ...(continues === undefined ? {} : { continues }) },
});

/**
 * Writes a woman's latest withdrawal, made under any of her records, into each of them. This is needed because the restored table doesn't have the joins
 * since the backup: there each of her records is by itself.
 * @param ids the ids of her records
 * @param newest her newest answers among the lines
 */
const stopEachRecord = async (
  table: Table,
  ids: readonly string[],
  newest: readonly ConsentLine[],
  now: Date,
): Promise<void> => {
  const found = (await Promise.all(ids.map((id) => findRestored(table, id)))).filter(
    (woman) => woman !== undefined,
  );
  // By id: of two records that are joined in the restored table, both ids lead to the kept record.
  const women = new Map(found.map((woman) => [woman.id, woman]));
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
        // A new line, recorded now. The digest of the day on which she withdrew doesn't contain it.
        id: newId(),
        recordedAt: now.toISOString(),
        actor: last.actor,
        memberId,
        consent: { ...last.consent, id: newId() },
      });
    }
  }
};

/**
 * The answers about consent in a line, each in a line of its own. An enrolment has answers too. They count because its record may have been joined to
 * another since the backup: the restored table lacks the record, but the answers in it are hers.
 */
const answersIn = (line: JournalLine): ConsentLine[] => {
  if (line.type === 'consent_recorded') return [line];
  if (line.type !== 'member_enrolled') return [];
  const { id, recordedAt, actor, memberId } = line;
  return line.consents.map((consent) => ({
    type: 'consent_recorded',
    id,
    recordedAt,
    actor,
    memberId,
    consent,
  }));
};

/** The ids of the records that a line names; none unless it is a consent, a join or a parting. */
const namedIds = (line: JournalLine): string[] => {
  if (line.type === 'consent_recorded') return [line.memberId];
  return line.type === 'members_joined' || line.type === 'members_parted' ? [line.keptId, line.joinedId] : [];
};

/**
 * Withdraws again, in a restored table, the consents that women withdrew since the state that was restored. Otherwise the programme would go on serving
 * a woman who asked to be left alone, or hand on or count what she no longer agrees to. If she has given the consent again since, nothing is done, and
 * the restored answer stays. The joins since are not repeated, but a withdrawal holds for all records that became hers by them. Nobody else uses the
 * table while this runs.
 * @param lines the journal lines that are newer than the restored table, sorted by time
 * @returns the ids of the lines that were written again
 */
export const replayWithdrawals = async (
  table: Table,
  lines: readonly JournalLine[],
  now: Date,
): Promise<ReadonlySet<string>> => {
  const named = lines.flatMap(namedIds);
  const joins = joinsOf(lines, await readJoins(table, named));
  /** The newest answer by woman and purpose. */
  const newest = new Map<string, ConsentLine>();
  for (const line of lines) {
    for (const answer of answersIn(line)) {
      newest.set(`${womanOf(joins, answer.memberId)} ${answer.consent.purpose}`, answer);
    }
  }
  const writtenAgain = new Set<string>();
  for (const line of newest.values()) {
    if (!line.consent.given && (await repeatLine(table, line))) writtenAgain.add(line.id);
  }
  for (const [woman, ids] of Map.groupBy(new Set(named), (id) => womanOf(joins, id))) {
    const hers = [...newest.values()].filter(({ memberId }) => womanOf(joins, memberId) === woman);
    if (ids.length > 1) await stopEachRecord(table, ids, hers, now);
  }
  return writtenAgain;
};
