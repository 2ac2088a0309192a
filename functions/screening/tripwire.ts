import { line } from '../domain/fields.ts';
import { containsIndianPhone } from '../domain/identity-numbers.ts';

/**
 * Texts that lie open: outside of the vault, in a record that others read, or published. No number that leads to a person
 * may stand in one. (Aadhaar numbers are refused in every text: see fields.ts.)
 */

/** What is said of a telephone number where none may stand. */
export const noPhone = {
  error: 'This looks like a telephone number, which must not stand here. Take it out.',
  params: { code: 'invalid_text' },
};

/** A name, a title or a reason that lies open: up to 120 characters, without a telephone number. */
export const openLine = line.refine((text) => !containsIndianPhone(text), noPhone);
