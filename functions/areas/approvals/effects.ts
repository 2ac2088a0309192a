import { formatInstant } from '../../shared/calendar/calendar.ts';
import { personKey } from '../../shared/table/keys/people.ts';
import type { Matter } from '../../shared/two-person/two-person-rules.ts';
import { acceptErasure, refuseErasure } from '../erasure/approval-effect.ts';
import { removeLeftTokens } from '../erasure/left-tokens.ts';
import { overwriteClaims } from '../erasure/overwrite-claims.ts';
import { erasesOnOf } from '../erasure/rules.ts';
import { decideHandover } from '../handover/approval-effect.ts';
import { grant, grantContent } from '../people/access-approval.ts';
import { ownerOf } from '../people/stored-person.ts';
import { acceptPair, refusePair } from '../same-women/approval-effect.ts';
import type { MatterEffects } from './effect.ts';

/**
 * What each decision of a second person brings about; for access, people/access-approval.ts makes the writes. effect.ts says what an effect is, repository.ts carries it out,
 * functions/shared/two-person/two-person-rules.ts says who decides on what.
 */

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
