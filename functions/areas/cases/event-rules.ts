import { type AppError, forbidden, refused } from '../../shared/errors/errors.ts';
import type { CaseProgress } from './case-progress.ts';
import type { CaseEventInput } from './event-input.ts';
import type { StoredCaseEvent } from './event-schema.ts';
import type { CaseRecord, Due } from './schema.ts';

/** An event of a case other than the taking back of another event. */
export type OwnCaseEvent = Exclude<StoredCaseEvent, { type: 'taken_back' }>;

type Applications = Pick<CaseProgress, 'applications'>;

/**
 * The rules of adding an event to a case, with the refusal if one is broken.
 * - Emergency access neither changes the status, nor takes an event back, nor replaces the safety plan that was made with her, nor settles what is not due
 *   yet: it helps now, and its notes say what was agreed.
 * - No event is dated before the case was opened, and no stage of an application before it was filed.
 * - A safety plan belongs to a crisis.
 * @param event as sent, or the note that came with a change of the case
 * @param today Indian date
 */
export const validateEvent = (
  {
    record,
    progress,
  }: { readonly record: Pick<CaseRecord, 'openedOn' | 'kind'>; readonly progress: Applications },
  isEmergencyAccess: boolean,
  event: CaseEventInput | Pick<CaseEventInput, 'type' | 'on'>,
  today: string,
): AppError | undefined => {
  const { type, on } = event;
  if (isEmergencyAccess && (type === 'status' || type === 'taken_back' || type === 'safety_plan')) {
    return forbidden();
  }
  if (isEmergencyAccess && 'due' in event && event.done === true && event.due > today) {
    return forbidden();
  }
  if (on < record.openedOn) {
    return refused('before_opening', 'This day lies before the day on which the case was opened.', 'on');
  }
  if (type === 'safety_plan' && record.kind !== 'crisis') {
    return refused('not_a_crisis', 'A safety plan belongs to a crisis.', 'type');
  }
  const isLaterStage = 'applicationId' in event && event.stage !== 'filed';
  return isLaterStage ? validateStage(progress, event) : undefined;
};

/** Whether a date must stay on the agenda: a hearing until its day has ended, a follow-up until its day, and what police or an office owes until it is done. */
const mustStay = ({ kind, on }: Due, today: string): boolean => {
  if (kind === 'follow_up') return on > today;
  return kind !== 'hearing' || on >= today;
};

/**
 * Whether a change takes a date off the agenda that must stay there, or moves it.
 * @param today Indian date
 */
export const takesDateAway = (
  { due: before = [] }: Pick<CaseRecord, 'due'>,
  { due: after = [] }: Pick<CaseRecord, 'due'>,
  today: string,
): boolean => {
  const countIn = (dates: readonly Due[], { kind, on }: Due): number =>
    dates.filter((date) => date.kind === kind && date.on === on).length;
  return before.some((date) => mustStay(date, today) && countIn(after, date) < countIn(before, date));
};

/** The refusal of an event by emergency access that takes a date off the agenda, or moves it: whoever has the case would not hear of it. */
export const validateDatesKept = (...change: Parameters<typeof takesDateAway>): AppError | undefined =>
  takesDateAway(...change) ? forbidden() : undefined;

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

/** Who takes an event back. */
type TakesBack = {
  readonly personId: string;
  readonly isCoordinator: boolean;
  /** Who has the case. */
  readonly assignedTo: string | undefined;
};

/**
 * The rules of taking an event of a case back. Returns the event if it may be taken back; otherwise the refusal. Whoever recorded it takes it back, whoever
 * has the case now, or the coordinator: no other leader hides what a caseworker recorded.
 * @param timeline all events of the case
 */
export const validateTakingBack = (
  eventId: string,
  timeline: readonly StoredCaseEvent[],
  { personId, isCoordinator, assignedTo }: TakesBack,
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
  if (!isCoordinator && personId !== event.createdBy && personId !== assignedTo) {
    return refused(
      'recorded_by_another',
      'Whoever recorded this takes it back, whoever has the case, or the coordinator.',
      'eventId',
    );
  }
  return event.type === 'compensation' && event.stage === 'filed' && hasLaterStages(event, timeline)
    ? refused('stages_stand', 'Take back the later stages of this application first.', 'eventId')
    : event;
};

/** Whether later stages of an application still count, so that its filing must stay. */
const hasLaterStages = (
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
