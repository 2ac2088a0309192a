import { maxOnRoster, rosterRoles } from '../../../../functions/shared/kinds/outreach-words.ts';
import { oneOf } from '../../design/fields/one-of.ts';
import type { OutreachRecord } from '../frame/lists/record-types.ts';

/** Changes to the roster of an outreach activity before it is saved; pure. */

export type Participant = NonNullable<OutreachRecord['roster']>['participants'][number];

/** Whether an outreach activity's roster has as many members as the API accepts. */
export const isRosterFull = (roster: readonly Participant[]): boolean => roster.length >= maxOnRoster;

/** At the desk: an outreach activity's roster with a member added as a participant; each stands on it once. */
export const addToRoster = (roster: readonly Participant[], memberId: string): readonly Participant[] =>
  isRosterFull(roster) || roster.some((participant) => participant.memberId === memberId)
    ? roster
    : [...roster, { memberId, role: 'participant' }];

/** An outreach activity's roster without a member. */
export const removeFromRoster = (roster: readonly Participant[], memberId: string): readonly Participant[] =>
  roster.filter((participant) => participant.memberId !== memberId);

/** An outreach activity's roster with another role for a member; unchanged if there is no such role. */
export const changeRole = (
  roster: readonly Participant[],
  memberId: string,
  roleName: string,
): readonly Participant[] => {
  const role = oneOf(rosterRoles, roleName);
  return roster.map((participant) =>
    role !== undefined && participant.memberId === memberId ? { memberId, role } : participant,
  );
};
