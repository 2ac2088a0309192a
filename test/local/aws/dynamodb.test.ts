import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tables } from '../../../lib/tables.ts';
import { addIndexes, createTable, startDynamoDB } from '../../../local/aws/dynamodb.ts';
import { openDynamoDB } from '../../support/dynamodb-client.ts';

const answers = async (endpoint: string): Promise<boolean> =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );

const openClient = (endpoint?: string) => {
  const client = openDynamoDB(endpoint);
  onTestFinished(() => client.destroy());
  return client;
};

/** A client of the run's DynamoDB Local, and names of tables that nobody else uses there. */
const openOwnTables = () => {
  const suffix = randomUUID();
  return { client: openClient(), main: `main-${suffix}`, keys: `keys-${suffix}` };
};

describe('the tables', () => {
  test('are made as their definition says, once', async () => {
    const { client, main: mainTable, keys: keysTable } = openOwnTables();
    for (let times = 0; times < 2; times += 1) {
      await createTable(client, mainTable, tables.main);
      await createTable(client, keysTable, tables.keys);
    }
    const main = await client.send(new DescribeTableCommand({ TableName: mainTable }));
    expect(main.Table).toMatchObject({
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
    const indexes = main.Table?.GlobalSecondaryIndexes?.map((index) => [
      index.IndexName,
      ...(index.KeySchema ?? []).map((key) => key.AttributeName),
      index.Projection?.ProjectionType,
    ]);
    expect(indexes?.sort()).toEqual([
      ['gsi1', 'gsi1pk', 'gsi1sk', 'ALL'],
      ['gsi2', 'gsi2pk', 'gsi2sk', 'ALL'],
    ]);
    const keys = await client.send(new DescribeTableCommand({ TableName: keysTable }));
    expect(keys.Table?.KeySchema).toEqual([{ AttributeName: 'pk', KeyType: 'HASH' }]);
    expect(keys.Table?.StreamSpecification).toBeUndefined();
  });

  test('take their indexes later, with what was stored before, and once', async () => {
    const { client, main } = openOwnTables();
    await createTable(client, main, { ...tables.main, indexes: [] });
    const attributes = ['pk', 'sk', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk'];
    const item = Object.fromEntries(attributes.map((name) => [name, { S: `its ${name}` }]));
    await client.send(new PutItemCommand({ TableName: main, Item: item }));
    for (let times = 0; times < 2; times += 1) await addIndexes(client, main, tables.main);
    for (const { name, partitionKey } of tables.main.indexes) {
      const { Items } = await client.send(
        new QueryCommand({
          TableName: main,
          IndexName: name,
          KeyConditionExpression: `${partitionKey} = :partition`,
          ExpressionAttributeValues: { ':partition': { S: `its ${partitionKey}` } },
        }),
      );
      expect(Items).toEqual([item]);
    }
  });

  test('are still there where they are kept in a directory', async () => {
    const data = await mkdtemp(join(tmpdir(), 'dynamodb-'));
    onTestFinished(() => rm(data, { recursive: true }));
    const item = { pk: { S: 'a' }, sk: { S: 'b' }, text: { S: 'kept' } };
    const first = await startDynamoDB({ data });
    await createTable(openClient(first.endpoint), 'main', tables.main);
    await openClient(first.endpoint).send(new PutItemCommand({ TableName: 'main', Item: item }));
    await first.close();
    const second = await startDynamoDB({ data });
    onTestFinished(() => second.close());
    const { Item } = await openClient(second.endpoint).send(
      new GetItemCommand({ TableName: 'main', Key: { pk: { S: 'a' }, sk: { S: 'b' } } }),
    );
    expect(Item).toEqual(item);
  });
});

describe('the process', () => {
  const processes = () => spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout;

  const hold = async (): Promise<{ holder: ChildProcess; endpoint: string; temporary: string }> => {
    const fixture = join(import.meta.dirname, '..', 'fixtures', 'hold-dynamodb.ts');
    const temporary = await mkdtemp(join(tmpdir(), 'dynamodb-'));
    const holder = spawn(process.execPath, [fixture], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TMPDIR: temporary },
    });
    onTestFinished(async () => {
      holder.kill('SIGKILL');
      await rm(temporary, { recursive: true, force: true });
    });
    const endpoint = await new Promise<string>((resolve) => {
      holder.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim()));
    });
    return { holder, endpoint, temporary };
  };

  test('ends when it is told to', async () => {
    const database = await startDynamoDB();
    expect(await answers(database.endpoint)).toBe(true);
    await database.close();
    expect(await answers(database.endpoint)).toBe(false);
    await database.close();
  });

  test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'ends with whoever started it, dead of %s, and leaves no file',
    async (signal) => {
      const { holder, endpoint, temporary } = await hold();
      expect(await answers(endpoint)).toBe(true);
      expect(await readdir(temporary)).not.toEqual([]);
      holder.kill(signal);
      await expect.poll(() => answers(endpoint), { timeout: 5000 }).toBe(false);
      const { port } = new URL(endpoint);
      await expect.poll(processes, { timeout: 5000 }).not.toContain(`-port ${port}`);
      await expect.poll(() => readdir(temporary), { timeout: 5000 }).toEqual([]);
    },
  );

  const withJavaAt = (home: string) => {
    const before = process.env.JAVA_HOME;
    process.env.JAVA_HOME = home;
    onTestFinished(() => {
      if (before === undefined) delete process.env.JAVA_HOME;
      else process.env.JAVA_HOME = before;
    });
  };

  test('says in one line that there is no Java', async () => {
    withJavaAt('/nowhere');
    await expect(startDynamoDB()).rejects.toMatchObject({
      name: 'CannotStart',
      message: expect.stringMatching(/^DynamoDB Local needs Java 17 or later .*there is no Java here\.$/),
    });
  });

  test('says in one line that Java is too old', async () => {
    const home = await mkdtemp(join(tmpdir(), 'old-java-'));
    onTestFinished(() => rm(home, { recursive: true }));
    await mkdir(join(home, 'bin'));
    const java =
      '#!/bin/sh\n[ "$1" = -version ] || exit 1\necho \'openjdk version "11.0.25" 2024-10-15\' >&2\n';
    await writeFile(join(home, 'bin', 'java'), java, { mode: 0o755 });
    withJavaAt(home);
    await expect(startDynamoDB()).rejects.toMatchObject({
      name: 'CannotStart',
      message: expect.stringMatching(/^DynamoDB Local needs Java 17 or later .*this is Java 11\.$/),
    });
  });
});
