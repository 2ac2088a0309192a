import { districtNames, districtsOn } from '../../../functions/domain/districts.ts';
import { todayInIndia } from '../i18n/today.ts';
import { Choice } from './fields.tsx';

/** The districts in force today, and those that a record has already: it keeps one that is over until another is chosen. */
export const districtsFor = (kept: readonly string[]): string[] => {
  const inForce = new Set<string>(districtsOn(todayInIndia()));
  return districtNames.filter((name) => inForce.has(name) || kept.includes(name));
};

/** @param value the district that the record has */
export function DistrictChoice({ value }: { value?: string | undefined }) {
  return (
    <Choice
      name="district"
      label="district"
      value={value}
      options={districtsFor(value === undefined ? [] : [value]).map((name) => [name, name])}
    />
  );
}
