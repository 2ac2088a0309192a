import type { Caller } from '../domain/caller.ts';
import type { Reach } from '../domain/roles.ts';

/** The fields of a member that decide who may open a case for her. */
export type MemberScope = { readonly collectiveId: string; readonly district: string };

/**
 * The fields of a case that decide who may see it. `collectiveId` is the member's present collective, if a
 * leader asks.
 */
export type CaseScope = {
  readonly createdBy: string;
  readonly assignedTo?: string | undefined;
  readonly collectiveId?: string | undefined;
};

/**
 * Whether a case is within the caller's reach. A leader's are those that she opened and whose member is still in
 * one of her collectives; a caseworker's are those assigned to her.
 */
export const mayReach = (scope: CaseScope, caller: Caller, reach: Reach): boolean => {
  switch (reach) {
    case 'all':
      return true;
    case 'own':
      return (
        scope.createdBy === caller.personId &&
        scope.collectiveId !== undefined &&
        caller.collectives.includes(scope.collectiveId)
      );
    case 'assigned':
      return scope.assignedTo === caller.personId;
    case 'district':
      return false;
  }
};

/** Whether the caller may open a case for a member. An unknown member is treated like one out of reach. */
export const mayOpenFor = (member: MemberScope | undefined, caller: Caller, reach: Reach): boolean => {
  switch (reach) {
    case 'all':
      return true;
    case 'own':
      return member !== undefined && caller.collectives.includes(member.collectiveId);
    case 'assigned':
    case 'district':
      return member !== undefined && caller.districts.includes(member.district);
  }
};
