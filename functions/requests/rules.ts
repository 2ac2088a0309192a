import type { Caller } from '../domain/caller.ts';
import { type AppError, refused } from '../domain/errors.ts';
import type { Request, StoredRequest } from './schema.ts';

type Step = StoredRequest['steps'][number];

/** Maximum number of steps of a member's request, which limits the size of its item. */
export const maxSteps = 50;

/**
 * The rule for the status of a member's request: open until it was answered or refused; later steps don't open it
 * again.
 */
export const statusOf = ({ steps }: Pick<StoredRequest, 'steps'>): Request['status'] => {
  // The last one decides: an answer after a refusal counts.
  const closing = steps.map(({ step }) => step).findLast((step) => step === 'answered' || step === 'refused');
  return closing === 'answered' || closing === 'refused' ? closing : 'open';
};

/** The rule by which a step joins those of a member's request: they are sorted by `on`, then by when they were recorded. */
export const insertStep = (steps: readonly Step[], step: Step): Step[] =>
  steps.toSpliced(steps.findLastIndex(({ on }) => on <= step.on) + 1, 0, step);

/** Refuses another step of a request that was taken back or holds the maximum. */
export const validateStep = ({ takenBack, steps }: StoredRequest): AppError | undefined => {
  if (takenBack !== undefined) {
    return alreadyTakenBack();
  }
  return steps.length >= maxSteps
    ? refused('too_many', `The request holds ${maxSteps} steps, and takes no more.`)
    : undefined;
};

export const alreadyTakenBack = (): AppError => refused('already_taken_back', 'This was taken back before.');

/** Whether the caller may know of a request. A grievance may be about anybody who works here, so the auditor alone may. */
export const maySee = ({ role }: Pick<Caller, 'role'>, { kind }: Pick<StoredRequest, 'kind'>): boolean =>
  role === 'auditor' || kind !== 'grievance';
