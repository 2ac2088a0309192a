import { createAccessLog } from '../journal/access-log.ts';
import { createTable } from '../table/client.ts';
import { newId } from './ids.ts';
import { connectKeys, connectTables } from './keys-connection.ts';
import { readSettings } from './settings.ts';

/** What the slices that keep records of people work with; for composition roots. */
export const connectRecords = (environment: NodeJS.ProcessEnv) => {
  const { TABLE_NAME } = readSettings(environment, ['TABLE_NAME']);
  const tables = connectTables();
  const table = createTable(tables, TABLE_NAME);
  return { table, vault: connectKeys(environment, tables), accessLog: createAccessLog(table, newId) };
};
