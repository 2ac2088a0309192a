import type { Sent } from '../bodies.ts';
import type { Records } from './records.ts';

/** How a test says what a route answers each role. */

/** An area coordinator is a coordinator with districts. */
export const roles = [
  'leader',
  'caseworker',
  'coordinator',
  'areaCoordinator',
  'administrator',
  'auditor',
  'funder',
] as const;
export type Role = (typeof roles)[number];

/** `own` is what the leader's collectives, the area coordinator's and the caseworker's district, and the caseworker's cases hold. */
export type Scope = 'own' | 'other' | 'unknown';
export type Answers = number | Readonly<Partial<Record<Scope, number>>>;

export type Place = {
  readonly scope: Scope;
  readonly collective: string;
  readonly district: string;
  readonly member: string;
  readonly child: string;
  readonly meeting: string;
  readonly case: string;
  /** The code of an urgent case: her own, one that isn't hers, one that isn't there. */
  readonly code: string;
  readonly person: string;
  readonly month: string;
};

export type Row = {
  /** Where the route names no record, one scope is enough. */
  readonly scopes: readonly Scope[];
  readonly send: (place: Place, records: Records) => Sent | Promise<Sent>;
  readonly who: Readonly<Record<Role, Answers>> | 'anyone' | 'device';
};

/** By route, as a contract names it. */
export type Rows = Readonly<Record<string, Row>>;

export const all: readonly Scope[] = ['own', 'other', 'unknown'];
export const one: readonly Scope[] = ['own'];
/** A body that names a district. */
export const placed: readonly Scope[] = ['own', 'other'];
export const there: readonly Scope[] = ['own', 'unknown'];

/** Whoever is not named is not allowed on the route at all. */
export const only = (named: Partial<Record<Role, Answers>>): Readonly<Record<Role, Answers>> => ({
  leader: 403,
  caseworker: 403,
  coordinator: 403,
  areaCoordinator: 403,
  administrator: 403,
  auditor: 403,
  funder: 403,
  ...named,
});

export const everyone = (status: number): Readonly<Record<Role, Answers>> =>
  only({
    leader: status,
    caseworker: status,
    coordinator: status,
    areaCoordinator: status,
    administrator: status,
    auditor: status,
    funder: status,
  });

/** On her own it succeeds; another's is as one that does not exist. */
export const hers = (status: number): Answers => ({ own: status, other: 404, unknown: 404 });
/** Everything that exists. */
export const every = (status: number): Answers => ({ own: status, other: status, unknown: 404 });
/** There, and nevertheless nobody's who asks. */
export const nobody: Answers = { own: 404, other: 404, unknown: 404 };
/** A body that names what is not hers, or what does not exist: which of both it is, she isn't told. */
export const herBody = (status: number): Answers => ({ own: status, other: 403, unknown: 403 });

/** The state coordinator reaches everything, an area coordinator what lies in her districts. */
export const coordinators = (status: number) => ({
  coordinator: every(status),
  areaCoordinator: hers(status),
});
/** What is the same to every coordinator. */
export const allCoordinators = (status: number) => ({ coordinator: status, areaCoordinator: status });

export const fieldWork = (status: number) => only({ leader: hers(status), ...coordinators(status) });
export const memberReading = only({ leader: hers(200), caseworker: hers(200), ...coordinators(200) });
export const caseWork = (status: number) =>
  only({ leader: hers(status), caseworker: hers(status), ...coordinators(status) });
