import type { Caller } from './caller.ts';
import type { Reach } from './roles.ts';

/**
 * The rule of reach: what of the programme's records a caller has before her, by the reach that a route's contract gives to her role. A leader
 * (`own`) reaches her collectives and the members in them, a caseworker (`district`) the members of her districts; a member is
 * assigned to nobody. Who reaches a case is decided in functions/areas/cases/reach-rules.ts.
 */

/** Whether a collective and its books are within the caller's reach. */
export const reachesCollective = (caller: Caller, reach: Reach, collectiveId: string): boolean =>
  reach === 'all' || (reach === 'own' && caller.collectives.includes(collectiveId));

/** The fields of a member that decide who reaches her. */
export type MemberScope = {
  readonly collectiveId: string;
  readonly district: string;
  /** While she has withdrawn her consent to the services, caseworkers find her nowhere. */
  readonly withdrawnOn?: string | undefined;
};

/** Whether a member is within the caller's reach. */
export const reachesMember = (
  caller: Caller,
  reach: Reach,
  { collectiveId, district, withdrawnOn }: MemberScope,
): boolean =>
  reach === 'district'
    ? withdrawnOn === undefined && caller.districts.includes(district)
    : reachesCollective(caller, reach, collectiveId);
