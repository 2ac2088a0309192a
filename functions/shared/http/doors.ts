import { InternalError } from '../errors/errors.ts';
import type { FindPlace } from '../places/place.ts';
import type { Contract, RouteContract, RouteKey } from './route-contract.ts';

/**
 * Doors: the functions that find the district of the record that a path names, by the kind of record. By them create-routes.ts refuses area coordinators
 * outside their districts.
 */

/** The kind of record that a path names by `{id}`, such as `members`. */
type KindOf<Key> = Key extends `${string} /api/${infer Kind}/{id}${string}` ? Kind : never;

/** The kinds of records that paths name, on the routes where an area coordinator reaches the records of her districts. */
type KindsOf<C extends Contract> = {
  [Key in keyof C]: C[Key] extends { readonly who: { readonly coordinator: 'area' } } ? KindOf<Key> : never;
}[keyof C];

/**
 * For each of these kinds, the function that finds the district of a record; a missing one does not compile. `route`: the record has no single
 * district, so the route's function asks the rules of reach itself.
 */
type Doors<C extends Contract> = { readonly [Kind in KindsOf<C>]: FindPlace | 'route' };
export type DoorsIfAny<C extends Contract> = [KindsOf<C>] extends [never]
  ? readonly []
  : readonly [doors: Doors<C>];

const kindInPath = /\/api\/([^/]+)\/\{id\}/;

/** The function that finds the district of the record that a path names; undefined if the route needs none. */
export const doorOf = (
  key: RouteKey,
  { who }: RouteContract,
  doors: Readonly<Record<string, FindPlace | 'route'>>,
): FindPlace | undefined => {
  const kind = typeof who === 'object' && who.coordinator === 'area' ? kindInPath.exec(key)?.[1] : undefined;
  if (kind === undefined) return undefined;
  const door = doors[kind];
  // This never happens: the type `Doors` demands a door for the kind.
  if (door === undefined) throw new InternalError(`It is not known in which district ${key} lies.`);
  return door === 'route' ? undefined : door;
};
