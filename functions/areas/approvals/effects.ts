import { formatInstant } from '../../shared/calendar/calendar.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { SignIns } from '../../shared/sign-ins/sync-sign-ins.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Write } from '../../shared/table/client.ts';
import { personKey } from '../../shared/table/keys/people.ts';
import type { Approval } from '../../shared/two-person/approval-schema.ts';
import type { Matter } from '../../shared/two-person/two-person-rules.ts';
import { acceptErasure, refuseErasure } from '../erasure/approval-effect.ts';
import { removeLeftTokens } from '../erasure/left-tokens.ts';
import { overwriteClaims } from '../erasure/overwrite-claims.ts';
import { erasesOnOf } from '../erasure/rules.ts';
import { decideHandover } from '../handover/approval-effect.ts';
import { grant, grantContent } from '../people/access-approval.ts';
import { ownerOf } from '../people/stored-person.ts';
import { acceptPair, refusePair } from '../same-women/approval-effect.ts';

/**
 * What each decision of a second person brings about; for access, people/access-approval.ts makes the writes. repository.ts carries it out,
 * functions/shared/two-person/two-person-rules.ts says who decides on what.
 */

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

type MatterEffects = {
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

const noWorkAfter = async (): Promise<void> => {};

const erasureEffects = (kind: 'member' | 'person'): MatterEffects => ({
  approve: async ({ table, signIns, retentionDays }, { approval, now }) => {
    const erasesOn = erasesOnOf(now, retentionDays);
    const { subject } = approval;
    const acceptedErasure = await acceptErasure(table, kind, approval, {
      approvedAt: formatInstant(now),
      erasesOn,
    });
    if (acceptedErasure === undefined) {
      return undefined;
    }
    const { staleIfFailed, writes, item, recordIds, alsoAsked } = acceptedErasure;
    return {
      staleIfFailed,
      writes,
      lineDetails: { erasesOn },
      declines: 'all',
      subjects: recordIds,
      alsoAsked,
      ...(kind === 'person' ? { person: item } : {}),
      after: async () => {
        if (kind === 'person') {
          await signIns.syncOrDefer(subject);
        }
        for (const id of recordIds) {
          if (kind === 'member') await removeLeftTokens(table, id);
          await overwriteClaims(table, id);
        }
      },
    };
  },
  refuse: ({ table }, { approval, now, as }) => refuseErasure(table, approval, as, formatInstant(now)),
});

const accessEffects: MatterEffects = {
  approve: async ({ table, signIns }, { approval, now }) => {
    const requestedGrant = grantContent.parse(approval.content);
    const item = requestedGrant.of === 'new' ? undefined : await table.get(personKey(approval.subject));
    const request = { askedBy: approval.askedBy, at: formatInstant(now), changeId: approval.id };
    const grantedAccess = grant(requestedGrant, item, request);
    if (grantedAccess === undefined) {
      return undefined;
    }
    const { role, collectives, districts, disabled } = grantedAccess.person;
    return {
      staleIfFailed: grantedAccess.staleIfFailed,
      writes: grantedAccess.writes,
      lineDetails: { access: { role, collectives, districts, disabled } },
      // If the change ends her sign-in, a password that was asked for before is of no use.
      declines: grantedAccess.endsSignIn ? 'sign_in' : 'none',
      ...(item === undefined ? {} : { person: item }),
      after: () => signIns.syncOrDefer(approval.subject),
    };
  },
  // If a new person is not approved, the key with which her name is encrypted is destroyed, so that only ids remain.
  refuse: ({ vault }, { approval, now }) =>
    grantContent.parse(approval.content).of === 'new'
      ? [vault.destroyKey(ownerOf(approval.subject), formatInstant(now))]
      : [],
};

/** Approval has no effect here: the password is set when the administrator who asked calls again, so that nobody else sees it. */
const passwordEffects: MatterEffects = {
  approve: async () => ({
    staleIfFailed: [],
    writes: [],
    lineDetails: {},
    declines: 'none',
    after: noWorkAfter,
  }),
  refuse: () => [],
};

const handoverEffects: MatterEffects = {
  approve: async ({ announceHandover }, { approval, now }) => {
    // The message goes first. If the approval then fails, the message is dropped; without a message the pack would never be made.
    await announceHandover(approval.subject);
    const writes = decideHandover(approval.subject, 'approved', formatInstant(now));
    return { staleIfFailed: [], writes, lineDetails: {}, declines: 'none', after: noWorkAfter };
  },
  refuse: (_, { approval, now, as }) => decideHandover(approval.subject, as, formatInstant(now)),
};

const pairEffects = (matter: 'join' | 'parting'): MatterEffects => ({
  approve: async ({ table, newId }, { approval, now, by }) => ({
    ...(await acceptPair(table, matter, approval, { now, by, newId })),
    lineDetails: {},
    declines: 'none',
    after: noWorkAfter,
  }),
  refuse: (_, { approval }) => refusePair(matter, approval),
});

/** The effects of decisions, for each matter that takes two people. */
export const effects: Readonly<Record<Matter, MatterEffects>> = {
  person: accessEffects,
  sign_in: passwordEffects,
  member_erasure: erasureEffects('member'),
  person_erasure: erasureEffects('person'),
  data_handover: handoverEffects,
  join: pairEffects('join'),
  parting: pairEffects('parting'),
};
