import { AppError } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { fingerprintOf, refuseUnlessRepeated } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { caseEventKey } from '../../shared/table/keys/cases.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { validateProgress } from './case-limits.ts';
import type { CaseWithProgress } from './case-progress.ts';
import { replayTimeline } from './case-state.ts';
import { removeEntitlement } from './copy-entitlement.ts';
import type { TakingBackInput } from './event-input.ts';
import { type OwnCaseEvent, validateTakingBack } from './event-rules.ts';
import type { CaseEvent } from './event-schema.ts';
import { journaledEvent } from './journal-lines.ts';
import { validateLettingGo } from './letting-go.ts';
import { readEvent, readTimeline, recordedAtOf } from './read-timeline.ts';
import { putEvent, sealEvent } from './stored-event.ts';
import { writesAfter } from './timeline.ts';
import { writeOnto } from './write-onto.ts';

/** Takes events of a case back. timeline.ts adds them. */

/** The write that marks an event as taken back. */
const putTakenBack = (
  { id: caseId, memberId }: CaseWithProgress['record'],
  event: OwnCaseEvent,
  by: Pick<CaseEvent, 'id' | 'on'>,
) =>
  putEvent(caseEventKey(caseId, event.on, recordedAtOf(event), event.id), memberId, {
    ...event,
    takenBack: { eventId: by.id, on: by.on },
    version: event.version + 1,
  });

/**
 * Takes an event back, and computes the case's state anew without it.
 * @param takingBack the event that takes another one back, with its stamp
 * @param content the same event as it was sent, without stamp: a repetition is recognised by it
 * @param refusal thrown unless the same request was accepted before
 * @throws AppError `unknown_event`, `not_to_be_taken_back`, `already_taken_back`, `recorded_by_another`, `stages_stand`, `not_hers_to_close`; `too_many` if the event had settled
 * follow-ups that would be open again, and the case can hold no more open ones
 */
export const takeBack = async (
  records: Records,
  seen: CaseWithProgress,
  takingBack: Extract<CaseEvent, { type: 'taken_back' }>,
  content: TakingBackInput,
  refusal: AppError | undefined,
  reach: Reach,
  line: Omit<JournalLineOf<'case_event_taken_back'>, 'eventOn' | 'eventRecordedAt' | 'event'>,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly event: CaseEvent }> => {
  const { table, vault } = records;
  const { id: caseId, memberId } = seen.record;
  const key = caseEventKey(caseId, takingBack.on, line.recordedAt, takingBack.id);
  const fingerprint = await fingerprintOf(vault, { caseId, ...content });
  const claim = { id: takingBack.id, fingerprint, record: key, concernsOnly: concernedMember(memberId) };
  const sealedOrRefusal = await sealEvent(vault, memberId, key, takingBack);
  const repeatedOutcome = async ({ earlierRecord }: { readonly earlierRecord: Key }) =>
    ({ outcome: 'repeated', event: await readEvent(records, earlierRecord) }) as const;
  /** Throws the refusal, unless the same request was accepted before. */
  const repeatedUnlessRefused = async (error: AppError) =>
    repeatedOutcome(await refuseUnlessRepeated(table, claim, error));
  return writeOnto(table, seen, async (current) => {
    const timeline = await readTimeline(table, caseId);
    const events = timeline.map(({ event }) => event);
    const takenBackOrRefusal =
      refusal ??
      validateTakingBack(takingBack.eventId, events, {
        personId: line.actor,
        isCoordinator: oversees(reach),
        assignedTo: current.record.assignedTo,
      });
    if (takenBackOrRefusal instanceof AppError) {
      return repeatedUnlessRefused(takenBackOrRefusal);
    }
    const takenBack = takenBackOrRefusal;
    if (sealedOrRefusal instanceof AppError) {
      return repeatedUnlessRefused(sealedOrRefusal);
    }
    const stateAfter = replayTimeline(
      current.record,
      timeline.filter(({ event }) => event.id !== takenBack.id),
    );
    const stateRefusal =
      validateLettingGo(current.record, stateAfter.record, { isOpener: reach === 'own' }) ??
      validateProgress(current.progress, stateAfter.progress);
    if (stateRefusal !== undefined) {
      return repeatedUnlessRefused(stateRefusal);
    }
    const { staleIfFailed, writes } = writesAfter(current, stateAfter, line, reach);
    const outcome = await record(table, {
      claim,
      staleIfFailed,
      writes: [
        ...writes,
        putTakenBack(seen.record, takenBack, takingBack),
        putEvent(key, memberId, sealedOrRefusal),
        ...removeEntitlement(takenBack, { openedIn: seen.openedIn, memberId }),
      ],
      line: {
        ...line,
        eventOn: takenBack.on,
        eventRecordedAt: recordedAtOf(takenBack),
        event: journaledEvent(takenBack),
      },
    });
    if (outcome === 'written') {
      return { outcome: 'created', event: takingBack };
    }
    // If it is not a repetition, it is `stale`: somebody else has written the case since it was read.
    return 'earlierRecord' in outcome ? repeatedOutcome(outcome) : tryAgain;
  });
};
