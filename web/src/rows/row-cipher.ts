import * as z from 'zod/mini';
import { type Bytes, randomBytes, toUtf8 } from '../device/bytes.ts';

/** The raw key of everything on the phone: 256 random bits. Zero and drop it as soon as the rows are open. */
export type DataKey = Bytes;

const content = z.object({ kind: z.string(), key: z.string(), value: z.unknown() });
/** A record with its kind and key. */
export type Content = z.infer<typeof content>;

/** A row is the initialization vector, in its first bytes, and the ciphertext. */
const ivBytes = 12;

/** Encrypts records for storage. A row's name is a keyed hash, and the ciphertext is bound to it. */
export type RowCipher = {
  /** The name of a record's row in storage: 64 hexadecimal digits. */
  nameOf(kind: string, key: string): Promise<string>;
  encrypt(name: string, record: Content): Promise<Bytes>;
  /** @throws if the row was encrypted with another key or for another name */
  decrypt(name: string, row: Uint8Array): Promise<Content>;
};

/** The cipher of the phone's records, whose two keys are derived from the phone's data key. */
export async function createRowCipher(dataKey: DataKey): Promise<RowCipher> {
  const base = await crypto.subtle.importKey('raw', dataKey, 'HKDF', false, ['deriveKey']);
  // The data key is random, so that HKDF needs no salt.
  const derive = (info: string, algorithm: AesKeyGenParams | HmacKeyGenParams, usages: KeyUsage[]) =>
    crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: toUtf8(info) },
      base,
      algorithm,
      false,
      usages,
    );
  const rowKey = await derive('rows', { name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt']);
  const nameKey = await derive('names', { name: 'HMAC', hash: 'SHA-256', length: 256 }, ['sign']);
  return {
    async nameOf(kind, key) {
      const mac = await crypto.subtle.sign('HMAC', nameKey, toUtf8(`${kind}\n${key}`));
      return Array.from(new Uint8Array(mac), (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    async encrypt(name, record) {
      const iv = randomBytes(ivBytes);
      const text = toUtf8(JSON.stringify(record));
      const encrypted = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData: toUtf8(name) },
        rowKey,
        text,
      );
      const row = new Uint8Array(ivBytes + encrypted.byteLength);
      row.set(iv);
      row.set(new Uint8Array(encrypted), ivBytes);
      return row;
    },
    async decrypt(name, row) {
      const text = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: new Uint8Array(row.slice(0, ivBytes)), additionalData: toUtf8(name) },
        rowKey,
        new Uint8Array(row.slice(ivBytes)),
      );
      return content.parse(JSON.parse(new TextDecoder().decode(text)));
    },
  };
}
