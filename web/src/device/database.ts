import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type Language, languages } from '../i18n/language.ts';

/**
 * What the phone stores. Anyone who holds the phone can read this file byte by byte, deleted rows included. Only
 * these are plaintext: the language, the number of unsent operations, failed PIN tries, keys of imports that the
 * server has wrapped, and whether a session at the provider must still end.
 */
export interface Contents extends DBSchema {
  settings: { key: string; value: string };
  /** At most one: the key of the rows, encrypted in two ways. */
  keyring: { key: 'key'; value: unknown };
  /** Encrypted records by a meaningless name. */
  rows: { key: string; value: Uint8Array<ArrayBuffer> };
}
export type Database = IDBPDatabase<Contents>;

const name = 'notes';

/**
 * Opens the browser's database (IndexedDB) of this site.
 * @throws if the phone has no room, or does not let the site store anything
 */
export async function openDatabase(): Promise<Database> {
  return openDB<Contents>(name, 1, {
    upgrade(database) {
      database.createObjectStore('settings');
      database.createObjectStore('keyring');
      database.createObjectStore('rows');
    },
    // Another tab has signed out and waits to delete it, or a later version of the app has it open.
    blocking(_held, _wanted, event) {
      if (event.target instanceof IDBDatabase) event.target.close();
      document.body.replaceChildren();
      location.replace('/');
    },
  });
}

/** Whether the browser has this site's database; opening it would create it. */
export const hasDatabase = async (): Promise<boolean> =>
  (await indexedDB.databases().catch(() => [])).some((database) => database.name === name);

/** The language chosen on this device. */
export async function readLanguage(database: Database): Promise<Language | undefined> {
  const stored = await database.get('settings', 'language');
  return languages.find((language) => language === stored);
}

export async function keepLanguage(database: Database, language: Language): Promise<void> {
  await database.put('settings', language, 'language');
}
