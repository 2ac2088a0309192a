import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type Language, languagesOf } from '../i18n/language.ts';

/**
 * The database that the phone stores. Anyone who holds the phone can read its file byte by byte, deleted rows included.
 * In plaintext it holds only: the language, the role of whom it is set up for, the number of unsent operations, failed PIN tries, the keys of what a
 * laptop stores of imports (encrypted by the server), and whether a session at the identity provider must still end.
 */
export interface Contents extends DBSchema {
  settings: { key: string; value: string };
  /** At most one: the key of the rows, encrypted in two ways; see unlock/keyring.ts. */
  keyring: { key: 'key'; value: unknown };
  /** Encrypted records. The name of a row is a keyed hash, which says nothing about the record. */
  rows: { key: string; value: Uint8Array<ArrayBuffer> };
}
export type Database = IDBPDatabase<Contents>;

/** Neutral, since the browser's settings may show it. */
export const databaseName = 'notes';

/**
 * Opens the browser's database (IndexedDB) of this site.
 * @throws if the phone has no room, or does not let the site store anything
 */
export async function openDatabase(): Promise<Database> {
  return openDB<Contents>(databaseName, 1, {
    upgrade(database) {
      database.createObjectStore('settings');
      database.createObjectStore('keyring');
      database.createObjectStore('rows');
    },
    // Another tab has signed out and waits to delete the database, or a later version of the app waits to open it. This page
    // closes the database, shows nothing any more and starts again.
    blocking(_currentVersion, _blockedVersion, event) {
      if (event.target instanceof IDBDatabase) event.target.close();
      document.body.replaceChildren();
      location.replace('/');
    },
  });
}

/**
 * Whether the browser has this site's database already; false if the browser doesn't tell. Opening the database to find
 * out would create it.
 */
export const hasDatabase = async (): Promise<boolean> =>
  (await indexedDB.databases().catch(() => [])).some(({ name }) => name === databaseName);

/** The roles that work on a phone. */
export const phoneRoles = ['leader', 'caseworker'] as const;
export type PhoneRoleName = (typeof phoneRoles)[number];

/** The role of whom this device is set up for, from its keyring in plaintext; undefined if it is set up for nobody. */
export async function readPhoneRole(database: Database): Promise<PhoneRoleName | undefined> {
  const keyring = await database.get('keyring', 'key');
  if (typeof keyring !== 'object' || keyring === null || !('role' in keyring)) return undefined;
  return phoneRoles.find((role) => role === keyring.role);
}

/** Reads from the database on this device which language was chosen; undefined before the first choice. */
export async function readLanguage(database: Database): Promise<Language | undefined> {
  const stored = await database.get('settings', 'language');
  return languagesOf.everybody.find((language) => language === stored);
}

/** Writes to the database on this device which language was chosen. */
export async function keepLanguage(database: Database, language: Language): Promise<void> {
  await database.put('settings', language, 'language');
}
