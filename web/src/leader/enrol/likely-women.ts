import { areAlike, formsOf } from '../../../../functions/shared/names/likeness.ts';
import { compareByName } from '../../phone/compare-by-name.ts';

/**
 * The women whose name is like that of a new member, by the rule of the server (docs/decisions/0076-likely-the-same.md); by name. The phone
 * keeps no birth year, number or place that could be compared, but the leader knows her women.
 */
export const likelyWomen = <Woman extends { readonly name: string }>(
  women: readonly Woman[],
  newName: string,
): Woman[] => {
  const forms = formsOf(newName);
  return women.filter(({ name }) => areAlike(forms, formsOf(name))).toSorted(compareByName);
};
