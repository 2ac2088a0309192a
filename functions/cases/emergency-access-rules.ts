import { type AppError, notFound, refused } from '../domain/errors.ts';
import type { CaseRecord } from './schema.ts';

const hourMs = 3_600_000;
const emergencyAccessHours = 3;

/** The end of an emergency access to a case that begins at a given time. */
export const emergencyAccessEnd = (start: Date): Date =>
  new Date(start.getTime() + emergencyAccessHours * hourMs);

/**
 * The rule of who gets emergency access to a case, with the refusal if the caller may not. Only an open urgent case gives it. For any other
 * the caller gets `not_found`, so that she does not learn that the case exists.
 * @param found the case with the code that she sent, if any
 * @param isReached whether she may see the case without emergency access
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
