import type { AppError } from '../../shared/errors/errors.ts';
import type { CaseWithProgress, TimelineEvent } from './case-state.ts';
import type { CaseEventInput } from './event-input.ts';
import { takesDateAway } from './event-rules.ts';
import type { StoredCaseEvent } from './event-schema.ts';
import { recordedByAnother } from './letting-go.ts';

/**
 * What the leader who opened a case settles of its dates: what she recorded herself at any time, and a visit that another planned from its day on. The
 * decision on another's application, and what another's matter waits for, are left to whoever has the case and to the coordinator.
 */

type Change = {
  readonly before: Pick<CaseWithProgress, 'record' | 'progress'>;
  readonly after: Pick<CaseWithProgress, 'record' | 'progress'>;
  readonly event: CaseEventInput;
  /** Indian date. */
  readonly today: string;
};

/** The due day of a visit that is recorded as done before that day; undefined for everything else. */
const doneAhead = ({ event, today }: Change): string | undefined =>
  event.type === 'follow_up' && event.done === true && event.due > today ? event.due : undefined;

/** Whether a visit that is done before its day settles another's, or one that another may still record with an earlier date. */
const settlesVisitOfOthers = (
  { before, after, today }: Change,
  due: string,
  hers: readonly TimelineEvent[],
): boolean => {
  const left = new Set(after.progress.openFollowUps.map(({ moment }) => moment));
  const settled = before.progress.openFollowUps.filter(({ moment }) => !left.has(moment));
  const planned = new Set(hers.map(({ moment }) => moment));
  const isOfOthers = settled.some((one) => one.due > today && !planned.has(one.moment));
  const isPlanned = settled.some((one) => one.due === due);
  return isOfOthers || (before.record.assignedTo !== undefined && !isPlanned);
};

/** The id of the application or matter of an event, if any. */
const matterOf = (event: CaseEventInput | StoredCaseEvent): string | undefined => {
  if (event.type === 'compensation') return event.applicationId;
  return event.type === 'proceeding' ? event.proceedingId : undefined;
};

/**
 * The refusal of a leader's event that settles or moves what another recorded.
 * @param readTimeline gives all events of the case; called only if the event takes a date away that must stay
 */
export const validateSettling = async (
  change: Change,
  readTimeline: () => Promise<readonly TimelineEvent[]>,
  personId: string,
): Promise<AppError | undefined> => {
  const { before, after, event, today } = change;
  const due = doneAhead(change);
  if (due === undefined && !takesDateAway(before.record, after.record, today)) return undefined;
  const counted = (await readTimeline()).filter((one) => one.event.takenBack === undefined);
  const isHers = (one: TimelineEvent): boolean => one.event.createdBy === personId;
  if (due !== undefined) {
    return settlesVisitOfOthers(change, due, counted.filter(isHers)) ? recordedByAnother('due') : undefined;
  }
  const id = matterOf(event);
  const isOfOthers = counted.some((one) => matterOf(one.event) === id && !isHers(one));
  return id !== undefined && isOfOthers
    ? recordedByAnother(event.type === 'compensation' ? 'stage' : 'step')
    : undefined;
};
