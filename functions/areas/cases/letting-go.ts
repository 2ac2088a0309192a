import { type AppError, refused } from '../../shared/errors/errors.ts';
import type { CaseRecord } from './schema.ts';
import { isWaiting } from './waiting-period.ts';

type Standing = Pick<CaseRecord, 'status' | 'priority' | 'assignedTo'>;

/**
 * The refusal of a change by which a leader takes a case out of the hands of others: one that somebody works on, or that waits urgent for somebody, is
 * closed and made less urgent by whoever has it, or by the coordinator. The leader who opened it may be pressed by those from whom the woman needs help,
 * or be the one of whom she complains. A case that nobody has, and that is not urgent, is still hers to close.
 * @param by `isOpener`: she reaches the case because she opened it, as a leader does
 */
export const validateLettingGo = (
  before: Standing,
  after: Standing,
  by: { readonly isOpener: boolean },
): AppError | undefined => {
  const isOthers = before.assignedTo !== undefined || isWaiting(before);
  const isClosed = before.status !== 'closed' && after.status === 'closed';
  const isLowered = before.priority === 'urgent' && after.priority !== 'urgent';
  return by.isOpener && isOthers && (isClosed || isLowered)
    ? refused(
        'not_hers_to_close',
        'Whoever has this case, or the coordinator, closes it or makes it less urgent.',
        isClosed ? 'status' : 'priority',
      )
    : undefined;
};
