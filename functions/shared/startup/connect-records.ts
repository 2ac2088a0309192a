import { createTable, type Table } from '../table/client.ts';
import type { Vault } from '../vault/vault.ts';
import { connectTables, connectVaultFromEnvironment } from './connect-vault.ts';
import { readSettings } from './read-settings.ts';

/** Where records of people are kept: the table, and the vault that encrypts their texts. */
export type Records = { readonly table: Table; readonly vault: Vault };

/** Connects the table and the vault, for Lambda handlers with records of people. */
export const connectRecords = (environment: NodeJS.ProcessEnv): Records => {
  const { TABLE_NAME } = readSettings(environment, ['TABLE_NAME']);
  const tables = connectTables();
  const table = createTable(tables, TABLE_NAME);
  return { table, vault: connectVaultFromEnvironment(environment, tables) };
};
