import { nameDistrict } from '../../../districts/text.ts';
import type { Collective } from '../lists/record-types.ts';

/** The options of a choice among groups, with where each lies: groups of two districts may have the same name. */
export const groupOptions = (
  groups: readonly Pick<Collective, 'id' | 'name' | 'mandal' | 'district'>[],
): (readonly [id: string, text: string])[] =>
  groups.map(({ id, name, mandal, district }) => [id, `${name} · ${mandal}, ${nameDistrict(district)}`]);
