import { AppError, InternalError } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { type Claim, refuseUnlessRepeated } from '../../shared/journal/claims.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { caseEventKey, type Key } from '../../shared/table/keys.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import { validateProgress } from './case-limits.ts';
import { applyEvent, type CaseWithProgress, momentOf, replayTimeline } from './case-state.ts';
import { copyEntitlement, removeEntitlement } from './entitlements.ts';
import type { CaseEventInput, TakingBackInput } from './event-input.ts';
import { validateTakingBack } from './event-rules.ts';
import type { CaseEvent, StoredCaseEvent } from './event-schema.ts';
import { journaledEvent } from './journal-lines.ts';
import { decryptEvents, readItems } from './read-events.ts';
import { toCaseItem } from './stored-case.ts';
import { putEvent, sealEvent, storedEvent } from './stored-event.ts';
import { writeOnto } from './write-onto.ts';

const recordedAtOf = ({ createdAt }: Pick<CaseEvent, 'createdAt'>): string =>
  new Date(createdAt).toISOString();

/**
 * The write of a case after an event, on the condition that nobody else has written it since it was read. The record `after` still has
 * the version that was read.
 */
const putCase = (
  current: CaseWithProgress,
  { record: after, progress }: Pick<CaseWithProgress, 'record' | 'progress'>,
  recordedAt: string,
): Write => ({
  put: toCaseItem({ ...current, record: { ...after, version: after.version + 1 }, progress }, recordedAt),
  condition: 'version = :seen',
  values: { ':seen': after.version },
});

/** The claim that filing an application makes of the application's id, so that none is filed twice; no claim for any other event. */
const applicationClaim = (event: CaseEventInput, claim: Claim): Claim[] =>
  event.type === 'compensation' && event.stage === 'filed'
    ? [{ ...claim, id: event.applicationId, path: 'applicationId' }]
    : [];

const readEvent = async ({ table, vault }: Records, key: Key): Promise<CaseEvent> => {
  const item = await table.get(key);
  const [event] = item === undefined ? [] : await decryptEvents(vault, [{ key, item }]);
  if (event === undefined) {
    // The event was written in the transaction that wrote its claim.
    throw new InternalError('An event that was accepted is not there.');
  }
  return event;
};

/** The whole timeline of a case, with its texts still encrypted. */
const readTimeline = async (
  table: Table,
  caseId: string,
): Promise<{ readonly event: StoredCaseEvent; readonly moment: string }[]> => {
  const items = await readItems(table, caseId);
  return items.map((item) => {
    const { event } = storedEvent().parse(item);
    return { event, moment: momentOf(event.on, recordedAtOf(event), event.id) };
  });
};

/**
 * Adds an event to a case's timeline and updates the case's state.
 * @param content the event as it was sent: without stamp, its texts not encrypted
 * @param validate the rules for the current case: their refusal is thrown unless the same event was accepted before
 * @param accessWrites further writes of the same transaction: what counts the events of an emergency access
 * @throws AppError `too_many` if the case, or the member's entitlements, take no more of this kind
 */
export const addEvent = async (
  records: Records,
  seen: CaseWithProgress,
  event: CaseEvent,
  content: CaseEventInput,
  validate: (current: CaseWithProgress) => AppError | undefined,
  accessWrites: readonly Write[],
  line: JournalLineOf<'case_event'>,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly event: CaseEvent }> => {
  const { table, vault } = records;
  const { id: caseId, memberId } = seen.record;
  const key = caseEventKey(caseId, event.on, line.recordedAt, event.id);
  const fingerprint = await vault.fingerprint(canonicalJson({ caseId, ...content }));
  const sealed = await sealEvent(vault, memberId, key, event);
  const moment = momentOf(event.on, line.recordedAt, event.id);
  const claim = { id: event.id, fingerprint, record: key, concernsOnly: concernedMember(memberId) };
  return writeOnto(table, seen, async (current) => {
    const after = applyEvent(current, content, moment);
    const outcome = await record(table, {
      claim,
      furtherClaims: applicationClaim(content, claim),
      errorUnlessRepeated:
        validate(current) ??
        validateProgress(current.progress, after.progress) ??
        (sealed instanceof AppError ? sealed : undefined),
      staleIfFailed: [putCase(current, after, line.recordedAt)],
      writes: [
        ...(sealed instanceof AppError ? [] : [putEvent(key, memberId, sealed)]),
        ...copyEntitlement(content, { memberId, recordedAt: line.recordedAt }),
        ...accessWrites,
      ],
      line,
    });
    if (outcome === 'written') {
      return { outcome: 'created', event };
    }
    return 'earlierRecord' in outcome
      ? { outcome: 'repeated', event: await readEvent(records, outcome.earlierRecord) }
      : tryAgain;
  });
};

