import { toBase64Url, toUtf8 } from '../device/bytes.ts';

/** Six digits: `482913`. */
export const pinPattern = /^\d{6}$/;

/** Rounds of PBKDF2: as many as a cheap phone does without a noticeable wait. */
const iterations = 210_000;

/**
 * Derives 32 bytes from a PIN. However slow that is, there are only a million PINs to try. Therefore a PIN unlocks
 * nothing without a second secret, which is not in the phone's storage.
 */
export async function stretchPin(pin: string, salt: Uint8Array): Promise<Uint8Array> {
  const base = await crypto.subtle.importKey('raw', toUtf8(pin), 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations },
    base,
    256,
  );
  return new Uint8Array(bits);
}

/**
 * The proof of a PIN, which the server checks without knowing the PIN. It decrypts nothing itself.
 * @param stretched from `stretchPin`
 */
export async function proofOf(stretched: Uint8Array): Promise<string> {
  // Without a salt: the PIN was stretched with one.
  const base = await crypto.subtle.importKey('raw', new Uint8Array(stretched), 'HKDF', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: toUtf8('proof') },
    base,
    256,
  );
  return toBase64Url(new Uint8Array(bits));
}
