import type * as z from 'zod';
import type { Reach, Role } from '../domain/roles.ts';

/** How far each role reaches on a route; null refuses it (403) before anything is read. */
export type Audience = Readonly<Record<Role, Reach | null>>;

/** The statuses of refusals that a route declares itself; those of the pipeline follow from its shape (problem-codes.ts). */
export type RefusalStatus = 400 | 404 | 409 | 422;

/** Everything about a route but what it does. Validation, authorisation, OpenAPI and the clients' types are made from it. */
export type RouteContract = {
  /** `anyone` needs no token; `device` is a registered device with a token of its own, before anybody signs in on it. */
  readonly who: Audience | 'anyone' | 'device';
  readonly summary: string;
  /** What a caller needs to know beyond the shapes, such as how a derived field is defined. */
  readonly description?: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  /** Whether the change needs `If-Match: "<version>"`. */
  readonly ifMatch?: true;
  readonly answers: Readonly<Partial<Record<200 | 201 | 202 | 302, z.ZodType>>>;
  /** The codes that the route's own rules may give, by status. */
  readonly refusals?: Readonly<Partial<Record<RefusalStatus, readonly string[]>>>;
};

/** `METHOD /path/{parameter}`, as API Gateway spells it. */
export type RouteKey = `${'GET' | 'POST' | 'PATCH' | 'PUT'} /api/${string}`;

/** The routes of one area. */
export type Contract = Readonly<Record<RouteKey, RouteContract>>;

/** The names in braces of a route's path. */
export type PathParameter<Key extends string> = Key extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParameter<Rest>
  : never;

/** The reach that a role has on a route, or null if it has none. */
export const reachOf = ({ who }: RouteContract, role: Role): Reach | null => {
  if (who === 'anyone') {
    return 'all';
  }
  return who === 'device' ? null : who[role];
};

/** The entries of a contract, with the type that `Object.entries` forgets. */
export const routesOf = (contract: Contract): [RouteKey, RouteContract][] =>
  // A contract has no other keys.
  Object.entries(contract) as [RouteKey, RouteContract][];
