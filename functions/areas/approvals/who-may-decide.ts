import { formatInstant } from '../../shared/calendar/calendar.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Approval } from '../../shared/two-person/approval-schema.ts';
import { findSameHand } from '../../shared/two-person/same-hand.ts';
import { validateDecider } from '../../shared/two-person/two-person-rules.ts';
import type { Decider, DecisionDeps } from './consequences.ts';
import { decidersOf, readTrustedPeople } from './other-deciders.ts';
import type { WaitingApproval } from './schema.ts';

/** Decides which waiting requests a caller sees, and finds out who may decide on them. */

/**
 * The waiting requests that the caller made or may decide on. An open request need not be waiting: an approved one for a new password stays open
 * until the password is handed out.
 */
export const visibleTo = (open: readonly Approval[], caller: Caller) =>
  open.flatMap((approval) => {
    const refusal = validateDecider(approval, caller);
    const isHers = approval.askedBy === caller.personId;
    return approval.state === 'waiting' && (isHers || refusal === undefined)
      ? [{ approval, decides: refusal === undefined }]
      : [];
  });

/** For each request: whether the caller may decide on it; if not yet, from when on she may, and who else may now. */
export const readWhoMayDecide = async (
  deps: DecisionDeps,
  visible: ReturnType<typeof visibleTo>,
  decider: Decider,
): Promise<Pick<WaitingApproval, 'mayDecide' | 'mayDecideFrom' | 'othersMayDecide'>[]> => {
  /** Until when the caller and the asker count as one hand, so that she may not decide; undefined if they don't. */
  const untils = await Promise.all(
    visible.map(({ approval, decides }) =>
      decides ? findSameHand(deps.table, approval.askedBy, decider.caller.personId, decider.now) : undefined,
    ),
  );
  // Others who may decide are named only where the caller may not.
  const hasSameHand = untils.some((until) => until !== undefined);
  const people = hasSameHand ? await readTrustedPeople(deps.table, deps.vault) : [];
  return visible.map(({ approval, decides }, index) => {
    const until = untils[index];
    return until === undefined
      ? { mayDecide: decides }
      : {
          mayDecide: false,
          mayDecideFrom: formatInstant(until),
          othersMayDecide: decidersOf(approval, people, decider.now),
        };
  });
};
