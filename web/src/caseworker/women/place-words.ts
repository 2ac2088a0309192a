import { nameDistrict } from '../../districts/text.ts';
import type { Place } from '../today/day-rules.ts';

/** Where a woman is: her mandal and district. Nothing nearer is recorded. */
export const placeWords = ({ mandal, district }: Place): string =>
  mandal === undefined ? nameDistrict(district) : `${mandal}, ${nameDistrict(district)}`;
