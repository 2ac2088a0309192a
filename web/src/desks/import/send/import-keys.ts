import { createHMAC, createSHA256 } from 'hash-wasm';
import { v7 } from 'uuid';
import * as z from 'zod/mini';
import type { Api } from '../../../api/client.ts';
import { Problem } from '../../../api/problem.ts';
import { type Bytes, fromBase64Url, randomBytes, toBase64Url, toUtf8 } from '../../../device/bytes.ts';
import type { Database } from '../../../device/database.ts';

/** The keys under which a laptop keeps what it remembers of imports. What it remembers: `kept-imports.ts`. */

/** The setting that holds the keys, sealed by the server: one for each person who imports on this laptop. */
const keySetting = 'importKeys';
const sealedKeys = z.array(z.object({ id: z.string(), sealed: z.string() }));

/** The first 144 bits of the HMAC are the hash, written with 24 characters. That is long enough that no two rows share one by chance. */
const hashBytes = 18;
/** The length of the initialisation vector of AES-GCM, which is stored in front of the encrypted content. */
const ivBytes = 12;

/** Whether somebody has imported on this laptop. */
export const hasImportKeys = async (database: Database): Promise<boolean> =>
  (await database.get('settings', keySetting)) !== undefined;

/** Lets the server open this person's key for this laptop; makes a new key if there is none. */
export async function openKey(
  api: Api,
  database: Database,
): Promise<{ readonly id: string; readonly key: Bytes }> {
  const stored = await database.get('settings', keySetting);
  const storedKeys = stored === undefined ? [] : sealedKeys.parse(JSON.parse(stored));
  for (const { id, sealed } of storedKeys) {
    try {
      const { key } = await api.request('POST /api/me/device-keys/open', { body: { id, sealed } });
      return { id, key: fromBase64Url(key) };
    } catch (error) {
      // 422: the key is another person's, who has used this laptop too.
      if (!(error instanceof Problem) || error.status !== 422) throw error;
    }
  }
  const id = v7();
  const key = randomBytes(32);
  const { sealed } = await api.request('POST /api/me/device-keys', { body: { id, key: toBase64Url(key) } });
  await database.put('settings', JSON.stringify([...storedKeys, { id, sealed }]), keySetting);
  return { id, key };
}

/**
 * Derives a key to encrypt with, and a key for the hash. The hash is computed by WebAssembly and not by WebCrypto: WebCrypto
 * answers each call from another thread, which takes too long for thousands of rows.
 */
export async function deriveKeys(key: Bytes) {
  const root = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveKey', 'deriveBits']);
  const derivation = (info: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: toUtf8(info),
  });
  const macKey = new Uint8Array(await crypto.subtle.deriveBits(derivation('import: hash'), root, 256));
  const mac = await createHMAC(createSHA256(), macKey);
  return {
    cipherKey: await crypto.subtle.deriveKey(
      derivation('import: encrypt'),
      root,
      { name: 'AES-GCM', length: 256 },
      false,
      ['encrypt', 'decrypt'],
    ),
    hash: (text: string): string => toBase64Url(mac.init().update(text).digest('binary').slice(0, hashBytes)),
  };
}

/** Encrypts and decrypts what the laptop keeps. @param name the content's key in the table `rows` */
export function createCipher(cipherKey: CryptoKey, name: string) {
  // Content that was encrypted under one name can't be decrypted under another.
  const additionalData = toUtf8(name);
  return {
    encrypt: async (text: string): Promise<Bytes> => {
      const iv = randomBytes(ivBytes);
      const encrypted = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData },
        cipherKey,
        toUtf8(text),
      );
      const ivAndContent = new Uint8Array(ivBytes + encrypted.byteLength);
      ivAndContent.set(iv);
      ivAndContent.set(new Uint8Array(encrypted), ivBytes);
      return ivAndContent;
    },
    decrypt: async (ivAndContent: Bytes): Promise<string> => {
      const iv = ivAndContent.slice(0, ivBytes);
      const decrypted = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv, additionalData },
        cipherKey,
        ivAndContent.slice(ivBytes),
      );
      return new TextDecoder().decode(decrypted);
    },
  };
}
