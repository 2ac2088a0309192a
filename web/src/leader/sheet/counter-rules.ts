import { parseCount } from './typed-numbers.ts';

/** Cash counted by notes and coins. */

/** The notes and coins of the sheet's cash counter, in rupees. */
export const notes = [500, 200, 100, 50, 20, 10] as const;
export const coins = [5, 2, 1, 0.5] as const;

export type NotesCounted = Readonly<Record<string, string>>;

/**
 * The sum of the sheet's cash counter in paise, by how many of each note and coin; undefined if a number cannot be
 * read. Empty is none.
 */
export function sumOfNotes(counted: NotesCounted): number | undefined {
  let paise = 0;
  for (const rupees of [...notes, ...coins]) {
    const typed = counted[rupees] ?? '';
    const count = typed.trim() === '' ? 0 : parseCount(typed);
    if (count === undefined) return undefined;
    paise += count * rupees * 100;
  }
  return paise;
}
