import type * as z from 'zod';
import { type CoordinatorReach, isAreaCoordinator, type Reach, type Role } from '../reach/roles.ts';

/** The contract of a route: who may call it, what it takes and answers. audiences.ts has the audiences that several routes share. */

/** The reach of each role on a route; null refuses the role (403) before anything is read. */
export type Audience = Readonly<
  Record<Exclude<Role, 'coordinator'>, Exclude<Reach, 'area'> | null> & {
    coordinator: CoordinatorReach | null;
  }
>;

/** The statuses of refusals that a route declares itself; problem-codes.ts finds the others in the rest of its contract. */
export type RefusalStatus = 400 | 404 | 409 | 422;

/**
 * What a route is to a woman who has withdrawn her consent to the services (decision 0092):
 * - `stops`: 422 `consent_withdrawn`
 * - `stops in part`: some of what the route does is refused so
 * - `leaves out`: it is done, or shown, without what has stopped
 * - `goes on`: as if nothing were withdrawn, for whoever still finds her
 * - `none`: it concerns no woman
 * This is for readers and tests. What stops is decided by journal lines (functions/shared/journal/stops-by-line.ts), who finds her by the rules of reach.
 */
export type OfServices = 'stops' | 'stops in part' | 'leaves out' | 'goes on' | 'none';

/**
 * Everything about a route except its code. Validation, authorisation, OpenAPI and the client's types follow
 * from it.
 */
export type RouteContract = {
  /**
   * `anyone` needs no token; `device` is a registered device with its own token, before anybody has signed in on
   * it.
   */
  readonly who: Audience | 'anyone' | 'device';
  /** What the route is to a woman who has withdrawn her consent to the services. */
  readonly services: OfServices;
  readonly summary: string;
  /** What a caller must know beyond the shapes, such as the definition of a derived field. */
  readonly description?: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  /** Whether the change needs `If-Match: "<version>"`. */
  readonly ifMatch?: true;
  readonly answers: Readonly<Partial<Record<200 | 201 | 202 | 302, z.ZodType>>>;
  /** The codes of the route's own rules, by status. */
  readonly refusals?: Readonly<Partial<Record<RefusalStatus, readonly string[]>>>;
};

/** `METHOD /path/{parameter}`, as API Gateway writes it. */
export type RouteKey = `${'GET' | 'POST' | 'PATCH' | 'PUT'} /api/${string}`;

/** The routes of one area. */
export type Contract = Readonly<Record<RouteKey, RouteContract>>;

/** The parameter names in a route's path. */
export type PathParameter<Key extends string> = Key extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParameter<Rest>
  : never;

/** The reach of a coordinator by what a contract says of coordinators; null refuses her. */
const coordinatorReach = (
  reach: CoordinatorReach | null,
  isOfArea: boolean,
): Exclude<Reach, 'assigned' | 'district'> | null => {
  switch (reach) {
    case 'area':
      return isOfArea ? 'area' : 'all';
    case 'state':
      return isOfArea ? null : 'all';
    case 'no_district':
      return 'all';
    default:
      return reach;
  }
};

/** Who asks: her role and, of a coordinator, whether she has districts. */
export type Asking = { readonly role: Role; readonly districts: readonly string[] };

/** The reach that a route's contract gives to a caller; null refuses her. Only a device may call a route for devices. */
export const reachOf = ({ who }: RouteContract, { role, districts }: Asking): Reach | null => {
  if (who === 'anyone') {
    return 'all';
  }
  if (who === 'device') {
    return null;
  }
  return role === 'coordinator'
    ? coordinatorReach(who.coordinator, isAreaCoordinator({ role, districts }))
    : who[role];
};

/** The entries of a contract, with their types, which `Object.entries` loses. */
export const routesOf = (contract: Contract): [RouteKey, RouteContract][] =>
  // A contract has no other keys.
  Object.entries(contract) as [RouteKey, RouteContract][];
