import { rosterRoles } from '../../../../functions/domain/outreach-words.ts';
import type { OutreachRecord } from '../frame/record-types.ts';

/** Changes to a roster before it is recorded; pure. */

export type Participant = NonNullable<OutreachRecord['roster']>['participants'][number];

const maxParticipants = 100;

export const isFull = (roster: readonly Participant[]): boolean => roster.length >= maxParticipants;

/** At the desk: an outreach activity's roster with a member added as a participant; each stands on it once. */
export const addTo = (roster: readonly Participant[], memberId: string): readonly Participant[] =>
  isFull(roster) || roster.some((one) => one.memberId === memberId)
    ? roster
    : [...roster, { memberId, role: 'participant' }];

export const removeFrom = (roster: readonly Participant[], memberId: string): readonly Participant[] =>
  roster.filter((one) => one.memberId !== memberId);

export const withRole = (
  roster: readonly Participant[],
  memberId: string,
  word: string,
): readonly Participant[] => {
  const role = rosterRoles.find((each) => each === word);
  return roster.map((one) => (role !== undefined && one.memberId === memberId ? { memberId, role } : one));
};
