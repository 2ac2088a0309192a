import { parseCount } from '../row/typed-numbers.ts';

/** The notes of the cash counter, by their value in rupees. */
export const notes = [500, 200, 100, 50, 20, 10] as const;
/** The coins of the cash counter, by their value in rupees. */
export const coins = [5, 2, 1, 0.5] as const;

/** How many of each note and coin, as typed, by its value in rupees: `{ '500': '3', '0.5': '' }`. */
export type NotesCounted = Readonly<Record<string, string>>;

/** The sum of the sheet's cash counter, in paise; undefined if one of the numbers cannot be read. An empty field is 0. */
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
