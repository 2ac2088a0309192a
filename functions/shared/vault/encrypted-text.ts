import * as z from 'zod';

declare const brand: unique symbol;

/**
 * A text that the vault encrypted. At run time it is a string; as a type it is none, so that neither can stand where the
 * other is expected: a name is not stored in plaintext, and a ciphertext is not shown as a name.
 */
export type EncryptedText = { readonly [brand]: 'encrypted' };

/** Schema of an encrypted text as stored. */
export const encryptedText = z.custom<EncryptedText>((value) => typeof value === 'string');
