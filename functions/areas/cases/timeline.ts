import { dateInIndia } from '../../shared/calendar/calendar.ts';
import { AppError } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table } from '../../shared/table/client.ts';
import { caseEventKey } from '../../shared/table/keys/cases.ts';
import { validateProgress } from './case-limits.ts';
import { type CaseWithProgress, momentOf } from './case-progress.ts';
import { applyEvent } from './case-state.ts';
import { caseWrites } from './case-writes.ts';
import { copyEntitlement } from './copy-entitlement.ts';
import { countEventOfAccess } from './emergency-access-repository.ts';
import type { CaseEventInput } from './event-input.ts';
import { validateDatesKept } from './event-rules.ts';
import type { CaseEvent } from './event-schema.ts';
import { validateLettingGo } from './letting-go.ts';
import { readEvent, readTimeline } from './read-timeline.ts';
import { validateSettling } from './settling.ts';
import { putEvent, sealEvent } from './stored-event.ts';
import { workCountWrites } from './work-limit.ts';
import { writeOnto } from './write-onto.ts';

/**
 * Adds events to a case's timeline. read-timeline.ts reads them, take-event-back.ts takes them back, case-state.ts
 * computes the case's state from them.
 */

/**
 * The writes of a case after an event. If the event makes the case wait for somebody to take it, for example by reopening it, they count it among
 * the actor's urgent cases of the day.
 * @param stateAfter its record still has the version that was read
 */
export const writesAfter = (
  current: CaseWithProgress,
  stateAfter: Pick<CaseWithProgress, 'record' | 'progress'>,
  { actor, recordedAt }: Pick<JournalLineOf<'case_event'>, 'actor' | 'recordedAt'>,
  reach: Reach,
) => {
  const { record: recordAfter, progress } = stateAfter;
  const changed = { ...current, record: { ...recordAfter, version: recordAfter.version + 1 }, progress };
  const { staleIfFailed, writes } = caseWrites(current.record, changed, recordedAt);
  const counted = workCountWrites({ personId: actor, reach }, current.record, changed.record, recordedAt);
  return { staleIfFailed, writes: [...writes, ...counted] };
};

/** The claim of an application's id by the event that files it, so that no application is filed twice; none for other events. */
const applicationClaim = (event: CaseEventInput, claim: Claim): Claim[] =>
  event.type === 'compensation' && event.stage === 'filed'
    ? [{ ...claim, id: event.applicationId, path: 'applicationId' }]
    : [];

/**
 * The refusal of an event that takes the case, or its dates, out of the hands of others:
 * - The leader who opened the case neither closes it nor makes it less urgent once somebody has it, or while it is urgent and waits for somebody
 *   (`validateLettingGo`).
 * - A person with emergency access moves no date of the case (`validateDatesKept`).
 * - Neither of the two settles or replaces what another recorded (`validateSettling`). The leader may move dates that she set herself.
 */
const validateHands = async (
  table: Table,
  before: CaseWithProgress,
  after: Pick<CaseWithProgress, 'record' | 'progress'>,
  event: CaseEventInput,
  { actor, recordedAt }: Pick<JournalLineOf<'case_event'>, 'actor' | 'recordedAt'>,
  { isEmergencyAccess, reach }: { readonly isEmergencyAccess: boolean; readonly reach: Reach },
): Promise<AppError | undefined> => {
  const today = dateInIndia(new Date(recordedAt));
  // A leader reaches only cases that she opened.
  const isOpener = reach === 'own';
  const refusal = validateLettingGo(before.record, after.record, { isOpener });
  if (refusal !== undefined) return refusal;
  if (!isEmergencyAccess && !isOpener) return undefined;
  const dateRefusal = isEmergencyAccess ? validateDatesKept(before.record, after.record, today) : undefined;
  if (dateRefusal !== undefined) return dateRefusal;
  return validateSettling(
    { before, after, event, today },
    () => readTimeline(table, before.record.id),
    actor,
  );
};

/**
 * Adds an event to a case's timeline and updates the case's state.
 * @param event the event with its stamp; its texts are encrypted here
 * @param content the same event as it was sent, without stamp: a repetition is recognised by it
 * @param validate the rules for the current case; the refusal that they return is thrown unless the same event was accepted before
 * @param by `isEmergencyAccess`: whether the event is added by emergency access. Such an access may fill less of each list, and its events are
 * counted
 * @throws AppError `too_many` if the case, or the member's entitlements, take no more of this kind; `too_many_urgent`; `not_hers_to_close`, `recorded_by_another`
 */
export const addEvent = async (
  records: Records,
  seen: CaseWithProgress,
  event: CaseEvent,
  content: CaseEventInput,
  validate: (current: CaseWithProgress) => AppError | undefined,
  by: { readonly isEmergencyAccess: boolean; readonly reach: Reach },
  line: JournalLineOf<'case_event'>,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly event: CaseEvent }> => {
  const { table, vault } = records;
  const { isEmergencyAccess, reach } = by;
  // By emergency access, or as the leader who opened the case, she fills only half of each list (case-limits.ts).
  const isGuest = isEmergencyAccess || reach === 'own';
  const { id: caseId, memberId } = seen.record;
  const key = caseEventKey(caseId, event.on, line.recordedAt, event.id);
  const fingerprint = await fingerprintOf(vault, { caseId, ...content });
  const sealedOrRefusal = await sealEvent(vault, memberId, key, event);
  const moment = momentOf(event.on, line.recordedAt, event.id);
  const claim = { id: event.id, fingerprint, record: key, concernsOnly: concernedMember(memberId) };
  return writeOnto(table, seen, async (current) => {
    const stateAfter = applyEvent(current, content, moment);
    const { staleIfFailed, writes } = writesAfter(current, stateAfter, line, reach);
    const outcome = await record(table, {
      claim,
      furtherClaims: applicationClaim(content, claim),
      errorUnlessRepeated:
        validate(current) ??
        (await validateHands(table, current, stateAfter, content, line, by)) ??
        validateProgress(current.progress, stateAfter.progress, isGuest) ??
        (sealedOrRefusal instanceof AppError ? sealedOrRefusal : undefined),
      staleIfFailed,
      writes: [
        ...writes,
        ...(sealedOrRefusal instanceof AppError ? [] : [putEvent(key, memberId, sealedOrRefusal)]),
        ...copyEntitlement(content, {
          openedIn: seen.openedIn,
          memberId,
          recordedAt: line.recordedAt,
          personId: line.actor,
          isEmergencyAccess,
          reach,
        }),
        ...(isEmergencyAccess ? [countEventOfAccess(caseId, line.actor)] : []),
      ],
      line,
    });
    if (outcome === 'written') {
      return { outcome: 'created', event };
    }
    // If it is not a repetition, it is `stale`: somebody else has written the case since it was read.
    return 'earlierRecord' in outcome
      ? { outcome: 'repeated', event: await readEvent(records, outcome.earlierRecord) }
      : tryAgain;
  });
};
