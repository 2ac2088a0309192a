import type { genders } from '../../../functions/shared/kinds/member-words.ts';
import { t } from './text.ts';

type Child = { readonly gender: (typeof genders)[number]; readonly birthYear: number };

/**
 * The name by which a child is called everywhere, on phone and desk: "daughter, born 2014". No child's name is kept.
 */
export const childName = ({ gender, birthYear }: Child): string =>
  t(gender === 'female' ? 'kin.daughter' : gender === 'male' ? 'kin.son' : 'kin.child', { year: birthYear });
