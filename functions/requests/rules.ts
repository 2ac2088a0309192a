import type { Caller } from '../domain/caller.ts';
import { type AppError, refused } from '../domain/errors.ts';
import type { Request, StoredRequest } from './schema.ts';

type Step = StoredRequest['steps'][number];

/** Limits the size of the item. */
export const maxSteps = 50;

/** Open until it was answered or refused; later steps don't open it again. */
export const statusOf = ({ steps }: Pick<StoredRequest, 'steps'>): Request['status'] => {
  const closing = steps.map(({ step }) => step).findLast((step) => step === 'answered' || step === 'refused');
  return closing === 'answered' || closing === 'refused' ? closing : 'open';
};

/** Steps by `on`, then by recording. */
export const addStep = (steps: readonly Step[], step: Step): Step[] =>
  steps.toSpliced(steps.findLastIndex(({ on }) => on <= step.on) + 1, 0, step);

export const validateStep = ({ takenBack, steps }: StoredRequest): AppError | undefined => {
  if (takenBack !== undefined) {
    return alreadyTakenBack();
  }
  return steps.length >= maxSteps
    ? refused('too_many', `The request holds ${maxSteps} steps, and takes no more.`)
    : undefined;
};

export const alreadyTakenBack = (): AppError => refused('already_taken_back', 'This was taken back before.');

/** A grievance may be about anybody who works here, so its existence is known to the auditor alone. */
export const maySee = ({ role }: Pick<Caller, 'role'>, { kind }: Pick<StoredRequest, 'kind'>): boolean =>
  role === 'auditor' || kind !== 'grievance';
