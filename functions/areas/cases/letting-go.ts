import { type AppError, refused } from '../../shared/errors/errors.ts';
import type { TimelineEvent } from './case-progress.ts';
import type { CaseRecord } from './schema.ts';
import { isWaiting } from './waiting-period.ts';

/**
 * What the leader who opened a case leaves to others, once others work on it. She may be pressed by those from whom the woman needs help, or be the one of
 * whom she complains. What a case is about stays hers to say until another has recorded something in it.
 */

type Standing = Pick<CaseRecord, 'status' | 'priority' | 'assignedTo' | 'kind' | 'incident'>;

/** The field by which a change says anew what a case is about; undefined if it says no such thing, or what happened where nobody had said it. */
const restatedField = (before: Standing, after: Standing): 'kind' | 'incident' | undefined => {
  if (before.kind !== after.kind) return 'kind';
  return before.incident !== undefined && before.incident !== after.incident ? 'incident' : undefined;
};

/** The field by which a change takes a case out of the hands of others; undefined if it does not. */
const lettingGoBy = (before: Standing, after: Standing): string | undefined => {
  if (before.assignedTo !== undefined || isWaiting(before)) {
    if (before.status !== 'closed' && after.status === 'closed') return 'status';
    if (before.priority === 'urgent' && after.priority !== 'urgent') return 'priority';
  }
  return undefined;
};

/**
 * The refusal of a change by which a leader takes a case out of the hands of others: one that somebody works on is closed and made less urgent by
 * whoever has it, or by the coordinator; so is one that waits urgent for somebody.
 * @param by `isOpener`: she reaches the case because she opened it, as a leader does
 */
export const validateLettingGo = (
  before: Standing,
  after: Standing,
  by: { readonly isOpener: boolean },
): AppError | undefined => {
  const path = by.isOpener ? lettingGoBy(before, after) : undefined;
  return path === undefined
    ? undefined
    : refused(
        'not_hers_to_close',
        'Whoever has this case, or the coordinator, closes it or makes it less urgent.',
        path,
      );
};

/** The refusal of a change of what another recorded. */
export const recordedByAnother = (path: string): AppError =>
  refused(
    'recorded_by_another',
    'Whoever recorded this changes or settles it, whoever has the case, or the coordinator.',
    path,
  );

/**
 * The refusal of a change by which a leader calls a case something else in which others have recorded something.
 * @param readTimeline gives all events of the case; called only if the change says anew what it is about
 */
export const validateRestating = async (
  before: Standing,
  after: Standing,
  readTimeline: () => Promise<readonly TimelineEvent[]>,
  personId: string,
): Promise<AppError | undefined> => {
  const path = restatedField(before, after);
  if (path === undefined) return undefined;
  const isOfOthers = (await readTimeline()).some(({ event }) => event.createdBy !== personId);
  return isOfOthers ? recordedByAnother(path) : undefined;
};
