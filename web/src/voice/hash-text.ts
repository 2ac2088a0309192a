const toHex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The SHA-256 of bytes in lower-case hex. */
export const sha256Of = async (bytes: BufferSource): Promise<string> =>
  toHex(await crypto.subtle.digest('SHA-256', bytes));

/** The SHA-256 by which the recording of a text is found: of its exact words, in UTF-8 and Unicode's form NFC. */
export const hashText = (text: string): Promise<string> =>
  sha256Of(new TextEncoder().encode(text.normalize('NFC')));
