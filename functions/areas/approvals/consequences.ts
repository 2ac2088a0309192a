import * as z from 'zod';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { AppError, forbidden } from '../../shared/errors/errors.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { type Reach, type Role, roles } from '../../shared/reach/roles.ts';
import type { Write } from '../../shared/table/client.ts';
import { personKey } from '../../shared/table/keys/people.ts';
import type { Approval } from '../../shared/two-person/approval-schema.ts';
import { findApproval } from '../../shared/two-person/stored-approval.ts';
import {
  askerGoneError,
  decidedError,
  subjectGoneError,
  twoPersonRule,
} from '../../shared/two-person/two-person-rules.ts';
import { declineOthers } from './decline-others.ts';
import type { Effect, EffectDeps } from './effect.ts';
import { effects } from './effects.ts';
import type { Decision } from './schema.ts';

/** What is written with a decision. effects.ts says what each approval brings about, decline-others.ts which other requests end with it. */

const personStatus = z.object({ id: z.string(), role: z.enum(roles), disabled: z.boolean() });

/** Who decides, with her reach, and when. */
export type Decider = { readonly caller: Caller; readonly reach: Reach; readonly now: Date };

export type DecisionDeps = EffectDeps;

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
export const consequencesOf = async (
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
    // The subject is gone, or a rule refuses the effect. The reason may be that somebody else has decided since the approval was read.
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
