import { toBase64Url, toUtf8 } from '../../device/bytes.ts';

export const pinPattern = /^\d{6}$/;

const iterations = 210_000;

/**
 * 32 bytes out of a PIN. They are a million possibilities however slow this is: they open nothing without what the phone's
 * storage does not hold.
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

/** What is shown to the server of a PIN, which checks it without knowing it; it opens nothing itself. */
export async function proofOf(stretched: Uint8Array): Promise<string> {
  const base = await crypto.subtle.importKey('raw', new Uint8Array(stretched), 'HKDF', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: toUtf8('proof') },
    base,
    256,
  );
  return toBase64Url(new Uint8Array(bits));
}
