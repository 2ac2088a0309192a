import { notFound } from '../errors/errors.ts';
import type { Caller } from '../reach/caller.ts';

/**
 * Where the records lie that a path names: before a route of reach `area` runs, the record of its path is looked up, and what lies outside the
 * districts of an area coordinator is not found (docs/decisions/0097-areas.md).
 */

/** Where a record lies: its district and, if it is in the books of a collective, the collective's id. */
export type Place = { readonly district?: string | undefined; readonly collectiveId?: string };

/** Finds where a record lies; undefined if there is no such record. */
export type FindPlace = (id: string) => Promise<Place | undefined>;

/**
 * The caller as she goes through the door of a route: an area coordinator has the collective of the path, if it names one, and no other.
 * @throws AppError `not_found` if the record lies in no district of hers
 */
export const passDoor = async (caller: Caller, find: FindPlace, id: string): Promise<Caller> => {
  const place = await find(id);
  if (place?.district === undefined || !caller.districts.includes(place.district)) throw notFound();
  return { ...caller, collectives: place.collectiveId === undefined ? [] : [place.collectiveId] };
};
