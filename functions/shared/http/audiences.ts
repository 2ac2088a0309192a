import type { Audience } from './route-contract.ts';

/**
 * The audiences that several routes have in common: which roles may call them, and how far each reaches. route-contract.ts defines what an audience
 * is and computes a caller's reach from it.
 */

/**
 * Every role, refused. A route's audience spreads this and names the roles that it admits, so a new role is
 * refused until it is named.
 */
export const nobody = {
  leader: null,
  caseworker: null,
  coordinator: null,
  administrator: null,
  auditor: null,
  funder: null,
} as const satisfies Audience;

/** Audience of routes of coordinators, each in her area. */
export const coordination = { ...nobody, coordinator: 'area' } as const satisfies Audience;

/** Audience of routes of the state coordinator alone. */
export const stateCoordination = { ...nobody, coordinator: 'state' } as const satisfies Audience;

/** Audience of routes for field work: leaders in their own collectives, and coordinators in their areas. */
export const fieldWork = { ...nobody, leader: 'own', coordinator: 'area' } as const satisfies Audience;

/**
 * Audience of routes that read members: leaders in their own collectives, coordinators, and caseworkers for the members
 * of their districts.
 */
export const memberReading = { ...fieldWork, caseworker: 'district' } as const satisfies Audience;
