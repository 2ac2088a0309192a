import { type CoordinatorReach, type Reach, roles } from '../reach/roles.ts';
import type { RouteContract } from './route-contract.ts';

/** Who may call a route, in the words of the OpenAPI document. */

/** The words that a description adds to a role's name for its reach. */
const reachWords: Readonly<Record<Exclude<Reach, 'area'>, string>> = {
  all: '',
  own: ' (her own)',
  assigned: ' (assigned to her)',
  district: ' (of her districts)',
};

const coordinatorWords: Readonly<Record<CoordinatorReach, string>> = {
  area: ' (an area coordinator: in her districts)',
  state: ' (not an area coordinator)',
  // Such a route reads what lies in no district, so nothing limits an area coordinator either.
  no_district: '',
  own: ' (her own)',
};

export const audienceOf = (route: RouteContract): string => {
  if (route.who === 'anyone') {
    return 'For anyone.';
  }
  if (route.who === 'device') {
    return 'For a registered device.';
  }
  const { who } = route;
  const { coordinator } = who;
  const allowed = roles.flatMap((role) => {
    if (role === 'coordinator') {
      return coordinator === null ? [] : [`${role}${coordinatorWords[coordinator]}`];
    }
    const reach = who[role];
    return reach === null ? [] : [`${role}${reachWords[reach]}`];
  });
  return `For: ${allowed.join(', ')}.`;
};
