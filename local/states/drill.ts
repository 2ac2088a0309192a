import { randomUUID } from 'node:crypto';
import { DeleteTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { formatInstant } from '../../functions/shared/calendar/calendar.ts';
import { drillMachine } from '../../lib/drill-machine.ts';
import { tables } from '../../lib/tables.ts';
import { copyTable } from '../aws/copy-table.ts';
import { createTable, type DynamoDB } from '../aws/dynamodb.ts';
import type { Functions } from '../lambda/run-functions.ts';
import { runStateMachine } from './run-state-machine.ts';

/** Lambda's maximum time-out. */
const stepTimeoutMs = 15 * 60_000;

const named = z.object({ TableName: z.string() });
const restore = z.object({ SourceTableName: z.string(), TargetTableName: z.string() });

/**
 * Runs the state machine of the restore drill on this machine, as its schedule or its queue would. DynamoDB Local restores nothing, so a restore is a copy of the
 * present table.
 * @throws Error if the drill failed
 */
export async function runDrillLocally({
  database,
  table,
  keysTable,
  functions,
  input = { scheduledTime: formatInstant(new Date()) },
}: {
  readonly database: Pick<DynamoDB, 'clientConfig'>;
  readonly table: string;
  readonly keysTable: string;
  readonly functions: Pick<Functions, 'invoke'>;
  /** What it is started with (default: as its schedule would start it). */
  readonly input?: unknown;
}): Promise<void> {
  const client = new DynamoDBClient(database.clientConfig);
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const drill = 'function:drill';
  const services: Readonly<Record<string, (input: unknown) => Promise<unknown>>> = {
    async 'arn:aws:states:::aws-sdk:dynamodb:restoreTableToPointInTime'(input) {
      const { SourceTableName: source, TargetTableName: target } = restore.parse(input);
      await createTable(client, target, source === table ? { ...tables.main, stream: false } : tables.keys);
      await copyTable(documents, source, target);
    },
    'arn:aws:states:::aws-sdk:dynamodb:describeTable': (input) =>
      client.send(new DescribeTableCommand(named.parse(input))),
    'arn:aws:states:::aws-sdk:dynamodb:deleteTable': (input) =>
      client.send(new DeleteTableCommand(named.parse(input))),
    [drill]: (input) => functions.invoke('drill', Object(input), stepTimeoutMs),
  };
  const now = new Date();
  try {
    await runStateMachine(JSON.stringify(drillMachine({ table, keysTable, dataKey: 'local', drill })), {
      name: randomUUID(),
      input,
      startedAt: formatInstant(now),
      invoke: async (resource, input) => {
        const run = services[resource];
        if (run === undefined) throw new Error(`There is no ${resource}.`);
        return run(input);
      },
    });
  } finally {
    client.destroy();
  }
}
