import {
  type CaseProgress,
  type CaseWithProgress,
  type FollowUp,
  initialProgress,
  type TimelineEvent,
} from './case-progress.ts';
import { withDueDates } from './due-dates.ts';
import type { CaseEventInput } from './event-input.ts';
import type { StoredCaseEvent } from './event-schema.ts';
import type { CaseRecord } from './schema.ts';

/**
 * The state of a case: its status and due dates, which follow from its timeline. It is stored with the case, so that lists and agendas need
 * not read timelines. Events may be recorded late or concurrently; the state does not depend on the order in which they are
 * added. case-progress.ts says what is stored of a timeline.
 */

/**
 * Whether a `done` event covers another follow-up event: it is later in the timeline, and its `due` is the same or later. It settles each open
 * follow-up that it covers, and makes each `done` event that it covers superfluous.
 */
const covers = (done: FollowUp, event: FollowUp): boolean =>
  done.due >= event.due && done.moment > event.moment;

/** Adds an open follow-up, unless a `done` event has settled it already. */
const addOpen = (progress: CaseProgress, open: FollowUp): CaseProgress =>
  progress.doneFollowUps.some((done) => covers(done, open))
    ? progress
    : { ...progress, openFollowUps: [...progress.openFollowUps, open] };

/** Adds a `done` event: removes the open follow-ups that it settles, and the `done` events that it makes superfluous. */
const addDone = (progress: CaseProgress, added: FollowUp): CaseProgress => {
  const { openFollowUps, doneFollowUps } = progress;
  const isSuperfluous = doneFollowUps.some((done) => covers(done, added));
  return {
    ...progress,
    openFollowUps: openFollowUps.filter((open) => !covers(added, open)),
    doneFollowUps: isSuperfluous
      ? doneFollowUps
      : [...doneFollowUps.filter((done) => !covers(added, done)), added],
  };
};

type EventOf<Type extends CaseEventInput['type']> = Extract<StoredCaseEvent | CaseEventInput, { type: Type }>;

const decidingStages: ReadonlySet<string> = new Set(['awarded', 'rejected', 'paid']);

const addStage = (
  applications: CaseProgress['applications'],
  { applicationId, stage, on }: EventOf<'compensation'>,
): CaseProgress['applications'] => {
  const before = applications.find(({ id }) => id === applicationId) ?? {
    id: applicationId,
    isDecided: false,
  };
  const after = {
    ...before,
    // An application is filed once: filing it claims its id (timeline.ts).
    ...(stage === 'filed' ? { filedOn: on } : {}),
    isDecided: before.isDecided || decidingStages.has(stage),
  };
  return [...applications.filter(({ id }) => id !== applicationId), after];
};

const earlierDate = (a: string | undefined, b: string): string => (a === undefined || b < a ? b : a);

/** Adds a step. Only the newest step decides when the next one is due. */
const addStep = (
  matters: CaseProgress['matters'],
  { proceedingId, step, on, nextOn }: EventOf<'proceeding'>,
  moment: string,
): CaseProgress['matters'] => {
  const before = matters.find(({ id }) => id === proceedingId);
  const isNewest = before === undefined || before.newest < moment;
  const after = {
    id: proceedingId,
    firstFirOn: step === 'fir' ? earlierDate(before?.firstFirOn, on) : before?.firstFirOn,
    isCharged: step === 'charge_sheet' || before?.isCharged === true,
    ...(isNewest ? { newest: moment, nextOn } : { newest: before.newest, nextOn: before.nextOn }),
  };
  return [...matters.filter(({ id }) => id !== proceedingId), after];
};

/** The later of two plans. While it is not known whether others stand, the later is not known either. */
const laterPlan = (before: CaseProgress['planMoment'], moment: string): CaseProgress['planMoment'] => {
  if (before === undefined) return undefined;
  return before === null || before < moment ? moment : before;
};

/** The progress after an event that is not the latest status. Only safety plans, follow-ups, compensation and proceedings change it. */
const addEvent = (
  progress: CaseProgress,
  event: StoredCaseEvent | CaseEventInput,
  moment: string,
): CaseProgress => {
  switch (event.type) {
    case 'safety_plan':
      return { ...progress, planMoment: laterPlan(progress.planMoment, moment) };
    case 'follow_up': {
      const followUp = { due: event.due, moment };
      return event.done === true ? addDone(progress, followUp) : addOpen(progress, followUp);
    }
    case 'compensation':
      return { ...progress, applications: addStage(progress.applications, event) };
    case 'proceeding':
      return { ...progress, matters: addStep(progress.matters, event, moment) };
    default:
      return progress;
  }
};

/**
 * The state of a case after adding an event to its timeline, in whatever order the events arrive.
 * - The status is that of the latest `status` event, by date, then by recording.
 * - A follow-up is open unless a `done` event with the same or a later `due` follows it, by date, then by recording.
 */
export const applyEvent = (
  { record, progress }: Pick<CaseWithProgress, 'record' | 'progress'>,
  event: StoredCaseEvent | CaseEventInput,
  moment: string,
): Pick<CaseWithProgress, 'record' | 'progress'> => {
  const isLatestStatus =
    event.type === 'status' && (progress.statusMoment === undefined || progress.statusMoment < moment);
  const status = isLatestStatus ? event.status : record.status;
  const after = isLatestStatus ? { ...progress, statusMoment: moment } : addEvent(progress, event, moment);
  return { record: withDueDates({ ...record, status }, after), progress: after };
};

/** The state of a case computed anew from its whole timeline, in any order. Events that were taken back do not count. */
export const replayTimeline = (
  record: CaseRecord,
  timeline: readonly TimelineEvent[],
): Pick<CaseWithProgress, 'record' | 'progress'> =>
  timeline
    .filter(({ event }) => event.takenBack === undefined)
    .reduce<Pick<CaseWithProgress, 'record' | 'progress'>>(
      (state, { event, moment }) => applyEvent(state, event, moment),
      { record: withDueDates({ ...record, status: 'open' }, initialProgress), progress: initialProgress },
    );
