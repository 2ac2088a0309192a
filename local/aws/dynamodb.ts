import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import getPort from 'get-port';
import type { TableDefinition } from '../../lib/tables.ts';
import { CannotStart } from '../wire/cannot-start.ts';
import { type ServerOptions, spawnServer, untilListening } from './dynamodb-process.ts';
import { checkJava, endJava } from './java.ts';

/** How many ports are tried before the start fails. */
const maxAttempts = 3;

/** A running DynamoDB Local. */
export type DynamoDB = {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** SDK client settings; DynamoDB Local accepts any credentials. */
  readonly clientConfig: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Resolves if the process ends before `close` is called. */
  readonly gone: Promise<void>;
  /** Ends the process and waits for it. */
  close(): Promise<void>;
};

/**
 * Starts Amazon's DynamoDB Local on a free port, in memory unless a directory is given. It ends with this process, and except on Windows also if this
 * process is killed. It listens on every network interface, since it can't be limited to loopback.
 * @param options.data the directory of the database's file, created if missing
 * @param options.temporary a directory that is removed once the database has ended; `data` may be in it
 * @throws CannotStart if Java is missing, or older than 17
 */
export async function startDynamoDB(options: ServerOptions = {}): Promise<DynamoDB> {
  if (options.data !== undefined) mkdirSync(options.data, { recursive: true });
  for (let attempt = 1; ; attempt += 1) {
    const port = await getPort({ host: '127.0.0.1' });
    const child = spawnServer(port, options);
    if (await untilListening(child, port)) return runningDatabase(child, port);
    // Throws if Java is missing or too old: then no other port would help.
    checkJava();
    // Otherwise another process may have taken the port meanwhile, which ended Java. The next attempt takes another port.
    if (attempt === maxAttempts)
      throw new CannotStart('DynamoDB Local does not start; Java itself seems to be all right.');
  }
}

/** The settings of an SDK client of the DynamoDB Local on this port. */
export const clientConfigOf = (port: number): DynamoDB['clientConfig'] => ({
  endpoint: `http://127.0.0.1:${port}`,
  region: 'ap-south-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** Creates a table in DynamoDB Local from its definition, unless it exists. */
export async function createTable(
  client: DynamoDBClient,
  name: string,
  definition: TableDefinition,
): Promise<void> {
  const command = new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributesOf(definition, ...definition.indexes),
    KeySchema: keySchema(definition),
    ...(definition.indexes.length > 0 && {
      GlobalSecondaryIndexes: definition.indexes.map(describeIndex),
    }),
    ...(definition.stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' as const },
    }),
  });
  try {
    await client.send(command);
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}

/** Adds to a table in DynamoDB Local the indexes that it lacks, and waits until they are filled. */
export async function addIndexes(
  client: DynamoDBClient,
  name: string,
  definition: TableDefinition,
): Promise<void> {
  const statusOf = async (index: string): Promise<string | undefined> => {
    const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return table?.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index)?.IndexStatus;
  };
  // One after another, since DynamoDB creates one index of a table at a time.
  for (const index of definition.indexes) {
    if ((await statusOf(index.name)) === undefined) {
      await client.send(
        new UpdateTableCommand({
          TableName: name,
          AttributeDefinitions: attributesOf(definition, index),
          GlobalSecondaryIndexUpdates: [{ Create: describeIndex(index) }],
        }),
      );
    }
    while ((await statusOf(index.name)) !== 'ACTIVE') await sleep(25);
  }
}

type KeyAttributes = { readonly partitionKey: string; readonly sortKey?: string };

/** The definitions of all attributes in these keys; all are strings. */
function attributesOf(...keys: readonly KeyAttributes[]) {
  return keys
    .flatMap((key) => (key.sortKey === undefined ? [key.partitionKey] : [key.partitionKey, key.sortKey]))
    .map((name) => ({ AttributeName: name, AttributeType: 'S' as const }));
}

function describeIndex(index: TableDefinition['indexes'][number]) {
  return {
    IndexName: index.name,
    KeySchema: keySchema(index),
    Projection: { ProjectionType: 'ALL' as const },
  };
}

function keySchema(key: KeyAttributes) {
  const partition = { AttributeName: key.partitionKey, KeyType: 'HASH' as const };
  if (key.sortKey === undefined) return [partition];
  return [partition, { AttributeName: key.sortKey, KeyType: 'RANGE' as const }];
}

/** @param child the process of the script `keeper` (java.ts), which runs Java and ends with it; on Windows Java itself */
function runningDatabase(child: ChildProcess, port: number): DynamoDB {
  const clientConfig = clientConfigOf(port);
  let isClosing = false;
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      if (!isClosing) resolve();
    });
  });
  return {
    endpoint: clientConfig.endpoint,
    gone,
    clientConfig,
    async close() {
      isClosing = true;
      await endJava(child);
    },
  };
}
