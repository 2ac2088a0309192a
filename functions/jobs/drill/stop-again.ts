import { findMember, type Stamp, writeDecision } from '../../areas/members/revision.ts';
import type { ConsentRecord, StoredMember } from '../../areas/members/schema.ts';
import { openWithdrawal } from '../../areas/requests/withdrawal.ts';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { AppError } from '../../shared/errors/errors.ts';
import { newId } from '../../shared/fields/ids.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import { countWithdrawal } from '../../shared/services/withdrawals.ts';
import { withdrawalOf } from '../../shared/services/withdrawn.ts';
import type { Table } from '../../shared/table/client.ts';

/** Writes a withdrawal of consent into a woman's record in a restored table. replay-withdrawals.ts says which withdrawals. */

export type ConsentLine = JournalLineOf<'consent_recorded'>;

/** A member; undefined if she was enrolled after the state that was restored, or erased. */
export const findRestored = async (table: Table, id: string): Promise<StoredMember | undefined> => {
  try {
    return await findMember(table, id);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'not_found') return undefined;
    throw error;
  }
};

/** A woman's newest answer about one purpose; undefined if she gave none. */
export const latestOf = ({ consents }: StoredMember, wanted: ConsentRecord['purpose']) =>
  consents.findLast(({ purpose }) => purpose === wanted);

/**
 * The record of the consent in a line. The line doesn't say which notice was read to her, and says how she answered only if it opened a request. What is
 * missing is taken from her answer before.
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

/** Writes the withdrawal of a line into a woman's record. A withdrawal from the services also opens a request. @returns whether it was written */
export const stopAgain = async (table: Table, woman: StoredMember, line: ConsentLine): Promise<boolean> => {
  const consent = consentOf(line, woman);
  const consents = [...woman.consents, consent];
  const { opens: _, ...lineWithoutRequest } = line;
  const isOfServices = consent.purpose === 'services';
  // `opened` has the line's field `opens` again, if a request is opened.
  const { writes, ...opened } = isOfServices
    ? await openWithdrawal(
        table,
        idsOf(woman),
        line.memberId,
        { on: consent.on, via: consent.method },
        { createdAt: consent.createdAt, createdBy: consent.createdBy },
        // The request gets the id that it had.
        () => line.opens?.requestId ?? newId(),
      )
    : { writes: [] };
  const outcome = await writeDecision(table, woman, {
    changed: { ...woman, consents, ...withdrawalOf(consents) },
    staleIfFailed: writes,
    writes: isOfServices ? [countWithdrawal] : [],
    line: { ...lineWithoutRequest, ...opened },
  });
  return outcome === 'written';
};
