import type { AppError } from '../../shared/errors/errors.ts';
import type { CaseWithProgress, TimelineEvent } from './case-progress.ts';
import type { CaseEventInput } from './event-input.ts';
import { takesDateAway } from './event-rules.ts';
import { recordedByAnother } from './letting-go.ts';

/**
 * What the leader who opened a case, or an emergency access, settles in it. Of a case that somebody has, she settles no visit before its
 * day, not even her own: it would settle also what another planned on the road, whose phone sends it later. What another recorded stays: a visit ahead, what an
 * application or a matter waits for, and the safety plan that was made with the woman.
 */

type Change = {
  readonly before: Pick<CaseWithProgress, 'record' | 'progress'>;
  readonly after: Pick<CaseWithProgress, 'record' | 'progress'>;
  readonly event: CaseEventInput;
  /** Indian date. */
  readonly today: string;
};

type Timeline = readonly TimelineEvent[];

/** The visits ahead that the event settles, and that another planned. */
const settlesVisitOfOthers = ({ before, after, today }: Change, ofOthers: Timeline): boolean => {
  const left = new Set(after.progress.openFollowUps.map(({ moment }) => moment));
  const planned = new Set(ofOthers.map(({ moment }) => moment));
  return before.progress.openFollowUps.some(
    ({ due, moment }) => due > today && planned.has(moment) && !left.has(moment),
  );
};

/** Whether a step is the charge sheet for which a matter waits, or will wait from its first information report on. */
const endsWaitForPolice = ({ before, event }: Change): boolean =>
  event.type === 'proceeding' &&
  event.step === 'charge_sheet' &&
  !before.progress.matters.some(({ id, isCharged }) => id === event.proceedingId && isCharged);

/** What an event may settle or replace that another recorded: the field that says so, and how it is known; undefined if it is none such. */
const settledBy = (
  change: Change,
): { readonly path: string; readonly isOf: (ofOthers: Timeline) => boolean } | undefined => {
  const { before, after, event, today } = change;
  const isDateLost = takesDateAway(before.record, after.record, today);
  switch (event.type) {
    case 'follow_up':
      return event.done === true && event.due > today
        ? { path: 'due', isOf: (ofOthers) => settlesVisitOfOthers(change, ofOthers) }
        : undefined;
    case 'safety_plan':
      return { path: 'type', isOf: (ofOthers) => ofOthers.some((one) => one.event.type === event.type) };
    case 'compensation': {
      const isSame = (one: TimelineEvent) =>
        one.event.type === event.type && one.event.applicationId === event.applicationId;
      return isDateLost ? { path: 'stage', isOf: (ofOthers) => ofOthers.some(isSame) } : undefined;
    }
    case 'proceeding': {
      const isSame = (one: TimelineEvent) =>
        one.event.type === event.type && one.event.proceedingId === event.proceedingId;
      return isDateLost || endsWaitForPolice(change)
        ? { path: 'step', isOf: (ofOthers) => ofOthers.some(isSame) }
        : undefined;
    }
    default:
      return undefined;
  }
};

/**
 * The refusal of an opener's or an emergency access's event that settles, moves or replaces what another recorded.
 * @param readTimeline gives all events of the case; called only if the event can be such a one
 */
export const validateSettling = async (
  change: Change,
  readTimeline: () => Promise<Timeline>,
  personId: string,
): Promise<AppError | undefined> => {
  const settled = settledBy(change);
  if (settled === undefined) return undefined;
  const { path, isOf } = settled;
  const isHeldVisit = path === 'due' && change.before.record.assignedTo !== undefined;
  return isHeldVisit || isOf(await readOthers(readTimeline, personId)) ? recordedByAnother(path) : undefined;
};

/** What others recorded and nobody took back. */
const readOthers = async (readTimeline: () => Promise<Timeline>, personId: string): Promise<Timeline> =>
  (await readTimeline()).filter(({ event }) => event.takenBack === undefined && event.createdBy !== personId);
