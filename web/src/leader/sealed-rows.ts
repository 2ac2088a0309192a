import * as z from 'zod/mini';
import type { Database } from '../device/database.ts';

/** What sort of record a row holds, and how it is believed. */
export type Kind<Value> = { readonly name: string; readonly schema: z.ZodMiniType<Value> };

const content = z.object({ kind: z.string(), key: z.string(), value: z.unknown() });
type Content = z.infer<typeof content>;

/**
 * Records of one phone, every one sealed where it lies, its place included: a row's name is a keyed hash. In memory they are
 * plain, so that a screen reads them at once; `close` lets go of them and of the keys.
 */
export type SealedRows = {
  get<Value>(kind: Kind<Value>, key: string): Value | undefined;
  all<Value>(kind: Kind<Value>): Value[];
  /** Rows of a kind that this version cannot read: they are kept, and shown as such. */
  countUnreadable(kind: Kind<unknown>): number;
  /** @throws where the phone has no room for it: then it is not there */
  put<Value>(kind: Kind<Value>, key: string, value: Value): Promise<void>;
  /** The same, and nobody is told: for a draft, at each key press, by the screen that shows it. */
  keep<Value>(kind: Kind<Value>, key: string, value: Value): Promise<void>;
  remove(kind: Kind<unknown>, key: string): Promise<void>;
  /** Whether the phone had no room for what was written last. */
  isFull(): boolean;
  /** Reads again what other tabs may have written. */
  reload(): Promise<void>;
  /** @returns how to stop listening */
  onChange(listener: () => void): () => void;
  close(): void;
};

const ivBytes = 12;

