import type { Caller } from '../domain/caller.ts';
import type { Reach } from '../domain/roles.ts';

/**
 * Whether a member is within the caller's reach: within a leader's by collective, within a caseworker's by district.
 */
export const mayReach = (
  caller: Caller,
  reach: Reach,
  member: { readonly collectiveId: string; readonly district: string },
): boolean => {
  switch (reach) {
    case 'all':
      return true;
    case 'own':
      return caller.collectives.includes(member.collectiveId);
    case 'district':
      return caller.districts.includes(member.district);
    case 'assigned':
      // Cases are assigned; a member is not.
      return false;
  }
};

/** Whether the caller may put a member into a collective. */
export const mayEnrolInto = (caller: Caller, reach: Reach, collectiveId: string): boolean =>
  reach === 'all' || (reach === 'own' && caller.collectives.includes(collectiveId));
