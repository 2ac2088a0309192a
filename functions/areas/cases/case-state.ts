import { withDueDates } from './due-dates.ts';
import type { CaseEventInput } from './event-input.ts';
import type { StoredCaseEvent } from './event-schema.ts';
import type { CaseRecord } from './schema.ts';
import type { WaitingPeriod } from './waiting-period.ts';

/**
 * The state of a case: its status and due dates, which follow from its timeline. It is stored with the case, so that lists and agendas need
 * not read timelines. Events may be recorded late or concurrently; the state does not depend on the order in which they are
 * added.
 */

/** A follow-up event. `due` is the day of the follow-up, `moment` the position of the event in the timeline (`momentOf`). */
type FollowUp = { readonly due: string; readonly moment: string };

/** An application for compensation. */
type Application = {
  readonly id: string;
  /** The day of its stage `filed`; undefined while that is not recorded. */
  readonly filedOn?: string | undefined;
  /** Whether it has reached `awarded`, `rejected` or `paid`. */
  readonly isDecided: boolean;
};

/** A matter before police and courts: the steps with the same `proceedingId`. */
type CourtMatter = {
  readonly id: string;
  /** The day of the earliest first information report (FIR). */
  readonly firstFirOn?: string | undefined;
  /** Whether there is a charge sheet. */
  readonly isCharged: boolean;
  /** The moment of the newest step. */
  readonly newest: string;
  /** The day that the newest step fixes for the next one, if any. */
  readonly nextOn?: string | undefined;
};

/** An event as it is stored, and its moment. */
export type TimelineEvent = { readonly event: StoredCaseEvent; readonly moment: string };

/** What must be known of a timeline to compute the state after one more event, which may have any date. */
export type CaseProgress = {
  /** The moment of the latest `status` event; undefined while there is none. */
  readonly statusMoment?: string | undefined;
  /** The moment of the safety plan that stands, the latest; null if there is none. Undefined, not known, in a case opened before this was kept. */
  readonly planMoment?: string | null | undefined;
  readonly openFollowUps: readonly FollowUp[];
  /**
   * The `done` events that may still settle a follow-up which is recorded late. A `done` event is left out if another one covers it (`covers`): then
   * the other settles everything that it would settle.
   */
  readonly doneFollowUps: readonly FollowUp[];
  readonly applications: readonly Application[];
  readonly matters: readonly CourtMatter[];
};

/** A case, with what its next change needs to know. */
export type CaseWithProgress = {
  readonly record: CaseRecord;
  /** The member's group when the case was opened. */
  readonly openedIn: string;
  readonly progress: CaseProgress;
  /** The latest waiting period; undefined if the case never waited. */
  readonly waiting?: WaitingPeriod | undefined;
};

export const initialProgress: CaseProgress = {
  planMoment: null,
  openFollowUps: [],
  doneFollowUps: [],
  applications: [],
  matters: [],
};

/**
 * The moment of an event: its position in a case's timeline. As a string it sorts by date, then by time of recording, then
 * by id: `2026-10-14#2026-10-15T06:30:00.000Z#<id>`.
 */
export const momentOf = (on: string, recordedAt: string, id: string): string => `${on}#${recordedAt}#${id}`;

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
