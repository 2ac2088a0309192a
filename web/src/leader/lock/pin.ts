import { toBase64Url, toUtf8 } from '../../device/bytes.ts';

export const pinPattern = /^\d{6}$/;

const iterations = 210_000;

/**
 * 32 bytes derived from a PIN. There are only a million PINs, however slow this is: they unlock nothing without
 * a part that is not in the phone's storage.
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

/** The proof of a PIN, which the server checks without knowing the PIN; it decrypts nothing itself. */
export async function proofOf(stretched: Uint8Array): Promise<string> {
  const base = await crypto.subtle.importKey('raw', new Uint8Array(stretched), 'HKDF', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: toUtf8('proof') },
    base,
    256,
  );
  return toBase64Url(new Uint8Array(bits));
}
