import { AppError, forbidden, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { hasStopped } from '../../shared/services/withdrawn.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { caseKey } from '../../shared/table/keys/cases.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { type AddedNote, prepareNote } from './added-note.ts';
import { checkAssignee } from './assignee.ts';
import type { CaseWithProgress } from './case-progress.ts';
import { caseWrites } from './case-writes.ts';
import type { CaseMember } from './member-scopes.ts';
import type { CaseRecord, TakeInput } from './schema.ts';
import { isWaiting, type WaitingPeriod } from './waiting-period.ts';
import { writeOnto } from './write-onto.ts';

/**
 * The rule of taking a case: the refusal if a caseworker of these districts may not take it. A case that never waited is `not_found`. A case
 * that waited was in the caseworker's list, so she learns that it was `taken`. A case that has stopped is `not_found`.
 * @param member undefined if the case's member does not exist or is being erased
 */
export const validateTaking = (
  found: { readonly record: CaseRecord; readonly waiting?: WaitingPeriod | undefined } | undefined,
  member: CaseMember | undefined,
  districts: readonly string[],
): AppError | undefined => {
  if (found === undefined || member === undefined || !districts.includes(member.district)) {
    return notFound();
  }
  const { record, waiting } = found;
  if (hasStopped(member, record.id)) {
    return notFound();
  }
  if (isWaiting(record)) {
    return undefined;
  }
  const isUrgent = record.priority === 'urgent' && record.status !== 'closed';
  return isUrgent && waiting !== undefined
    ? new AppError('conflict', 'taken', 'Somebody has taken this case already.')
    : notFound();
};

/**
 * Assigns an unassigned urgent case to a caseworker of the member's district, with her note in the timeline.
 * @param seen the case as it was read; if others have written it since, it is read again
 * @returns `repeated` if the caseworker sent the same request before; then nothing was written
 * @throws AppError an error of `validateTaking` for the current case; `forbidden` if the caseworker was disabled
 */
export const takeCase = async (
  { table, vault }: Records,
  seen: CaseWithProgress,
  content: TakeInput,
  taker: {
    readonly personId: string;
    readonly districts: readonly string[];
    /** The case's member; undefined if she does not exist or is being erased. */
    readonly member: CaseMember | undefined;
    readonly note: AddedNote | undefined;
    /** When the caseworker takes the case (RFC 3339). */
    readonly at: string;
  },
  makeLine: (taken: CaseRecord) => JournalLineOf<'case_changed'>,
): Promise<'taken' | 'repeated'> => {
  const { id, memberId } = seen.record;
  const { personId, districts, member, at } = taker;
  const fingerprint = await fingerprintOf(vault, { take: content, caseId: id, personId });
  // The line's time does not depend on the case, so it is known before the case is written.
  const { recordedAt } = makeLine(seen.record);
  const noteOrRefusal = taker.note && (await prepareNote(vault, seen.record, taker.note, recordedAt));
  const preparedNote = noteOrRefusal instanceof AppError ? undefined : noteOrRefusal;
  // This is a refusal if the member was erased: then the case may not be taken either.
  const noteRefusal = noteOrRefusal instanceof AppError ? notFound() : undefined;
  return writeOnto(table, seen, async (current) => {
    const { version } = current.record;
    const takenCase = {
      ...current.record,
      assignedTo: personId,
      assignedAt: at,
      givenUpAt: undefined,
      givenUpBy: undefined,
      version: version + 1,
    };
    const { staleIfFailed, writes } = caseWrites(
      current.record,
      { ...current, record: takenCase },
      recordedAt,
    );
    const outcome = await record(table, {
      claim: {
        id: content.id,
        fingerprint,
        record: caseKey(id),
        concernsOnly: concernedMember(memberId),
      },
      furtherClaims: preparedNote === undefined ? [] : [preparedNote.claim],
      errorUnlessRepeated: validateTaking(current, member, districts) ?? noteRefusal,
      staleIfFailed,
      writes: [
        ...writes,
        // The member may have moved to another district, or have been erased, since she was read.
        {
          check: memberKey(member?.id ?? memberId),
          condition: 'district = :district',
          values: { ':district': member?.district },
          errorIfFailed: notFound,
        },
        checkAssignee(personId, { roles: ['caseworker'] }, forbidden),
        ...(preparedNote === undefined ? [] : [preparedNote.write]),
      ],
      line: makeLine(takenCase),
    });
    if (outcome === 'written') {
      return 'taken';
    }
    return 'earlierRecord' in outcome ? 'repeated' : tryAgain;
  });
};
