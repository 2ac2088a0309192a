import { AppError, refused } from '../../shared/errors/errors.ts';

const takenBackError = (): AppError => refused('already_taken_back', 'This was taken back before.');

/** The rule that a member's child, observation or office that was taken back can't be changed, added to or taken back again. */
export const validateNotTakenBack = ({
  takenBack,
}: {
  readonly takenBack?: unknown;
}): AppError | undefined => (takenBack === undefined ? undefined : takenBackError());

/** The rule that a member's office does not end before it begins. */
export const validateTerm = ({
  from,
  to,
}: {
  from: string;
  to?: string | undefined;
}): AppError | undefined =>
  to !== undefined && to < from
    ? refused('ends_before_start', 'She cannot leave the office before the day she took it.')
    : undefined;

/** The error of ending an office that has ended on another day. */
export const alreadyEndedError = (): AppError =>
  new AppError('conflict', 'already_ended', 'The office ended on another day.');

/** Refuses an observation that is dated before its child was born. */
export const validateObservationDay = (childBirthYear: number, on: string): AppError | undefined =>
  Number(on.slice(0, 4)) < childBirthYear
    ? refused(
        'impossible_date',
        'The child was not born then. Look at the date and at the year of birth.',
        'on',
      )
    : undefined;
