import { formatInstant } from '../../shared/calendar/calendar.ts';
import { notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { describeError } from '../../shared/logging/describe-error.ts';
import { logFault } from '../../shared/logging/log.ts';
import type { Write } from '../../shared/table/client.ts';
import { approvalKey } from '../../shared/table/keys/people.ts';
import { type Approval, kindOf } from '../../shared/two-person/approval-schema.ts';
import { findSameHand } from '../../shared/two-person/same-hand.ts';
import { findApproval } from '../../shared/two-person/stored-approval.ts';
import {
  decidedError,
  sameHandError,
  validateDecider,
  validateWithdrawer,
} from '../../shared/two-person/two-person-rules.ts';
import { consequencesOf, type Decider, type DecisionDeps } from './consequences.ts';
import { isWaiting } from './decline-others.ts';
import { filterReached } from './reached-approvals.ts';
import type { Decision } from './schema.ts';

/** Carries out decisions on requests for approval. consequences.ts says what is written with a decision. */

/** An approval with its decision. */
type DecidedApproval = Approval & { readonly decidedBy: string; readonly decidedAt: string };

/** The write that closes an approval, once, and removes its content. */
const close = ({ id, matter }: Approval, decision: Decision, decidedBy: string, decidedAt: string): Write => {
  // An approved request for a new password stays in the list of open ones (`gsi1`) until the password is handed out.
  const staysOpen = matter === 'sign_in' && decision === 'approved';
  return {
    update: approvalKey(id),
    set:
      'SET #state = :decision, decidedBy = :by, decidedAt = :at REMOVE content, fingerprint' +
      (staysOpen ? '' : ', gsi1pk, gsi1sk'),
    condition: '#state = :waiting',
    names: { '#state': 'state' },
    values: { ':decision': decision, ':waiting': 'waiting', ':by': decidedBy, ':at': decidedAt },
    errorIfFailed: decidedError,
  };
};

/**
 * Ends a request for approval, by the decision of a second person or the withdrawal by the person who asked. One transaction writes the end,
 * its effect and a journal line.
 * @throws AppError `not_found`, `forbidden`, `decided`, `asker_gone`, `subject_gone`
 */
export const decide = async (
  deps: DecisionDeps,
  id: string,
  decision: Decision,
  decider: Decider,
): Promise<DecidedApproval> => {
  const { table, newId } = deps;
  const { caller, now } = decider;
  const decidedAt = formatInstant(now);
  const { approval, workAfter } = await table.retry(async () => {
    const found = await findApproval(table, id);
    if (found === undefined || (await filterReached(table, [found], decider)).length === 0) {
      throw notFound();
    }
    const validate = decision === 'withdrawn' ? validateWithdrawer : validateDecider;
    const refusal = validate(found, caller) ?? (isWaiting(found) ? undefined : decidedError());
    if (refusal !== undefined) {
      throw refusal;
    }
    // The second person is no check if both sign-ins could lately have been in one hand.
    if (
      decision !== 'withdrawn' &&
      (await findSameHand(table, found.askedBy, caller.personId, now)) !== undefined
    ) {
      throw sameHandError();
    }
    const { staleIfFailed, writes, lineDetails, after } = await consequencesOf(
      deps,
      found,
      decision,
      decider,
    );
    const line: JournalLineOf<'approval_decided'> = {
      type: 'approval_decided',
      id: newId(),
      recordedAt: now.toISOString(),
      actor: caller.personId,
      approvalId: id,
      kind: kindOf(found.matter),
      subject: found.subject,
      decision,
      ...lineDetails,
    };
    const outcome = await record(table, {
      staleIfFailed,
      writes: [close(found, decision, caller.personId, decidedAt), ...writes],
      line,
    });
    return outcome === 'written'
      ? {
          approval: { ...found, state: decision, decidedBy: caller.personId, decidedAt },
          workAfter: after,
        }
      : tryAgain;
  });
  await workAfter().catch((error: unknown) =>
    // A scheduled job then does this work.
    logFault('what follows an approval is still to be done, and will be tried again', describeError(error)),
  );
  return approval;
};
