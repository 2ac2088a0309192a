import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tables } from '../lib/tables.ts';
import { addIndexes, createTable } from './aws/dynamodb.ts';
import type { Closers } from './closers.ts';
import { demoPeople } from './identity/demo-people.ts';
import { setCollectives } from './identity/put-people.ts';
import { loadDemoProgramme } from './load-demo.ts';
import type { Base } from './log-and-clock.ts';
import type { RunOptions } from './run-stack.ts';
import { type Services, tableNames } from './services.ts';
import type { Api } from './start-api.ts';

/** Creates the tables. @returns a client of the database, which is closed with the stack */
export async function createTables(
  { database }: Services,
  { stream = false, loadsDemo }: RunOptions,
  closers: Closers,
): Promise<DynamoDBClient> {
  const client = new DynamoDBClient(database.clientConfig);
  closers.add(async () => client.destroy());
  await Promise.all([
    // If the demo programme is loaded, the indexes are added afterwards: this halves the database's work.
    createTable(client, tableNames.main, { ...tables.main, stream, ...(loadsDemo && { indexes: [] }) }),
    createTable(client, tableNames.keys, tables.keys),
  ]);
  return client;
}

/** Loads the demo programme if it is wanted. Then it compiles the months that an earlier run did not finish, and adds the main table's indexes. */
export async function fillTables(
  { loadsDemo, progress = () => {} }: RunOptions,
  url: string,
  {
    base: { clock },
    services: { whenIdle },
    client,
    api: { gateway, controls },
  }: {
    readonly base: Base;
    readonly services: Services;
    readonly client: DynamoDBClient;
    readonly api: Api;
  },
): Promise<void> {
  if (loadsDemo) {
    progress('loading the demo programme …');
    await loadDemoProgramme({
      url,
      gateway,
      clock,
      controls,
      setCollectives: (person, ids) => setCollectives(client, tableNames.main, demoPeople[person].id, ids),
      whenIdle,
      progress,
    });
  }
  // Both at once: while the database fills the indexes, the months' files are rendered, which needs no table.
  await Promise.all([controls.resume().then(whenIdle), addIndexes(client, tableNames.main, tables.main)]);
}
