import * as z from 'zod';
import { formatInstant } from '../domain/calendar.ts';
import type { Caller } from '../domain/caller.ts';
import { type AppError, forbidden, notFound } from '../domain/errors.ts';
import type { Ids } from '../domain/ids.ts';
import { tryAgain } from '../domain/retry.ts';
import { type Role, roles } from '../domain/roles.ts';
import { erasedOnOf } from '../erasure/rules.ts';
import { record } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import { describeError } from '../logging/describe-error.ts';
import { logFault } from '../logging/log.ts';
import type { Item, Write } from '../table/client.ts';
import { approvalKey, personKey } from '../table/keys.ts';
import { type Approval, kindOf } from '../two-person/approval-schema.ts';
import {
  askerGone,
  decided,
  subjectGone,
  twoPersonRule,
  validateDecider,
  validateWithdrawer,
} from '../two-person/decision-rules.ts';
import { listOpen, readOpen } from '../two-person/open-approvals.ts';
import { findApproval } from '../two-person/stored-approval.ts';
import type { Vault } from '../vault/vault.ts';
import { createEffects, type Effect, type EffectDeps } from './effects.ts';
import { readNames } from './names.ts';
import type { Decision } from './schema.ts';

export type Decisions = ReturnType<typeof createDecisions>;

const personStatus = z.object({ id: z.string(), role: z.enum(roles), disabled: z.boolean() });

/** An approval with the decision just made. */
type Decided = Approval & { readonly decidedBy: string; readonly decidedAt: string };

type Asked = { readonly caller: Caller; readonly now: Date };

type DecisionDeps = EffectDeps & {
  readonly vault: Pick<Vault, 'destroyKey' | 'decryptMany'>;
  readonly newId: Ids;
};

export const createDecisions = (deps: DecisionDeps) => {
  const { table, newId } = deps;
  const effects = createEffects(deps);

  /** Closes an approval, once, and removes its content. */
  const close = (
    { id, matter }: Approval,
    decision: Decision,
    decidedBy: string,
    decidedAt: string,
  ): Write => {
    // A new password is still to be handed out.
    const staysOpen = matter === 'sign_in' && decision === 'approved';
    return {
      update: approvalKey(id),
      set:
        'SET #state = :decision, decidedBy = :by, decidedAt = :at REMOVE content, fingerprint' +
        (staysOpen ? '' : ', gsi1pk, gsi1sk'),
      condition: '#state = :waiting',
      names: { '#state': 'state' },
      values: { ':decision': decision, ':waiting': 'waiting', ':by': decidedBy, ':at': decidedAt },
      refusal: decided,
    };
  };

  /**
   * A condition that somebody still has her role and is not disabled at the time of the write. The caller's
   * context may be a minute old.
   */
  const checkRoleUnchanged = (
    personId: string,
    role: Role,
    refusal: () => AppError,
    written: z.infer<typeof personStatus> | undefined,
  ): Write[] => {
    if (written?.id !== personId) {
      return [
        {
          check: personKey(personId),
          condition: '#role = :role AND disabled = :false',
          names: { '#role': 'role' },
          values: { ':role': role, ':false': false },
          refusal,
        },
      ];
    }
    // A transaction cannot touch an item twice. That her item is unchanged is already a condition of its own
    // write.
    if (written.role !== role || written.disabled) {
      throw refusal();
    }
    return [];
  };

  /** Declines everything else that is open about somebody who is erased. */
  const closeOthers = async ({ id, subject }: Approval, decidedBy: string, at: string): Promise<Write[]> => {
    const others = (await readOpen(table)).filter((other) => other.subject === subject && other.id !== id);
    return others.map((other) => ({
      update: approvalKey(other.id),
      set: 'SET #state = :declined, decidedBy = :by, decidedAt = :at REMOVE content, fingerprint, gsi1pk, gsi1sk',
      condition: '#state = :seen',
      names: { '#state': 'state' },
      values: { ':declined': 'declined', ':seen': other.state, ':by': decidedBy, ':at': at },
    }));
  };

  /** The writes and what happens after them. @throws AppError `asker_gone`, `subject_gone`, `forbidden` */
  const consequencesOf = async (
    approval: Approval,
    decision: Decision,
    { caller, now }: Asked,
  ): Promise<Pick<Effect, 'optimistic' | 'writes' | 'lineDetails' | 'after'>> => {
    const effect = effects[approval.matter];
    if (decision !== 'approved') {
      return {
        optimistic: [],
        writes: [
          ...checkRoleUnchanged(caller.personId, caller.role, forbidden, undefined),
          ...effect.refuse({ approval, now, as: decision }),
        ],
        lineDetails: {},
        after: async () => {},
      };
    }
    const approved = await effect.approve({ approval, now });
    if (approved === undefined) {
      // Somebody may have decided the same request since it was read.
      const latest = await findApproval(table, approval.id);
      throw latest?.state === 'waiting' ? subjectGone() : decided();
    }
    const written = approved.person === undefined ? undefined : personStatus.parse(approved.person);
    const isErasure = kindOf(approval.matter) === 'erasure';
    return {
      ...approved,
      optimistic: [
        ...approved.optimistic,
        ...(isErasure ? await closeOthers(approval, caller.personId, formatInstant(now)) : []),
      ],
      writes: [
        ...checkRoleUnchanged(caller.personId, caller.role, forbidden, written),
        ...checkRoleUnchanged(approval.askedBy, twoPersonRule[approval.matter].asks, askerGone, written),
        ...approved.writes,
      ],
    };
  };

  return {
    listOpen: (limit: number, after: Item | undefined) => listOpen(table, limit, after),

    /** The day on which the key of somebody is destroyed whose erasure is approved now. */
    erasesOn: (now: Date): string => erasedOnOf(now, deps.retentionDays),

    readNames: (about: readonly Approval[]): Promise<ReadonlyMap<string, string>> =>
      readNames(table, deps.vault, about),

    /**
     * Ends a request: the decision of a second person, or the withdrawal by whoever asked, with its effect and one journal line in one
     * transaction.
     * @throws AppError `not_found`, `forbidden`, `decided`, `asker_gone`, `subject_gone`
     */
    decide: async (id: string, decision: Decision, asked: Asked): Promise<Decided> => {
      const { caller, now } = asked;
      const decidedAt = formatInstant(now);
      const { approval, after } = await table.retry(async () => {
        const found = await findApproval(table, id);
        if (found === undefined) {
          throw notFound();
        }
        const validate = decision === 'withdrawn' ? validateWithdrawer : validateDecider;
        const refusal = validate(found, caller) ?? (found.state === 'waiting' ? undefined : decided());
        if (refusal !== undefined) {
          throw refusal;
        }
        const {
          optimistic,
          writes,
          lineDetails,
          after: follow,
        } = await consequencesOf(found, decision, asked);
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
          optimistic,
          writes: [close(found, decision, caller.personId, decidedAt), ...writes],
          line,
        });
        return outcome === 'written'
          ? { approval: { ...found, state: decision, decidedBy: caller.personId, decidedAt }, after: follow }
          : tryAgain;
      });
      await after().catch((error: unknown) =>
        logFault(
          'what follows an approval is still to be done, and will be tried again',
          describeError(error),
        ),
      );
      return approval;
    },
  };
};
