import { districtNames, districtsOn } from '../../../../../functions/shared/reach/districts.ts';
import { Choice } from '../../../design/fields/field.tsx';
import { districtOptions } from '../../../districts/text.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { t } from '../../text.ts';
import { useIsOwnDistrict } from './own-districts.ts';

/**
 * The districts that a desk's form offers: those in force today, and those that the record has already, even if a new
 * division of the state has abolished them.
 */
export const offeredDistricts = (current: readonly string[]): string[] => {
  const inForce = new Set<string>(districtsOn(todayInIndia()));
  return districtNames.filter((name) => inForce.has(name) || current.includes(name));
};

/** The same without those that an area coordinator does not have: what she makes lies in her area. */
export function useOfferedDistricts(current: readonly string[]): string[] {
  const isOwn = useIsOwnDistrict();
  return offeredDistricts(current).filter((name) => isOwn(name) || current.includes(name));
}

/**
 * The field of a desk's form that chooses a district.
 * @param value the record's district; undefined for a new record
 */
export function DistrictChoice({ value }: { value?: string | undefined }) {
  const offered = useOfferedDistricts(value === undefined ? [] : [value]);
  return <Choice name="district" label={t('district')} value={value} options={districtOptions(offered)} />;
}
