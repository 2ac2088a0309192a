import { districtsOn } from './districts.ts';
import { type AppError, refused } from './errors.ts';

/** The refusal of a district that is not in force on the day on which it is recorded, whatever dates the record holds. */
export const refusalOfDistrict = (name: string, today: string, path = 'district'): AppError | undefined =>
  districtsOn(today).some((one) => one === name)
    ? undefined
    : refused('district_not_in_force', 'This district is not in force today. Choose one that is.', path);

/** The same of each of a person's districts that she had not before. */
export const refusalOfDistricts = (
  names: readonly string[],
  today: string,
  before: readonly string[] = [],
): AppError | undefined =>
  names
    .map((name, index) =>
      before.includes(name) ? undefined : refusalOfDistrict(name, today, `districts.${index}`),
    )
    .find((refusal) => refusal !== undefined);
