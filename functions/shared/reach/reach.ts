import { refused } from '../errors/errors.ts';
import type { Caller } from './caller.ts';
import type { Reach } from './roles.ts';

/**
 * The rule of reach: what of the programme's records a caller has before her, by the reach that a route's contract gives to her. A leader
 * (`own`) reaches her collectives and the members in them, a caseworker (`district`) the members of her districts; a member is
 * assigned to nobody. An area coordinator (`area`) reaches what lies in her districts: a member's own district decides for her and her cases, a
 * collective's for its books. Who reaches a case is decided in functions/areas/cases/reach-rules.ts.
 */

/**
 * Whether a collective and its books are within the caller's reach. The collectives of an area coordinator are those that were found in her
 * districts for this request (`passDoor` in functions/shared/places/place.ts).
 */
export const reachesCollective = (caller: Caller, reach: Reach, collectiveId: string): boolean =>
  reach === 'all' || ((reach === 'own' || reach === 'area') && caller.collectives.includes(collectiveId));

/** Whether what lies in a district is within the caller's reach; without a district it lies with the whole programme. */
export const reachesDistrict = (caller: Caller, reach: Reach, district: string | undefined): boolean =>
  reach === 'all' || (reach === 'area' && district !== undefined && caller.districts.includes(district));

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
): boolean => {
  switch (reach) {
    case 'district':
      return withdrawnOn === undefined && caller.districts.includes(district);
    case 'area':
      return reachesDistrict(caller, reach, district);
    default:
      return reachesCollective(caller, reach, collectiveId);
  }
};

/** Whether a caller is a coordinator, or reaches all: she may do what the programme leaves to those who oversee others. */
export const oversees = (reach: Reach): boolean => reach === 'all' || reach === 'area';

/**
 * The rule of areas: what an area coordinator makes lies in one of her districts.
 * @param district undefined for what would lie in none
 * @throws AppError `outside_area`
 */
export const requireInArea = (caller: Caller, reach: Reach, district: string | undefined): void => {
  if (reach === 'area' && !reachesDistrict(caller, reach, district)) {
    throw refused('outside_area', 'This lies outside your districts. Ask the state coordinator.', 'district');
  }
};
