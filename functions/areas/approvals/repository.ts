import * as z from 'zod';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { AppError, forbidden, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { describeError } from '../../shared/logging/describe-error.ts';
import { logFault } from '../../shared/logging/log.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { type Reach, type Role, roles } from '../../shared/reach/roles.ts';
import type { Write } from '../../shared/table/client.ts';
import { approvalKey, personKey } from '../../shared/table/keys/people.ts';
import { type Approval, kindOf } from '../../shared/two-person/approval-schema.ts';
import { findSameHand } from '../../shared/two-person/same-hand.ts';
import { findApproval } from '../../shared/two-person/stored-approval.ts';
import {
  askerGoneError,
  decidedError,
  sameHandError,
  subjectGoneError,
  twoPersonRule,
  validateDecider,
  validateWithdrawer,
} from '../../shared/two-person/two-person-rules.ts';
import { declineOthers, isWaiting } from './decline-others.ts';
import { type Effect, type EffectDeps, effects } from './effects.ts';
import { filterReached } from './reached-approvals.ts';
import type { Decision } from './schema.ts';

/** Carries out decisions on requests for approval. effects.ts says what each brings about, decline-others.ts which other requests end with it. */

const personStatus = z.object({ id: z.string(), role: z.enum(roles), disabled: z.boolean() });

/** An approval with its decision. */
type DecidedApproval = Approval & { readonly decidedBy: string; readonly decidedAt: string };

/** Who decides, with her reach, and when. */
export type Decider = { readonly caller: Caller; readonly reach: Reach; readonly now: Date };

export type DecisionDeps = EffectDeps;

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
 * The condition that a person still has a role, and is not disabled, when the transaction is written: the role may have been read up to a
 * minute before.
 * @param writtenPerson the person whose record the transaction writes, if any. If it is the same person, there is no condition, and the role
 * is checked here.
 * @throws what `errorIfFailed` makes, if that check fails
 */
const checkRoleUnchanged = (
  personId: string,
  role: Role,
  errorIfFailed: () => AppError,
  writtenPerson: z.infer<typeof personStatus> | undefined,
): Write[] => {
  if (writtenPerson?.id !== personId) {
    return [
      {
        check: personKey(personId),
        condition: '#role = :role AND disabled = :false',
        names: { '#role': 'role' },
        values: { ':role': role, ':false': false },
        errorIfFailed,
      },
    ];
  }
  // A transaction cannot touch an item twice, and the write of the person's record has the condition that the record is unchanged.
  if (writtenPerson.role !== role || writtenPerson.disabled) {
    throw errorIfFailed();
  }
  return [];
};

/** The writes of a decision, and the work after them. @throws AppError `asker_gone`, `subject_gone`, `decided`, `forbidden` */
const consequencesOf = async (
  deps: DecisionDeps,
  approval: Approval,
  decision: Decision,
  { caller, now }: Decider,
): Promise<Pick<Effect, 'staleIfFailed' | 'writes' | 'lineDetails' | 'after'>> => {
  const { approve, refuse } = effects[approval.matter];
  if (decision !== 'approved') {
    return {
      staleIfFailed: await refuse(deps, { approval, now, by: caller.personId, as: decision }),
      writes: checkRoleUnchanged(caller.personId, caller.role, forbidden, undefined),
      lineDetails: {},
      after: async () => {},
    };
  }
  const effect = await approve(deps, { approval, now, by: caller.personId }).catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
  if (effect === undefined || effect instanceof AppError) {
    // The subject is gone, or a rule refuses the effect. If somebody else has decided since the approval was read, that may be why.
    const approvalNow = await findApproval(deps.table, approval.id);
    throw approvalNow?.state === 'waiting' ? (effect ?? subjectGoneError()) : decidedError();
  }
  const declines = await declineOthers(deps.table, approval, effect, caller.personId, formatInstant(now));
  const writtenPerson = effect.person === undefined ? undefined : personStatus.parse(effect.person);
  return {
    ...effect,
    staleIfFailed: [...effect.staleIfFailed, ...declines.atOnce],
    writes: [
      ...checkRoleUnchanged(caller.personId, caller.role, forbidden, writtenPerson),
      ...checkRoleUnchanged(
        approval.askedBy,
        twoPersonRule[approval.matter].asks,
        askerGoneError,
        writtenPerson,
      ),
      ...effect.writes,
    ],
    after: async () => {
      for (const batch of declines.later) {
        await deps.table.transact(batch);
      }
      await effect.after();
    },
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
