import { type AppError, refused } from '../errors/errors.ts';
import { districtsOn } from './districts.ts';

/** The rule of districts: refuses one that is not in force today, the day of recording, whatever dates the record has. */
export const validateDistrict = (name: string, today: string, path = 'district'): AppError | undefined =>
  districtsOn(today).some((district) => district === name)
    ? undefined
    : refused('district_not_in_force', 'This district is not in force today. Choose one that is.', path);

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
