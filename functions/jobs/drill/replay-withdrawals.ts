import { findMember, type Stamp, writeDecision } from '../../areas/members/revision.ts';
import type { ConsentRecord, StoredMember } from '../../areas/members/schema.ts';
import { openWithdrawal } from '../../areas/requests/withdrawal.ts';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { AppError } from '../../shared/errors/errors.ts';
import { newId } from '../../shared/fields/ids.ts';
import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
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

/**
 * The consent that a line tells of. The line does not say how she said it, unless it opened a request, nor which notice was read to her: of these the
 * answer that she gave before stands.
 */
const consentOf = (
  { consent, opens, recordedAt, actor }: ConsentLine,
  { consents }: StoredMember,
): ConsentRecord => {
  const stamp: Stamp = { createdAt: formatInstant(new Date(recordedAt)), createdBy: actor, version: 1 };
  const before = consents.findLast(({ purpose }) => purpose === consent.purpose) ?? consents.at(-1);
  return {
    ...consent,
    method: opens?.via ?? before?.method ?? 'spoken',
    noticeVersion: before?.noticeVersion ?? '1',
    ...stamp,
  };
};

/** @returns whether the withdrawal was written: not for a woman who is not in the restored table, or where it stands already */
const stopAgain = async (table: Table, line: ConsentLine): Promise<boolean> => {
  const woman = await findRestored(table, line.memberId);
  if (woman === undefined || woman.consents.some(({ id }) => id === line.consent.id)) return false;
  const consent = consentOf(line, woman);
  const consents = [...woman.consents, consent];
  const { opens: _, ...told } = line;
  const { writes, ...opened } = await openWithdrawal(
    table,
    idsOf(woman),
    line.memberId,
    { on: consent.on, via: consent.method },
    { createdAt: consent.createdAt, createdBy: consent.createdBy },
    () => line.opens?.requestId ?? newId(),
  );
  const outcome = await writeDecision(table, woman, {
    changed: { ...woman, consents, ...withdrawalOf(consents) },
    staleIfFailed: writes,
    writes: [countWithdrawal],
    // The line itself, under its own id and instant: what was lost of it is there again, for the counts and the digests too.
    line: { ...told, ...opened },
  });
  return outcome === 'written';
};

/**
 * Withdraws again, in a restored table, the consents to the services that women withdrew since: the restore must not serve on whom somebody asked to leave
 * alone. Where she has given it again since, nothing is done: what stood before the restored state stands. Nobody uses the table meanwhile.
 * @param lines the journal lines that are newer than the restored table, sorted by time
 * @returns the ids of the lines that were done again
 */
export const replayWithdrawals = async (
  table: Table,
  lines: readonly JournalLine[],
): Promise<ReadonlySet<string>> => {
  const newest = new Map<string, ConsentLine>();
  for (const line of lines) {
    if (line.type === 'consent_recorded' && line.consent.purpose === 'services')
      newest.set(line.memberId, line);
  }
  const done = new Set<string>();
  for (const line of newest.values()) {
    if (!line.consent.given && (await stopAgain(table, line))) done.add(line.id);
  }
  return done;
};
