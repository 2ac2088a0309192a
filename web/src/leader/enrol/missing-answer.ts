import type { Enrolment } from '../row-kinds.ts';
import { categories, genders } from './record-enrolment.ts';

type Needed = Pick<Enrolment, 'name' | 'gender' | 'category' | 'guardian'>;

/**
 * The first question without an answer that can be recorded; undefined if all have one. A draft may lack what is asked since it was begun, or hold a word that is
 * offered no more: without that answer nothing could be recorded, and nothing would say so.
 */
export const missingAnswer = (
  draft: Needed,
  { isYear, isMinor }: { readonly isYear: boolean; readonly isMinor: boolean },
) => {
  if (!isYear) return 'birthYear';
  if (isMinor && draft.guardian === undefined) return 'guardian';
  if (draft.name.trim() === '') return 'name';
  if (!genders.some((value) => value === draft.gender)) return 'gender';
  return categories.some((value) => value === draft.category) ? undefined : 'category';
};
