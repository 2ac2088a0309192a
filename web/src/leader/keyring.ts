import { v7 } from 'uuid';
import * as z from 'zod/mini';
import type { Api } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import type { Database } from '../device/database.ts';

/**
 * The key of all that a phone keeps. It is random, and lies there sealed twice: to her PIN, and to the server, which opens
 * it for her alone once she has signed in again. After five wrong PINs the first seal is thrown away; nothing is lost.
 */

const bytes = z.instanceof(Uint8Array);
const keyring = z.object({
  deviceId: z.string(),
  escrow: z.string(),
  /** Gone after five wrong PINs. */
  byPin: z.optional(z.object({ salt: bytes, iv: bytes, sealed: bytes })),
  wrongPins: z.number(),
  /** She said that she does not know the PIN any more: whoever signs in next chooses a new one. */
  isForgotten: z.optional(z.boolean()),
  /** How much waits to be sent or is only begun: the one thing that the next person has to be told. */
  waiting: z.number(),
});
export type Keyring = z.infer<typeof keyring>;

export const mostWrongPins = 5;
export const pinPattern = /^\d{6}$/;

/** The raw data key; whoever gets it makes a `SealedRows` of it and lets it go. */
export type DataKey = Uint8Array<ArrayBuffer>;

export async function readKeyring(database: Database): Promise<Keyring | undefined> {
  const kept = await database.get('keyring', 'key');
  return kept === undefined ? undefined : keyring.parse(kept);
}

const write = (database: Database, value: Keyring): Promise<unknown> => database.put('keyring', value, 'key');

/** A new key for whoever is signed in; all that an earlier one had sealed is lost. */
export async function createKeyring(database: Database, api: Api, pin: string): Promise<DataKey> {
  const key = crypto.getRandomValues(new Uint8Array(32));
  const deviceId = v7();
  const { sealed } = await api.call(z.object({ sealed: z.string() }), {
    method: 'POST',
    path: '/api/me/device-keys',
    body: { id: deviceId, key: toText(key) },
  });
  await database.clear('rows');
  await write(database, {
    deviceId,
    escrow: sealed,
    byPin: await sealToPin(key, pin, deviceId),
    wrongPins: 0,
    waiting: 0,
  });
  return key;
}

export type Unlocking =
  | { readonly outcome: 'open'; readonly key: DataKey }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  /** The PIN opens nothing any more. */
  | { readonly outcome: 'spent' };

/**
 * Tries a PIN. The try is counted before it is made, so that nobody gains by pulling the battery.
 * @throws where the phone has no room to count, or no memory to stretch the PIN
 */
export async function unlock(database: Database, pin: string): Promise<Unlocking> {
  const transaction = database.transaction('keyring', 'readwrite');
  const kept = keyring.parse(await transaction.store.get('key'));
  const { byPin } = kept;
  if (byPin === undefined || kept.wrongPins >= mostWrongPins) return { outcome: 'spent' };
  await transaction.store.put({ ...kept, wrongPins: kept.wrongPins + 1 }, 'key');
  await transaction.done;
  const stretched = await stretch(pin, byPin.salt);
  const iv = copy(byPin.iv);
  const additionalData = toBytes(kept.deviceId);
  const key = await crypto.subtle
    .decrypt({ name: 'AES-GCM', iv, additionalData }, stretched, copy(byPin.sealed))
    .catch(() => undefined);
  const { isForgotten: _over, ...rest } = kept;
  if (key !== undefined) {
    await write(database, { ...rest, wrongPins: 0 });
    return { outcome: 'open', key: new Uint8Array(key) };
  }
  const triesLeft = mostWrongPins - kept.wrongPins - 1;
  if (triesLeft > 0) return { outcome: 'wrong', triesLeft };
  const { byPin: _gone, ...spent } = rest;
  await write(database, { ...spent, wrongPins: mostWrongPins });
  return { outcome: 'spent' };
}

/** The key, from the server; undefined where it was sealed for somebody else. */
export async function openEscrow(api: Api, kept: Keyring): Promise<DataKey | undefined> {
  try {
    const { key } = await api.call(z.object({ key: z.string() }), {
      method: 'POST',
      path: '/api/me/device-keys/open',
      body: { id: kept.deviceId, sealed: kept.escrow },
    });
    return fromText(key);
  } catch (error) {
    if (error instanceof Problem && error.document.code === 'not_yours') return undefined;
    throw error;
  }
}

/** Gives the key a new PIN. */
export async function choosePin(database: Database, key: DataKey, pin: string): Promise<void> {
  const { isForgotten: _over, ...kept } = keyring.parse(await database.get('keyring', 'key'));
  await write(database, { ...kept, byPin: await sealToPin(key, pin, kept.deviceId), wrongPins: 0 });
}

/** Notes that her PIN is to be chosen anew. The old one opens as before, should she remember it. */
export const forgetPin = (database: Database): Promise<void> =>
  change(database, (kept) => ({ ...kept, isForgotten: true }));

/** Whether no PIN opens the key any more, or she knows none that does. */
export const needsNewPin = ({ byPin, wrongPins, isForgotten }: Keyring): boolean =>
  byPin === undefined || wrongPins >= mostWrongPins || isForgotten === true;

export const noteWaiting = (database: Database, waiting: number): Promise<void> =>
  change(database, (kept) => (kept.waiting === waiting ? kept : { ...kept, waiting }));

/** In one transaction: a key that was destroyed meanwhile does not come back. */
async function change(database: Database, step: (kept: Keyring) => Keyring): Promise<void> {
  const { store, done } = database.transaction('keyring', 'readwrite');
  const value = await store.get('key');
  const kept = value === undefined ? undefined : keyring.parse(value);
  const changed = kept && step(kept);
  if (changed !== kept) await store.put(changed, 'key');
  await done;
}

/** Destroys the key, and with it all that it sealed. */
export async function destroyKeyring(database: Database): Promise<void> {
  await database.delete('keyring', 'key');
  await database.clear('rows');
}

async function sealToPin(key: DataKey, pin: string, deviceId: string) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = toBytes(deviceId);
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData },
    await stretch(pin, salt),
    key,
  );
  return { salt, iv, sealed: new Uint8Array(sealed) };
}

/** Argon2id, 19 MiB and two passes: a tenth of a second here, and for each of a million guesses too. */
async function stretch(pin: string, salt: Uint8Array): Promise<CryptoKey> {
  const { argon2id } = await import('hash-wasm');
  const raw = await argon2id({
    password: pin,
    salt,
    parallelism: 1,
    iterations: 2,
    memorySize: 19_456,
    hashLength: 32,
    outputType: 'binary',
  });
  return crypto.subtle.importKey('raw', copy(raw), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

const copy = (value: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(value);
const toBytes = (text: string): Uint8Array<ArrayBuffer> => copy(new TextEncoder().encode(text));

const toText = (value: Uint8Array): string =>
  btoa(String.fromCharCode(...value))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const fromText = (text: string): DataKey =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
