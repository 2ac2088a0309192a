import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type Language, languages } from '../i18n/language.ts';

/**
 * What lies on the phone. Whoever holds it can read this file byte by byte, deleted rows included: nothing is plain in it but
 * the language, how many operations wait, when the PIN was wrong, and whether the provider still keeps a session.
 */
export interface Contents extends DBSchema {
  settings: { key: string; value: string };
  /** At most one: the key of the rows, sealed in two ways. */
  keyring: { key: 'key'; value: unknown };
  /** By a key that means nothing: a sealed record. */
  rows: { key: string; value: Uint8Array<ArrayBuffer> };
}
export type Database = IDBPDatabase<Contents>;

const name = 'notes';

/** @throws where the phone has no room, or lets the site keep nothing */
export async function openDatabase(): Promise<Database> {
  return openDB<Contents>(name, 1, {
    upgrade(database) {
      database.createObjectStore('settings');
      database.createObjectStore('keyring');
      database.createObjectStore('rows');
    },
    // Another tab has signed out, and waits to delete it; or a later version of the app is there.
    blocking(_held, _wanted, event) {
      if (event.target instanceof IDBDatabase) event.target.close();
      document.body.replaceChildren();
      location.replace('/');
    },
  });
}

/** Whether there is one: opening it would make it. */
export const hasDatabase = async (): Promise<boolean> =>
  (await indexedDB.databases().catch(() => [])).some((database) => database.name === name);

/** The language that was chosen on this device. */
export async function readLanguage(database: Database): Promise<Language | undefined> {
  const kept = await database.get('settings', 'language');
  return languages.find((language) => language === kept);
}

export async function keepLanguage(database: Database, language: Language): Promise<void> {
  await database.put('settings', language, 'language');
}
