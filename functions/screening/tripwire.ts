import { containsIndianPhone } from '../domain/aadhaar-and-phone-numbers.ts';
import { line, note } from '../domain/fields.ts';

/**
 * Checks for plaintext fields: texts outside the vault, in records that others read, or published. They may hold
 * no number that leads to a person. (Every text refuses Aadhaar numbers: see fields.ts.)
 */

/** The tripwire's error for a telephone number in a plaintext field. */
export const phoneForbidden = {
  error: 'This looks like a telephone number, which must not stand here. Take it out.',
  params: { code: 'invalid_text' },
};

/**
 * Schema of a plaintext name, title or reason, checked by the tripwire: up to 120 characters, without a telephone
 * number.
 */
export const plaintextLine = line.refine((text) => !containsIndianPhone(text), phoneForbidden);

/**
 * Schema of a plaintext of several sentences, checked by the tripwire: up to 2,000 characters, without a telephone
 * number.
 */
export const plaintextNote = note.refine((text) => !containsIndianPhone(text), phoneForbidden);
