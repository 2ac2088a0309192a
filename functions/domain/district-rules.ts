import { districtsOn } from './districts.ts';
import { type AppError, refused } from './errors.ts';

/** Refuses a district that is not in force on the day of recording, whatever dates the record holds. */
export const validateDistrict = (name: string, today: string, path = 'district'): AppError | undefined =>
  districtsOn(today).some((one) => one === name)
    ? undefined
    : refused('district_not_in_force', 'This district is not in force today. Choose one that is.', path);

/** Refuses each district that a person did not have before and that is not in force on the day of recording. */
export const validateDistricts = (
  names: readonly string[],
  today: string,
  before: readonly string[] = [],
): AppError | undefined =>
  names
    .map((name, index) =>
      before.includes(name) ? undefined : validateDistrict(name, today, `districts.${index}`),
    )
    .find((refusal) => refusal !== undefined);
