import type { Caller } from '../../shared/reach/caller.ts';
import {
  type MemberScope,
  oversees,
  reachesCollective,
  reachesDistrict,
  reachesMember,
} from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';

/** The fields of a case that decide who may see it. */
export type CaseScope = {
  readonly createdBy: string;
  readonly assignedTo?: string | undefined;
  /** The member's present collective. Only a leader's reach depends on it, so others may leave it out. */
  readonly collectiveId?: string | undefined;
  /** The member's present district, on which the reach of an area coordinator depends, and to a closed case a caseworker's. */
  readonly district?: string | undefined;
  readonly isClosed: boolean;
  /** Whether its member has withdrawn her consent to the services, and the case does not go on. */
  readonly hasStopped: boolean;
};

/**
 * The rule of reach: whether the caller's acts reach a case. A leader (`own`) reaches the cases that she opened while their member is in one of
 * her collectives, a caseworker (`assigned`) those assigned to her, unless they have stopped, an area coordinator (`area`) those of members who live in her districts.
 * A closed case stays with the caseworker who closed it, and hands over with none: she reaches it while its member lives in a district of hers, so that
 * who has other districts now neither reads it nor opens it again.
 */
export const mayReach = (scope: CaseScope, caller: Caller, reach: Reach): boolean => {
  switch (reach) {
    case 'all':
      return true;
    case 'area':
      return reachesDistrict(caller, reach, scope.district);
    case 'own':
      return (
        scope.createdBy === caller.personId &&
        scope.collectiveId !== undefined &&
        reachesCollective(caller, reach, scope.collectiveId)
      );
    case 'assigned':
      return (
        scope.assignedTo === caller.personId &&
        !scope.hasStopped &&
        (!scope.isClosed || (scope.district !== undefined && caller.districts.includes(scope.district)))
      );
    case 'district':
      // Only the routes of unassigned cases have this reach, and they do not ask here.
      return false;
  }
};

/** Whether the caller may read a case. One that has stopped is read by coordinators alone, to close it. */
export const mayRead = (scope: CaseScope, caller: Caller, reach: Reach): boolean =>
  mayReach(scope, caller, reach) && (oversees(reach) || !scope.hasStopped);

/**
 * The rule of reach for a new case: whether the caller may open it for a member.
 * @param member undefined if she does not exist; with reach `all` the write of the case finds that out
 */
export const mayOpenFor = (member: MemberScope | undefined, caller: Caller, reach: Reach): boolean =>
  reach === 'all' ||
  (member !== undefined && reachesMember(caller, reach === 'assigned' ? 'district' : reach, member));
