import { line, note } from '../fields/fields.ts';
import { containsIndianPhone } from '../text/aadhaar-and-phone-numbers.ts';

/**
 * Schemas of plaintext fields: texts outside the vault, in records that others read, or published. They may contain no
 * telephone number. (Every text refuses Aadhaar numbers: shared/fields/fields.ts. Names are refused by known-names.ts.)
 */

/** The error for a telephone number in a plaintext field. */
export const phoneForbidden = {
  error: 'This looks like a telephone number, which must not stand here. Take it out.',
  params: { code: 'invalid_text' },
};

/** Schema of a plaintext field of one line, such as a title or a reason: up to 120 characters, without a telephone number. */
export const plaintextLine = line.refine((text) => !containsIndianPhone(text), phoneForbidden);

/** Schema of a plaintext field of several sentences: up to 2,000 characters, without a telephone number. */
export const plaintextNote = note.refine((text) => !containsIndianPhone(text), phoneForbidden);
