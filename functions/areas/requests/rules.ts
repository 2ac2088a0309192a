import { type AppError, refused } from '../../shared/errors/errors.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Request, StoredRequest } from './schema.ts';

type Step = StoredRequest['steps'][number];

/** Maximum number of steps of a member's request: with the longest texts they take some 330 of DynamoDB's 400 KB per item. */
export const maxSteps = 30;

/**
 * The rule for the status of a member's request: open until it was answered or refused; later steps don't open it
 * again.
 */
export const statusOf = ({ steps }: Pick<StoredRequest, 'steps'>): Request['status'] => {
  // The last one decides: an answer after a refusal counts.
  const closingStep = steps
    .map(({ step }) => step)
    .findLast((step) => step === 'answered' || step === 'refused');
  return closingStep ?? 'open';
};

/** The rule by which a step joins those of a member's request: they are sorted by `on`, then by when they were recorded. */
export const insertStep = (steps: readonly Step[], newStep: Step): Step[] => {
  // -1 if all are later: the new one is then the first.
  const lastNotLater = steps.findLastIndex(({ on }) => on <= newStep.on);
  return steps.toSpliced(lastNotLater + 1, 0, newStep);
};

/** Refuses another step of a request that was taken back or holds the maximum, and a step of a day before the request. */
export const validateStep = (
  { takenBack, steps, on: askedOn }: Pick<StoredRequest, 'takenBack' | 'steps' | 'on'>,
  on: string,
): AppError | undefined => {
  if (takenBack !== undefined) {
    return takenBackError();
  }
  if (on < askedOn) {
    return refused('before_request', 'The request was made on a later day.', 'on');
  }
  return steps.length >= maxSteps
    ? refused('too_many', `The request holds ${maxSteps} steps, and takes no more.`)
    : undefined;
};

export const takenBackError = (): AppError => refused('already_taken_back', 'This was taken back before.');

/** Refuses to take back the request to stop while she has withdrawn her consent to the services. Otherwise it would be hidden that she stopped. */
export const withdrawalStandsError = (): AppError =>
  refused(
    'withdrawal_stands',
    'She has withdrawn her consent. If she has not, record her consent again, which answers this.',
  );

/** Whether the caller may know of a request. A grievance may be about anybody who works here, so the auditor alone may know of it. */
export const maySee = ({ role }: Pick<Caller, 'role'>, { kind }: Pick<StoredRequest, 'kind'>): boolean =>
  role === 'auditor' || kind !== 'grievance';
