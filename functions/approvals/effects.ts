import { formatInstant } from '../domain/calendar.ts';
import { acceptErasure, refuseErasure } from '../erasure/approval-effect.ts';
import { overwriteClaims } from '../erasure/overwrite-claims.ts';
import { erasedOnOf } from '../erasure/rules.ts';
import { decideHandover } from '../handover/approval-effect.ts';
import type { JournalLineOf } from '../journal/line.ts';
import { grant, granted } from '../people/granting.ts';
import { ownerOf } from '../people/stored-person.ts';
import type { SignIns } from '../sign-ins/sync-sign-ins.ts';
import type { Item, Table, Write } from '../table/client.ts';
import { personKey } from '../table/keys.ts';
import type { Approval } from '../two-person/approval-schema.ts';
import type { Matter } from '../two-person/decision-rules.ts';
import type { Vault } from '../vault/vault.ts';

/** The effect of an approval, as part of the transaction that decides. */
export type Effect = {
  readonly optimistic: readonly Write[];
  readonly writes: readonly Write[];
  /** What the journal line holds beyond the decision. */
  readonly lineDetails: Pick<JournalLineOf<'approval_decided'>, 'access' | 'erasesOn'>;
  /** The item of a person whose own record is written, as read: her present role and status are checked on it. */
  readonly person?: Item;
  /** What happens after the write. It is repeatable, and other jobs repeat it if it stops here. */
  readonly after: () => Promise<void>;
};

type Decided = { readonly approval: Approval; readonly now: Date };

export type EffectDeps = {
  readonly table: Table;
  readonly vault: Pick<Vault, 'destroyKey'>;
  readonly signIns: Pick<SignIns, 'syncOrDefer'>;
  /** Days from the approval of an erasure to the destruction of the key. */
  readonly retentionDays: number;
  /** Starts the making of a pack, once all writes in flight have ended. */
  readonly announceHandover: (id: string) => Promise<void>;
};

type Effects = {
  /** Undefined if the person or member no longer exists. */
  readonly approve: (decided: Decided) => Promise<Effect | undefined>;
  /** The same for a decline, and for a request that is taken back. */
  readonly refuse: (refused: Decided & { readonly as: 'declined' | 'withdrawn' }) => readonly Write[];
};

const nothing = async (): Promise<void> => {};

export const createEffects = ({
  table,
  vault,
  signIns,
  retentionDays,
  announceHandover,
}: EffectDeps): Readonly<Record<Matter, Effects>> => {
  const erasure = (of: 'member' | 'person'): Effects => ({
    approve: async ({ approval, now }) => {
      const erasesOn = erasedOnOf(now, retentionDays);
      const { subject } = approval;
      const accepted = await acceptErasure(table, of, approval, {
        approvedAt: formatInstant(now),
        erasedOn: erasesOn,
      });
      return (
        accepted && {
          optimistic: accepted.optimistic,
          writes: accepted.writes,
          lineDetails: { erasesOn },
          ...(of === 'person' ? { person: accepted.item } : {}),
          after: async () => {
            if (of === 'person') {
              await signIns.syncOrDefer(subject);
            }
            await overwriteClaims(table, subject);
          },
        }
      );
    },
    refuse: ({ approval, now, as }) => refuseErasure(approval, as, formatInstant(now)),
  });

  return {
    person: {
      approve: async ({ approval, now }) => {
        const wanted = granted.parse(approval.content);
        const item = wanted.of === 'new' ? undefined : await table.get(personKey(approval.subject));
        const request = { askedBy: approval.askedBy, at: formatInstant(now), change: approval.id };
        const given = grant(wanted, item, request);
        if (given === undefined) {
          return undefined;
        }
        const { role, collectives, districts, disabled } = given.person;
        return {
          optimistic: given.optimistic,
          writes: given.writes,
          lineDetails: { access: { role, collectives, districts, disabled } },
          ...(item === undefined ? {} : { person: item }),
          after: () => signIns.syncOrDefer(approval.subject),
        };
      },
      // Only ids remain of somebody who was never added: the key of her name is destroyed.
      refuse: ({ approval, now }) =>
        granted.parse(approval.content).of === 'new'
          ? [vault.destroyKey(ownerOf(approval.subject), formatInstant(now))]
          : [],
    },
    // The password itself is set when the administrator who asked calls again, so nobody else sees it.
    sign_in: {
      approve: async () => ({ optimistic: [], writes: [], lineDetails: {}, after: nothing }),
      refuse: () => [],
    },
    member_erasure: erasure('member'),
    person_erasure: erasure('person'),
    data_handover: {
      approve: async ({ approval, now }) => {
        // The message goes first: one for a handover that was not approved is dropped, but without a message it would never be made.
        await announceHandover(approval.subject);
        const writes = decideHandover(approval.subject, 'approved', formatInstant(now));
        return { optimistic: [], writes, lineDetails: {}, after: nothing };
      },
      refuse: ({ approval, now, as }) => decideHandover(approval.subject, as, formatInstant(now)),
    },
  };
};
