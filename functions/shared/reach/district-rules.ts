import { type AppError, refused } from '../errors/errors.ts';
import { districts, districtsOn } from './districts.ts';

/** The rule of districts: refuses one that is not in force today, the day of recording, whatever dates the record has. */
export const validateDistrict = (name: string, today: string, path = 'district'): AppError | undefined =>
  districtsOn(today).some((district) => district === name)
    ? undefined
    : refused('district_not_in_force', 'This district is not in force today. Choose one that is.', path);

const originOf = (name: string): string => districts.find((one) => one.name === name)?.successorOf ?? name;

/**
 * Whether a leader may bring a woman, or a group, from one district into another: only where one was split from the other. Any other would take them out of the sight of
 * the area's coordinator and of the caseworkers there, and nobody would be told.
 */
export const areOneByOrigin = (one: string, other: string): boolean => originOf(one) === originOf(other);

/** The rule of districts for a list: refuses the first one that is new in the list and not in force today. */
export const validateDistricts = (
  names: readonly string[],
  today: string,
  /** The list as it was recorded before. */
  before: readonly string[] = [],
): AppError | undefined =>
  names
    .map((name, index) =>
      before.includes(name) ? undefined : validateDistrict(name, today, `districts.${index}`),
    )
    .find((refusal) => refusal !== undefined);
