import { districtNames, districtsOn } from '../../../../functions/domain/districts.ts';
import { Choice } from '../../design/field.tsx';
import { districtOptions } from '../../districts/text.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { t } from '../text.ts';

/**
 * The districts to offer in a desk's form: those in force today, and those already in the record, which it keeps until
 * changed.
 */
export const districtsFor = (kept: readonly string[]): string[] => {
  const inForce = new Set<string>(districtsOn(todayInIndia()));
  return districtNames.filter((name) => inForce.has(name) || kept.includes(name));
};

/** A desk's form field that chooses a district. @param value the record's district; nothing is chosen for a new record */
export function DistrictChoice({ value }: { value?: string | undefined }) {
  return (
    <Choice
      name="district"
      label={t('district')}
      mustChoose={value === undefined}
      value={value}
      options={districtOptions(districtsFor(value === undefined ? [] : [value]))}
    />
  );
}
