import * as z from 'zod';
import { AppError } from '../errors/errors.ts';

/**
 * What a member's item says of her consent to the services. While she has withdrawn it, `withdrawnOn` is the withdrawal's date, and `continues`
 * are the cases that she asks to be finished; else both are absent. Decision 0092.
 */
export type Withdrawal = {
  readonly withdrawnOn?: string | undefined;
  readonly continues?: readonly string[] | undefined;
};

/** The attributes of a member's item that say so. */
export const storedWithdrawal = z.object({
  withdrawnOn: z.string().optional(),
  continues: z.array(z.string()).optional(),
});

/** A consent or its withdrawal, as far as it says whether the services stop. */
export const answer = z.object({
  purpose: z.string(),
  given: z.boolean(),
  on: z.string(),
  continues: z.array(z.string()).optional(),
});
type Answer = Readonly<z.infer<typeof answer>>;

/** What a woman's item is to say, by her consents in order of recording: the last one to the services is in force. */
export const withdrawalOf = (
  consents: readonly Answer[],
): { withdrawnOn: string | undefined; continues: string[] | undefined } => {
  const latest = consents.findLast(({ purpose }) => purpose === 'services');
  return latest === undefined || latest.given
    ? { withdrawnOn: undefined, continues: undefined }
    : { withdrawnOn: latest.on, continues: latest.continues && [...latest.continues] };
};

/** Whether a case of hers has stopped, or, without a case, what is done beside the cases that continue. */
export const hasStopped = ({ withdrawnOn, continues = [] }: Withdrawal, caseId?: string): boolean =>
  withdrawnOn !== undefined && (caseId === undefined || !continues.includes(caseId));

const message = 'She has asked to stop. Her group’s money and her own requests go on.';

/** The error 422 of what stops. A caseworker no longer finds her, and is told 404 instead (http/create-routes.ts). @param paths where the request names her, if not in its address */
export const consentWithdrawn = (...paths: string[]): AppError =>
  new AppError('refused', 'consent_withdrawn', message, {
    prevails: true,
    ...(paths.length === 0 ? {} : { errors: paths.map((path) => ({ path, message })) }),
  });

export const isConsentWithdrawn = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'consent_withdrawn';
