import type * as z from 'zod';
import { line, note } from '../fields/fields.ts';
import { containsIndianPhone } from '../text/aadhaar-and-phone-numbers.ts';
import { hasKnownScripts, hasWordsOfOneScript } from '../text/scripts.ts';

/**
 * Schemas of plaintext fields: texts outside the vault, in records that others read, or published. They may contain no
 * telephone number. (Every text refuses Aadhaar numbers: shared/fields/fields.ts. Names are refused by known-names.ts.)
 */

/** The error for a telephone number in a plaintext field. */
export const phoneForbidden = {
  error: 'This looks like a telephone number, which must not stand here. Take it out.',
  params: { code: 'invalid_text' },
};

/** The error for letters among which a name would not be found. */
export const unknownScripts = {
  error:
    'This has letters of another script, or letters of two scripts in one word. Write it in Telugu, Hindi, English or Japanese letters, each word in one of them.',
  params: { code: 'invalid_script' },
};

/** Whether a text has only letters among which a name would be found (shared/text/scripts.ts). */
export const isInKnownScripts = (text: string): boolean => hasKnownScripts(text) && hasWordsOfOneScript(text);

/** The schema, which refuses a text whose letters may look like those of a name without being them. */
export const inKnownScripts = <Schema extends z.ZodType<string>>(schema: Schema) =>
  schema.refine(isInKnownScripts, unknownScripts);

/** Schema of a plaintext field of one line, such as a title or a reason: up to 120 characters, without a telephone number. */
export const plaintextLine = inKnownScripts(
  line.refine((text) => !containsIndianPhone(text), phoneForbidden),
);

/** Schema of a plaintext field of several sentences: up to 2,000 characters, without a telephone number. */
export const plaintextNote = inKnownScripts(
  note.refine((text) => !containsIndianPhone(text), phoneForbidden),
);
