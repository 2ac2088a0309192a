import { type AppError, forbidden, refused } from '../domain/errors.ts';
import type { CaseProgress } from './case-state.ts';
import type { CaseEventInput } from './event-input.ts';
import type { StoredCaseEvent } from './event-schema.ts';
import type { CaseRecord } from './schema.ts';

/** An event about the case itself, not about another event. */
export type OwnCaseEvent = Exclude<StoredCaseEvent, { type: 'taken_back' }>;

/**
 * Whether an event may be added to a case. Emergency access may not change the status or take anything back, no event may be dated
 * before the case was opened, and no stage of an application before it was filed.
 * @returns the error, or undefined
 */
export const validateEvent = (
  { record, progress }: { readonly record: Pick<CaseRecord, 'openedOn'>; readonly progress: Applications },
  isEmergencyAccess: boolean,
  event: Pick<CaseEventInput, 'type' | 'on'> | CaseEventInput,
): AppError | undefined => {
  const { type, on } = event;
  if (isEmergencyAccess && (type === 'status' || type === 'taken_back')) {
    return forbidden();
  }
  if (on < record.openedOn) {
    return refused('before_opening', 'This day lies before the day on which the case was opened.', 'on');
  }
  return 'applicationId' in event && event.stage !== 'filed' ? validateStage(progress, event) : undefined;
};

type Applications = Pick<CaseProgress, 'applications'>;

const validateStage = (
  { applications }: Applications,
  { applicationId, on }: Extract<CaseEventInput, { type: 'compensation' }>,
): AppError | undefined => {
  const filedOn = applications.find(({ id }) => id === applicationId)?.filedOn;
  if (filedOn === undefined) {
    return refused('out_of_order', 'This application was not filed in this case.', 'applicationId');
  }
  return on < filedOn
    ? refused('out_of_order', 'This day lies before the day on which the application was filed.', 'on')
    : undefined;
};

/**
 * The event if it may be taken back, or the error.
 * @param timeline of the case
 */
export const validateTakingBack = (
  eventId: string,
  timeline: readonly StoredCaseEvent[],
): OwnCaseEvent | AppError => {
  const event = timeline.find(({ id }) => id === eventId);
  if (event === undefined) {
    return refused('unknown_event', 'This case has no such event.', 'eventId');
  }
  if (event.type === 'taken_back') {
    return refused('not_to_be_taken_back', 'A taking back stands: record the event anew instead.', 'eventId');
  }
  if (event.takenBack !== undefined) {
    return refused('already_taken_back', 'This event was taken back before.', 'eventId');
  }
  return event.type === 'compensation' && event.stage === 'filed' && hasStages(event, timeline)
    ? refused('stages_stand', 'Take back the later stages of this application first.', 'eventId')
    : event;
};

const hasStages = (
  { applicationId }: Extract<StoredCaseEvent, { type: 'compensation' }>,
  timeline: readonly StoredCaseEvent[],
): boolean =>
  timeline.some(
    (other) =>
      other.type === 'compensation' &&
      other.applicationId === applicationId &&
      other.stage !== 'filed' &&
      other.takenBack === undefined,
  );
