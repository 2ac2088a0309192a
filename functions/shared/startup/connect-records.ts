import { createTable } from '../table/client.ts';
import { connectTables, connectVaultFromEnvironment } from './connect-vault.ts';
import { readSettings } from './read-settings.ts';

/** Connects the table and the vault, for Lambda handlers with records of people. */
export const connectRecords = (environment: NodeJS.ProcessEnv) => {
  const { TABLE_NAME } = readSettings(environment, ['TABLE_NAME']);
  const tables = connectTables();
  const table = createTable(tables, TABLE_NAME);
  return { table, vault: connectVaultFromEnvironment(environment, tables) };
};
