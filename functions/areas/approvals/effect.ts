import type { Ids } from '../../shared/fields/ids.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { SignIns } from '../../shared/sign-ins/sync-sign-ins.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Write } from '../../shared/table/client.ts';
import type { Approval } from '../../shared/two-person/approval-schema.ts';

/** What the effect of a decision is. effects.ts has the effects of each matter. */

/** The effect of an approval, for the transaction that decides. */
export type Effect = {
  /** The writes whose failure means that what was read is stale: the decision is then made anew. */
  readonly staleIfFailed: readonly Write[];
  readonly writes: readonly Write[];
  /** Fields of the journal line beyond those of every decision. */
  readonly lineDetails: Pick<JournalLineOf<'approval_decided'>, 'access' | 'erasesOn'>;
  /** The stored item of the person whose record the effect writes, if any. Her present role and status are checked on it. */
  readonly person?: Item;
  /** The other open approvals about the same subject that this one declines. */
  readonly declines: 'all' | 'sign_in' | 'none';
  /** All ids of the subject, if it may have several: the ids of all records of a member. */
  readonly subjects?: readonly string[];
  /** The ids of further approvals that it declines. They may have been asked for so recently that the list of open ones lacks them. */
  readonly alsoAsked?: readonly string[];
  /** Work after the transaction. It may be repeated, and scheduled jobs do so if it fails here. */
  readonly after: () => Promise<void>;
};

/** The approval, the time of the decision, and the id of the person who decides. */
type DecisionInput = { readonly approval: Approval; readonly now: Date; readonly by: string };

export type EffectDeps = Records & {
  readonly newId: Ids;
  readonly signIns: Pick<SignIns, 'syncOrDefer'>;
  /** The number of days from the approval of an erasure to the destruction of the key. */
  readonly retentionDays: number;
  /** Starts making the pack of a handover, after a delay in which the deciding transaction ends. */
  readonly announceHandover: (id: string) => Promise<void>;
};

export type MatterEffects = {
  /**
   * The effect of an approval, for the caller to carry out; undefined if the person or member no longer exists. It does nothing by itself, except for a
   * handover: there it sends a message.
   */
  readonly approve: (deps: EffectDeps, decision: DecisionInput) => Promise<Effect | undefined>;
  /** The writes for a request that is declined, or withdrawn by the person who asked. If one fails, what was read is stale. */
  readonly refuse: (
    deps: EffectDeps,
    decision: DecisionInput & { readonly as: 'declined' | 'withdrawn' },
  ) => Promise<readonly Write[]> | readonly Write[];
};
