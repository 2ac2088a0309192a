import { type Bytes, randomBytes, toUtf8 } from '../device/bytes.ts';
import type { DataKey } from '../rows/row-cipher.ts';

/** The data key, encrypted (`wrapped`), with the initialization vector of that encryption. */
export type WrappedKey = { readonly iv: Bytes; readonly wrapped: Bytes };

/**
 * Wraps (encrypts) the phone's data key with all secrets together.
 * @param secrets 32 bytes each
 * @param deviceId unwrapping needs the same one
 */
export async function wrapKey(
  key: DataKey,
  secrets: readonly Uint8Array[],
  deviceId: string,
): Promise<WrappedKey> {
  const iv = randomBytes(12);
  const wrapped = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: toUtf8(deviceId) },
    await wrappingKeyOf(secrets),
    key,
  );
  return { iv, wrapped: new Uint8Array(wrapped) };
}

/** Unwraps (decrypts) the phone's data key with all secrets together; undefined if one of them is wrong. */
export async function unwrapKey(
  { iv, wrapped }: WrappedKey,
  secrets: readonly Uint8Array[],
  deviceId: string,
): Promise<DataKey | undefined> {
  const wrappingKey = await wrappingKeyOf(secrets);
  return crypto.subtle
    .decrypt(
      { name: 'AES-GCM', iv: new Uint8Array(iv), additionalData: toUtf8(deviceId) },
      wrappingKey,
      new Uint8Array(wrapped),
    )
    .then(
      (key) => new Uint8Array(key),
      () => undefined,
    );
}

/** Derives one key from the secrets, whose order counts. They are random or stretched already, so no salt is needed. */
async function wrappingKeyOf(secrets: readonly Uint8Array[]): Promise<CryptoKey> {
  const material = Uint8Array.from(secrets.flatMap((secret) => [...secret]));
  const base = await crypto.subtle.importKey('raw', material, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: toUtf8('wrap') },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}