/**
 * Takes an event back, and computes the case's state anew without it.
 * @param refusal thrown unless the same request was accepted before
 * @throws AppError `unknown_event`, `not_to_be_taken_back`, `already_taken_back`, `stages_stand`; `too_many` if what it
 * had settled would be open again, and the case holds no more
 */
export const takeBack = async (
  records: Records,
  seen: CaseWithProgress,
  takingBack: Extract<CaseEvent, { type: 'taken_back' }>,
  content: TakingBackInput,
  refusal: AppError | undefined,
  line: Omit<JournalLineOf<'case_event_taken_back'>, 'eventOn' | 'eventRecordedAt' | 'event'>,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly event: CaseEvent }> => {
  const { table, vault } = records;
  const { id: caseId, memberId } = seen.record;
  const { id, on, eventId } = takingBack;
  const key = caseEventKey(caseId, on, line.recordedAt, id);
  const fingerprint = await vault.fingerprint(canonicalJson({ caseId, ...content }));
  const claim = { id, fingerprint, record: key, concernsOnly: concernedMember(memberId) };
  const sealed = await sealEvent(vault, memberId, key, takingBack);
  const repeat = async ({ earlierRecord }: { readonly earlierRecord: Key }) =>
    ({ outcome: 'repeated', event: await readEvent(records, earlierRecord) }) as const;
  return writeOnto(table, seen, async (current) => {
    const timeline = await readTimeline(table, caseId);
    const events = timeline.map(({ event }) => event);
    const eventOrRefusal = refusal ?? validateTakingBack(eventId, events);
    if (eventOrRefusal instanceof AppError) {
      // `refuseUnlessRepeated` throws the refusal, unless the same request was accepted before.
      return repeat(await refuseUnlessRepeated(table, claim, eventOrRefusal));
    }
    const takenBack = eventOrRefusal;
    if (sealed instanceof AppError) {
      return repeat(await refuseUnlessRepeated(table, claim, sealed));
    }
    const stateAfter = replayTimeline(
      current.record,
      timeline.filter(({ event }) => event.id !== eventId),
    );
    const limitRefusal = validateProgress(current.progress, stateAfter.progress);
    if (limitRefusal !== undefined) {
      return repeat(await refuseUnlessRepeated(table, claim, limitRefusal));
    }
    const eventRecordedAt = recordedAtOf(takenBack);
    const outcome = await record(table, {
      claim,
      staleIfFailed: [putCase(current, stateAfter, line.recordedAt)],
      writes: [
        putEvent(caseEventKey(caseId, takenBack.on, eventRecordedAt, eventId), memberId, {
          ...takenBack,
          takenBack: { eventId: id, on },
          version: takenBack.version + 1,
        }),
        putEvent(key, memberId, sealed),
        ...removeEntitlement(takenBack, memberId),
      ],
      line: { ...line, eventOn: takenBack.on, eventRecordedAt, event: journaledEvent(takenBack) },
    });
    if (outcome === 'written') {
      return { outcome: 'created', event: takingBack };
    }
    return 'earlierRecord' in outcome ? repeat(outcome) : tryAgain;
  });
};
