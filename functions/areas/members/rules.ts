import { type AppError, refused } from '../../shared/errors/errors.ts';
import { validateBirthYear } from './consent-rules.ts';
import { validateDates } from './impossible-dates.ts';
import type { WholeMember } from './schema.ts';

type Stay = { readonly joinedOn: string; readonly exitedOn?: string | undefined };

/** The error 422 of an enrolment or a move into a collective that does not exist. */
export const unknownCollective = (): AppError =>
  refused('unknown_collective', 'There is no such collective.', 'collectiveId');

/** Refuses a member's exit before her joining date. */
export const validateStay = ({ joinedOn, exitedOn }: Stay): AppError | undefined =>
  exitedOn !== undefined && exitedOn < joinedOn
    ? refused('exit_before_joining', 'She cannot leave before the day she joined.')
    : undefined;

/**
 * Checks a change of a member's record. One who has exited cannot move to another collective. Before the record may say
 * that she is under 18, somebody else must have consented for her.
 * @returns the error, or undefined
 */
export const validateChange = (changed: WholeMember, fields: readonly string[]): AppError | undefined => {
  if (changed.exitedOn !== undefined && fields.includes('collectiveId')) {
    return refused('exited', 'She has left the programme and cannot move to another collective.');
  }
  const changesBirthYear = fields.includes('birthYear');
  const changesDates = changesBirthYear || fields.includes('joinedOn') || fields.includes('leaderSince');
  return (
    validateStay(changed) ??
    (changesDates ? validateDates(changed, changesBirthYear) : undefined) ??
    (changesBirthYear ? validateBirthYear(changed) : undefined)
  );
};
