import { withDueDates } from './due-dates.ts';
import type { CaseEventInput } from './event-input.ts';
import type { StoredCaseEvent } from './event-schema.ts';
import type { CaseRecord } from './schema.ts';
import type { Waiting } from './waiting-period.ts';

/**
 * How a case stands, as its timeline says. The case's item keeps this, so that no list and no agenda reads a timeline. Events may
 * be recorded late and at once: whatever the order in which they are added, the state is the same.
 */

type FollowUp = { readonly due: string; readonly moment: string };

/** An application for compensation. */
type Application = {
  readonly id: string;
  /** Undefined until `filed` is added. */
  readonly filedOn?: string | undefined;
  /** Whether it was awarded, rejected or paid. */
  readonly isDecided: boolean;
};

/** A matter before police and courts: the steps of one `proceedingId`. */
type Matter = {
  readonly id: string;
  readonly firstFirOn?: string | undefined;
  readonly isCharged: boolean;
  /** The moment of the newest step, and the date that it names. */
  readonly newest: string;
  readonly nextOn?: string | undefined;
};

/** The part of a timeline that is needed to add an event at any date. */
export type CaseProgress = {
  /** The moment of the deciding `status` event; undefined before the first. */
  readonly statusMoment?: string | undefined;
  readonly openFollowUps: readonly FollowUp[];
  /** The `done` events that are still needed: each settles something that no later one does. */
  readonly doneFollowUps: readonly FollowUp[];
  readonly applications: readonly Application[];
  readonly matters: readonly Matter[];
};

export type CaseState = {
  readonly record: CaseRecord;
  readonly progress: CaseProgress;
  readonly waiting?: Waiting | undefined;
};

export const initialProgress: CaseProgress = {
  openFollowUps: [],
  doneFollowUps: [],
  applications: [],
  matters: [],
};

/**
 * The position of an event in the timeline from which a case's state follows: by date, then recording, then id.
 * Compares as a string.
 */
export const momentOf = (on: string, recordedAt: string, id: string): string => `${on}#${recordedAt}#${id}`;

const isSettledBy = (open: FollowUp, done: FollowUp): boolean =>
  open.due <= done.due && open.moment < done.moment;

const addFollowUp = (progress: CaseProgress, followUp: FollowUp, isDone: boolean): CaseProgress => {
  const { openFollowUps, doneFollowUps } = progress;
  if (!isDone) {
    return doneFollowUps.some((done) => isSettledBy(followUp, done))
      ? progress
      : { ...progress, openFollowUps: [...openFollowUps, followUp] };
  }
  const isCovered = doneFollowUps.some((done) => isSettledBy(followUp, done));
  return {
    ...progress,
    openFollowUps: openFollowUps.filter((open) => !isSettledBy(open, followUp)),
    doneFollowUps: isCovered
      ? doneFollowUps
      : [...doneFollowUps.filter((done) => !isSettledBy(done, followUp)), followUp],
  };
};

type EventOf<Type extends CaseEventInput['type']> = Extract<StoredCaseEvent | CaseEventInput, { type: Type }>;

const deciding: ReadonlySet<string> = new Set(['awarded', 'rejected', 'paid']);

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
    ...(stage === 'filed' ? { filedOn: on } : {}),
    isDecided: before.isDecided || deciding.has(stage),
  };
  return [...applications.filter(({ id }) => id !== applicationId), after];
};

const earlier = (a: string | undefined, b: string): string => (a === undefined || b < a ? b : a);

const addStep = (
  matters: CaseProgress['matters'],
  { proceedingId, step, on, nextOn }: EventOf<'proceeding'>,
  moment: string,
): CaseProgress['matters'] => {
  const before = matters.find(({ id }) => id === proceedingId);
  const isNewest = before === undefined || before.newest < moment;
  const after = {
    id: proceedingId,
    firstFirOn: step === 'fir' ? earlier(before?.firstFirOn, on) : before?.firstFirOn,
    isCharged: step === 'charge_sheet' || before?.isCharged === true,
    ...(isNewest ? { newest: moment, nextOn } : { newest: before.newest, nextOn: before.nextOn }),
  };
  return [...matters.filter(({ id }) => id !== proceedingId), after];
};

/** What an event adds to a case besides its status. */
const addEvent = (
  progress: CaseProgress,
  event: StoredCaseEvent | CaseEventInput,
  moment: string,
): CaseProgress => {
  switch (event.type) {
    case 'follow_up':
      return addFollowUp(progress, { due: event.due, moment }, event.done === true);
    case 'compensation':
      return { ...progress, applications: addStage(progress.applications, event) };
    case 'proceeding':
      return { ...progress, matters: addStep(progress.matters, event, moment) };
    default:
      return progress;
  }
};

/**
 * The state of a case after adding an event, whatever the order of arrival.
 * - The status is that of the latest `status` event, by date, then by recording.
 * - A follow-up is open until a later one (by date, then by recording) with the same or a later `due` is `done`.
 */
export const applyEvent = (
  { record, progress }: Pick<CaseState, 'record' | 'progress'>,
  event: StoredCaseEvent | CaseEventInput,
  moment: string,
): Pick<CaseState, 'record' | 'progress'> => {
  const isDeciding =
    event.type === 'status' && (progress.statusMoment === undefined || progress.statusMoment < moment);
  const status = isDeciding ? event.status : record.status;
  const after = isDeciding ? { ...progress, statusMoment: moment } : addEvent(progress, event, moment);
  return { record: withDueDates({ ...record, status }, after), progress: after };
};

/** The state of a case computed from its timeline, in any order, without the events that were taken back. */
export const replayTimeline = (
  record: CaseRecord,
  timeline: readonly { readonly event: StoredCaseEvent; readonly moment: string }[],
): Pick<CaseState, 'record' | 'progress'> =>
  timeline
    .filter(({ event }) => event.takenBack === undefined)
    .reduce<Pick<CaseState, 'record' | 'progress'>>(
      (state, { event, moment }) => applyEvent(state, event, moment),
      { record: withDueDates({ ...record, status: 'open' }, initialProgress), progress: initialProgress },
    );