export async function openRows(database: Database, dataKey: Uint8Array<ArrayBuffer>): Promise<SealedRows> {
  const base = await crypto.subtle.importKey('raw', dataKey, 'HKDF', false, ['deriveKey']);
  const derive = (info: string, algorithm: AesKeyGenParams | HmacKeyGenParams, usages: KeyUsage[]) =>
    crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(info) },
      base,
      algorithm,
      false,
      usages,
    );
  let sealing: CryptoKey | undefined = await derive('rows', { name: 'AES-GCM', length: 256 }, [
    'encrypt',
    'decrypt',
  ]);
  const naming = await derive('names', { name: 'HMAC', hash: 'SHA-256', length: 256 }, ['sign']);
  const plain = new Map<string, Content>();
  const listeners = new Set<() => void>();
  const tabs = new BroadcastChannel('rows');
  // Writes of one row come to the disk in the order in which they were made.
  let writing: Promise<unknown> = Promise.resolve();

  const keeping = new Map<string, Promise<void>>();
  let isFull = false;

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const nameOf = async (kind: string, key: string): Promise<string> => {
    const mac = await crypto.subtle.sign('HMAC', naming, new TextEncoder().encode(`${kind}\n${key}`));
    return Array.from(new Uint8Array(mac), (byte) => byte.toString(16).padStart(2, '0')).join('');
  };
  const open = async (name: string, row: Uint8Array<ArrayBuffer>): Promise<Content | undefined> => {
    if (sealing === undefined) return undefined;
    const text = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: row.slice(0, ivBytes), additionalData: new TextEncoder().encode(name) },
      sealing,
      row.slice(ivBytes),
    );
    return content.parse(JSON.parse(new TextDecoder().decode(text)));
  };
  // For each reading that is under way, what is changed meanwhile: that is newer than what it reads.
  const meanwhile = new Set<Set<string>>();
  const mark = (place: string): void => {
    for (const places of meanwhile) places.add(place);
  };
  const placeOf = ({ kind, key }: Pick<Content, 'kind' | 'key'>): string => `${kind}\n${key}`;
  const take = (found: Content): void => {
    mark(placeOf(found));
    plain.set(placeOf(found), found);
  };
  const drop = (place: string): void => {
    mark(place);
    plain.delete(place);
  };
  const ofKind = (kind: Kind<unknown>): Content[] =>
    [...plain.values()].filter((found) => found.kind === kind.name);

  const reload = async (): Promise<void> => {
    const newer = new Set<string>();
    meanwhile.add(newer);
    try {
      await read(newer);
    } finally {
      meanwhile.delete(newer);
    }
    tell();
  };
  const read = async (newer: ReadonlySet<string>): Promise<void> => {
    await Promise.all(keeping.values());
    await writing;
    const [names, rows] = await Promise.all([database.getAllKeys('rows'), database.getAll('rows')]);
    const found = await Promise.all(
      rows.map((row, index) => open(names[index] ?? '', row).catch(() => undefined)),
    );
    if (sealing === undefined) return;
    for (const place of [...plain.keys()]) if (!newer.has(place)) plain.delete(place);
    for (const one of found) {
      if (one !== undefined && !newer.has(placeOf(one))) plain.set(placeOf(one), one);
    }
  };
  const change = (step: () => Promise<unknown>): Promise<void> => {
    const done = writing.then(step);
    writing = done.catch(() => {});
    return done.then(() => {});
  };
  const seal = (kind: string, key: string, value: unknown): Promise<void> => {
    const found = { kind, key, value };
    take(found);
    return change(async () => {
      if (sealing === undefined) return;
      const name = await nameOf(kind, key);
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
      const additionalData = new TextEncoder().encode(name);
      const text = new TextEncoder().encode(JSON.stringify(found));
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, sealing, text);
      const row = new Uint8Array(ivBytes + sealed.byteLength);
      row.set(iv);
      row.set(new Uint8Array(sealed), ivBytes);
      const wasFull = isFull;
      isFull = await database.put('rows', row, name).then(
        () => false,
        () => true,
      );
      if (isFull !== wasFull) tell();
      if (isFull) throw new Error('There is no room on the phone.');
    });
  };
  tabs.onmessage = () => void reload();
  await reload();

  return {
    get(kind, key) {
      const found = plain.get(`${kind.name}\n${key}`);
      const parsed = found && kind.schema.safeParse(found.value);
      return parsed?.success ? parsed.data : undefined;
    },
    all: (kind) =>
      ofKind(kind).flatMap(({ value }) => {
        const parsed = kind.schema.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    countUnreadable: (kind) =>
      ofKind(kind).filter(({ value }) => !kind.schema.safeParse(value).success).length,
    async put(kind, key, value) {
      const place = `${kind.name}\n${key}`;
      const before = plain.get(place);
      const done = seal(kind.name, key, value);
      const written = plain.get(place);
      tell();
      try {
        await done;
      } catch (error) {
        if (plain.get(place) === written) {
          if (before === undefined) drop(place);
          else take(before);
        }
        tell();
        throw error;
      }
      tabs.postMessage(null);
    },
    keep(kind, key, value) {
      const place = `${kind.name}\n${key}`;
      take({ kind: kind.name, key, value });
      const under = keeping.get(place);
      if (under !== undefined) return under;
      // First the screen answers her, then the last of what she typed meanwhile is sealed.
      const kept = new Promise((resolve) => setTimeout(resolve)).then(() => {
        keeping.delete(place);
        const latest = plain.get(place);
        // Without room it stays on the screen, which says so.
        return latest === undefined ? undefined : seal(latest.kind, latest.key, latest.value).catch(() => {});
      });
      keeping.set(place, kept);
      return kept;
    },
    remove(kind, key) {
      drop(placeOf({ kind: kind.name, key }));
      tell();
      return change(async () => database.delete('rows', await nameOf(kind.name, key))).then(() =>
        tabs.postMessage(null),
      );
    },
    isFull: () => isFull,
    reload,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      // What was typed last is still sealed: the key goes once that is done.
      void Promise.all(keeping.values())
        .then(() => writing)
        .then(() => {
          sealing = undefined;
          plain.clear();
        });
      listeners.clear();
      tabs.close();
    },
  };
}
