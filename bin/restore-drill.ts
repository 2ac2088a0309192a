import { parseArgs } from 'node:util';
import {
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  RestoreTableToPointInTimeCommand,
} from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDigestStore } from '../functions/areas/audit/digest-store.ts';
import { describeDrill, isWhole, runDrill } from '../functions/jobs/drill/restore-drill.ts';
import { createFileStore } from '../functions/shared/files/file-store.ts';
import { createTable } from '../functions/shared/table/client.ts';
import { createKeyStore } from '../functions/shared/vault/key-store.ts';
import { region } from '../lib/stage-settings.ts';
import { tables } from '../lib/tables.ts';
import { copyTable } from '../local/aws/copy-table.ts';
import { createTable as createLocalTable } from '../local/aws/dynamodb.ts';
import { importer, readConnection } from '../local/connection.ts';
import { defaultPort } from '../local/options.ts';

/**
 * Restores the table and its keys beside the present ones, and reports what would be lost if they replaced them:
 *
 *   npm run restore-drill -- --port 4100
 *   npm run restore-drill -- --table T --keys-table K --bucket B --state-bucket S --at 2026-11-10T00:00:00Z [--gone]
 *
 * The first copies the tables of a stack on this machine. The second restores those of the cloud as they were at an instant, with
 * credentials that may do so. Give `--gone` if the present table can't be read. The copies on this machine are removed again; those in the
 * cloud stay, so that the restore can be completed with them (docs/deploy.md). The present tables are never written, so no page shows the
 * result: the page that administrators read shows only drills that the system made by itself.
 *
 * What it is doing goes to standard error, what it found to standard output.
 *
 * Exit code: 0 if every month has the published bytes and nothing was lost, 1 if not, 2 if it could not be done.
 */

const usage =
  `usage: npm run restore-drill -- [--port ${defaultPort}]` +
  ' | --table T --keys-table K --bucket B --state-bucket S --at INSTANT [--gone]';

type Choice = {
  readonly table: string;
  readonly keysTable: string;
  readonly bucket: string;
  readonly stateBucket: string;
  /** The instant to restore to; undefined on this machine, where the tables are copied. */
  readonly at: string | undefined;
  readonly isGone: boolean;
  readonly endpoints: { readonly dynamodb: string; readonly s3: string } | undefined;
};

/** @returns the options; if they are wrong, a text that says what is wrong */
const readChoice = (): Choice | string => {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      options: {
        port: text,
        table: text,
        'keys-table': text,
        bucket: text,
        'state-bucket': text,
        at: text,
        gone: { type: 'boolean', default: false },
      },
    });
    const { port, table, 'keys-table': keysTable, bucket, 'state-bucket': stateBucket, at, gone } = values;
    if (table && keysTable && bucket && stateBucket && at && !Number.isNaN(Date.parse(at))) {
      return { table, keysTable, bucket, stateBucket, at, isGone: gone, endpoints: undefined };
    }
    // For the cloud all five are needed, so some of them alone are wrong.
    if (table ?? keysTable ?? bucket ?? stateBucket ?? at) return usage;
    const local = readConnection(Number(port ?? defaultPort));
    if (local === undefined)
      return `No stack runs on port ${port ?? defaultPort}. Start it with npm start, or give --port.`;
    const { dynamodb, s3 } = local;
    return { ...local, at: undefined, isGone: false, endpoints: { dynamodb, s3 } };
  } catch {
    return usage;
  }
};

const pollMs = 60_000;

/** Makes a function that writes a line on what the drill is doing, with the minutes and seconds since the drill began. */
const createSteps = (): ((line: string) => void) => {
  const began = performance.now();
  return (line) => {
    const seconds = Math.floor((performance.now() - began) / 1000);
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    process.stderr.write(`${clock} ${line}\n`);
  };
};

/** Restores a table under another name as it was at an instant, and waits until it can be read. */
const restore = async (
  client: DynamoDBClient,
  { source, target, at }: { readonly source: string; readonly target: string; readonly at: string },
  progress: (line: string) => void,
): Promise<void> => {
  const { Table: present } = await client.send(new DescribeTableCommand({ TableName: source }));
  const key = present?.SSEDescription?.KMSMasterKeyArn;
  await client.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: source,
      TargetTableName: target,
      RestoreDateTime: new Date(at),
      ...(key && { SSESpecificationOverride: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: key } }),
    }),
  );
  for (;;) {
    const { Table: restored } = await client.send(new DescribeTableCommand({ TableName: target }));
    if (restored?.TableStatus === 'ACTIVE') return progress(`${target} is restored`);
    progress(`${target} is being restored: AWS takes minutes to hours`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
};

const run = async (choice: Choice, progress: (line: string) => void): Promise<boolean> => {
  const { endpoints, at } = choice;
  const clientConfig = { region, ...(endpoints && { credentials: importer.credentials }) };
  const client = new DynamoDBClient({ ...clientConfig, ...(endpoints && { endpoint: endpoints.dynamodb }) });
  const s3 = new S3Client({
    ...clientConfig,
    ...(endpoints && { endpoint: endpoints.s3, forcePathStyle: true }),
  });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const now = new Date();
  // Such as `20261110000000`.
  const suffix = now
    .toISOString()
    .replaceAll(/[^0-9]/g, '')
    .slice(0, 14);
  const restored = {
    table: `${choice.table}-drill-${suffix}`,
    keysTable: `${choice.keysTable}-drill-${suffix}`,
  };
  try {
    progress('restoring the table and its keys beside the present ones');
    if (at === undefined) {
      await createLocalTable(client, restored.table, { ...tables.main, stream: false });
      await createLocalTable(client, restored.keysTable, tables.keys);
      await copyTable(documents, choice.table, restored.table);
      await copyTable(documents, choice.keysTable, restored.keysTable);
    } else {
      await Promise.all([
        restore(client, { source: choice.table, target: restored.table, at }, progress),
        restore(client, { source: choice.keysTable, target: restored.keysTable, at }, progress),
      ]);
    }
    const result = await runDrill({
      restored: createTable(documents, restored.table),
      keys: createKeyStore(documents, restored.keysTable),
      tableBefore: choice.isGone ? undefined : createTable(documents, choice.table),
      state: createFileStore(s3, choice.stateBucket),
      published: createFileStore(s3, choice.bucket),
      digests: createDigestStore(s3, choice.bucket),
      now,
      progress,
    });
    process.stdout.write(`${describeDrill(result).join('\n')}\n`);
    process.stdout.write(
      'This result stands on no page: “Is all well?” shows what the system tried by itself.\n',
    );
    if (at !== undefined)
      process.stdout.write(`The restored tables are ${restored.table} and ${restored.keysTable}.\n`);
    return isWhole(result);
  } finally {
    if (at === undefined) {
      for (const TableName of [restored.table, restored.keysTable]) {
        await client.send(new DeleteTableCommand({ TableName })).catch(() => undefined);
      }
    }
    client.destroy();
    s3.destroy();
  }
};

const main = async (): Promise<void> => {
  const choice = readChoice();
  if (typeof choice === 'string') {
    process.stderr.write(`${choice}\n`);
    process.exitCode = 2;
    return;
  }
  try {
    process.exitCode = (await run(choice, createSteps())) ? 0 : 1;
  } catch (error) {
    process.stderr.write(
      `The restore cannot be tried: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 2;
  }
};

if (import.meta.main) await main();
