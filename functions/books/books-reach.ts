import type { Caller } from '../domain/caller.ts';
import type { Reach } from '../domain/roles.ts';
import type { StoredMember } from './stored-member.ts';

/** Whether a collective's books are within the caller's reach. */
export const mayReach = (caller: Caller, reach: Reach, collectiveId: string): boolean =>
  reach === 'all' || (reach === 'own' && caller.collectives.includes(collectiveId));

/** Whether the caller may read what the books say of a member's savings: all that a caseworker (reach `district`) reads of the books. */
export const mayReadSavings = (caller: Caller, reach: Reach, member: StoredMember): boolean =>
  reach === 'district'
    ? caller.districts.includes(member.district)
    : mayReach(caller, reach, member.collectiveId);
