import { spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unzipSync, zipSync } from 'fflate';
import getPort from 'get-port';
import { tables } from '../../lib/tables.ts';
import { cacheDirectory } from '../wire/cache.ts';
import { clientConfigOf, createTable } from './dynamodb.ts';
import {
  type ClassArchive,
  distributionDirectory,
  javaOptions,
  locateClassArchive,
  serverArguments,
  startFrom,
  untilListening,
} from './dynamodb-process.ts';
import { endJava, findJava, spawnJava } from './java.ts';

/**
 * Makes the archive of classes with which DynamoDB Local starts in half the time, unless there is one for the installed Java and DynamoDB
 * Local. That takes a processor some six seconds. If Java can't make it, DynamoDB Local starts without an archive. Two processes may make
 * it at once.
 */
export async function makeClassArchive(): Promise<void> {
  const archive = locateClassArchive();
  if (archive === undefined || existsSync(archive.file)) return;
  mkdirSync(cacheDirectory, { recursive: true });
  const unfinished = mkdtempSync(join(cacheDirectory, 'unfinished-java-'));
  try {
    placeServerJar(archive, unfinished);
    const file = join(unfinished, 'classes.jsa');
    await writeArchive(archive, file);
    if (isWhole(archive, file, unfinished)) renameSync(file, archive.file);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Writes DynamoDB Local's jar without its manifest, unless it is there: Java compares the jar's time of writing with the archive's. */
function placeServerJar({ serverJar }: ClassArchive, folder: string): void {
  if (existsSync(serverJar)) return;
  const original = readFileSync(join(distributionDirectory(), 'DynamoDBLocal.jar'));
  const { 'META-INF/MANIFEST.MF': _, ...files } = unzipSync(original);
  const copy = join(folder, 'server.jar');
  writeFileSync(copy, zipSync(files, { level: 0 }));
  try {
    linkSync(copy, serverJar);
  } catch (error) {
    // Another process has just placed its own.
    if (!existsSync(serverJar)) throw error;
  }
}

/**
 * Whether Java accepts a file as an archive of these classes. Java checks every byte, because half an archive would end DynamoDB Local in
 * the middle of its work.
 * @param cwd the folder into which Java may write its report if it crashes
 */
export function isWhole({ classPath }: Pick<ClassArchive, 'classPath'>, file: string, cwd: string): boolean {
  const java = findJava();
  if (java === undefined || !existsSync(file)) return false;
  const options = [...javaOptions, '-Xshare:on', '-XX:+VerifySharedSpaces', `-XX:SharedArchiveFile=${file}`];
  return spawnSync(java, [...options, '-cp', classPath, '-version'], { cwd, stdio: 'ignore' }).status === 0;
}

/** Runs DynamoDB Local with the kinds of calls that this project makes. When Java ends, it writes the classes that were loaded. */
async function writeArchive(archive: ClassArchive, file: string): Promise<void> {
  const port = await getPort({ host: '127.0.0.1' });
  const start = [`-XX:ArchiveClassesAtExit=${file}`, ...startFrom(archive)];
  const child = spawnJava(serverArguments(port, start), {
    cwd: distributionDirectory(),
    endSignal: 'TERM',
    graceSeconds: 120,
  });
  if (!(await untilListening(child, port))) return;
  const client = new DynamoDBClient(clientConfigOf(port));
  try {
    await callOnce(client);
  } finally {
    client.destroy();
    await endJava(child);
  }
}

/** Makes each kind of call, so that its classes are loaded. */
async function callOnce(client: DynamoDBClient): Promise<void> {
  const table = { TableName: 'main' };
  const key = { pk: { S: 'a' }, sk: { S: 'a' } };
  const values = { ':a': { S: 'a' }, ':one': { N: '1' } };
  await createTable(client, 'main', tables.main);
  await client.send(
    new PutItemCommand({ ...table, Item: { ...key, gsi1pk: { S: 'a' }, gsi1sk: { S: 'a' } } }),
  );
  await client.send(
    new UpdateItemCommand({
      ...table,
      Key: key,
      UpdateExpression: 'SET written = :a ADD version :one',
      ConditionExpression: 'attribute_not_exists(written)',
      ExpressionAttributeValues: values,
    }),
  );
  await client.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { ...table, Item: { pk: { S: 'b' }, sk: { S: 'b' }, list: { L: [{ M: {} }] } } } },
        { ConditionCheck: { ...table, Key: key, ConditionExpression: 'attribute_exists(pk)' } },
        {
          Update: {
            ...table,
            Key: { pk: { S: 'c' }, sk: { S: 'c' } },
            UpdateExpression: 'ADD version :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
      ],
    }),
  );
  await client.send(new GetItemCommand({ ...table, Key: key, ConsistentRead: true }));
  await client.send(new ScanCommand(table));
  for (const index of [{}, { IndexName: 'gsi1' }]) {
    const partition = 'IndexName' in index ? 'gsi1pk' : 'pk';
    await client.send(
      new QueryCommand({
        ...table,
        ...index,
        KeyConditionExpression: `${partition} = :a`,
        ExpressionAttributeValues: { ':a': { S: 'a' } },
      }),
    );
  }
}
