import { type AppError, notFound, refused } from '../domain/errors.ts';
import type { CaseRecord } from './schema.ts';

const emergencyAccessHours = 3;

/** When an emergency access that begins at a given time ends. */
export const emergencyAccessEnd = (at: Date): Date =>
  new Date(at.getTime() + emergencyAccessHours * 3_600_000);

/**
 * Whether the caller may get emergency access. A case that is not urgent is not found, like one that does not
 * exist: she may not know about it.
 * @returns the error, or undefined
 */
export const validateEmergencyAccess = (
  found: Pick<CaseRecord, 'priority' | 'status'> | undefined,
  isReached: boolean,
): AppError | undefined => {
  if (isReached) {
    return refused('already_reached', 'You reach this case without breaking the glass.');
  }
  return found?.priority === 'urgent' && found.status !== 'closed' ? undefined : notFound();
};
