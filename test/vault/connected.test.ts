import { randomUUID } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contextOf, type Owner } from '../../functions/shared/vault/authenticated-context.ts';
import { createKeyStore, type KeyWrite } from '../../functions/shared/vault/key-store.ts';
import { connectVault, type Vault } from '../../functions/shared/vault/vault.ts';
import { createKmsWrappingKey } from '../../functions/shared/vault/wrapping-key.ts';
import { tables } from '../../lib/tables.ts';
import { createTable } from '../../local/aws/dynamodb.ts';
import { type KeyService, startKeyService } from '../../local/aws/key-service.ts';
import { openDynamoDB } from '../support/dynamodb-client.ts';
import { createRetryClock } from '../support/retry-clock.ts';

const keysTable = `keys-${randomUUID()}`;
const context = contextOf({ pk: 'MEMBER#a', sk: 'MEMBER' }, 'name');
const credentials = { accessKeyId: 'TEST', secretAccessKey: 'test' };

let keyService: KeyService;
let clients: { readonly tables: DynamoDBDocumentClient; readonly kms: () => KMSClient };

beforeAll(async () => {
  keyService = await startKeyService({
    principals: [{ ...credentials, keys: { organisation: ['open', 'make'], 'member:*': ['open', 'make'] } }],
  });
  const client = openDynamoDB();
  await createTable(client, keysTable, tables.keys);
  const kms = new KMSClient({ endpoint: keyService.endpoint, region: 'ap-south-1', credentials });
  clients = { tables: DynamoDBDocumentClient.from(client), kms: () => kms };
});

afterAll(async () => {
  clients.tables.destroy();
  clients.kms().destroy();
  await keyService.close();
});

const newVault = (): Vault =>
  connectVault({ keysTable, wrappingKeyId: keyService.wrappingKeyId }, clients, () => performance.now());

const transact = ({ table, put, condition }: KeyWrite) =>
  clients.tables.send(
    new TransactWriteCommand({
      TransactItems: [{ Put: { TableName: table, Item: put, ConditionExpression: condition } }],
    }),
  );

describe('the vault over DynamoDB and KMS', () => {
  test('seals, opens in another function, and gives nothing back once the key is destroyed', async () => {
    const vault = newVault();
    const key = await vault.createKey('member:a');
    const ciphertext = key.encrypt(context, 'లక్ష్మి');
    await transact(key.write);
    expect(await vault.decrypt('member:a', context, ciphertext)).toBe('లక్ష్మి');
    expect(await newVault().decrypt('member:a', context, ciphertext)).toBe('లక్ష్మి');

    await transact(vault.destroyKey('member:a', '2026-11-10T00:00:00.000Z'));
    const { Item: left } = await clients.tables.send(
      new GetCommand({ TableName: keysTable, Key: { pk: 'member:a' } }),
    );
    expect(left).toEqual({ pk: 'member:a', destroyedAt: '2026-11-10T00:00:00.000Z' });
    expect(await vault.decrypt('member:a', context, ciphertext)).toBeNull();
  });

  test('refuses a second key of an owner, and the destruction of a key that never was', async () => {
    const vault = newVault();
    await transact((await vault.createKey('member:b')).write);
    const second = await vault.createKey('member:b');
    await expect(transact(second.write)).rejects.toMatchObject({ name: 'TransactionCanceledException' });
    await transact(vault.destroyKey('member:b', '2026-11-10T00:00:00.000Z'));
    await expect(transact(second.write)).rejects.toMatchObject({ name: 'TransactionCanceledException' });
    const destruction = vault.destroyKey('member:never', '2026-11-10T00:00:00.000Z');
    await expect(transact(destruction)).rejects.toMatchObject({ name: 'TransactionCanceledException' });
  });

  test("agrees on one organisation's key among functions that start at the same time", async () => {
    const prints = await Promise.all(Array.from({ length: 8 }, () => newVault().fingerprint('content')));
    expect(new Set(prints).size).toBe(1);
    expect(await newVault().fingerprint('content')).toBe(prints[0]);
  });

  test('reads more keys than DynamoDB gives at once', async () => {
    const store = createKeyStore(clients.tables, keysTable);
    const owners = Array.from({ length: 230 }, (_, number): Owner => `collective:${number}`);
    for (const owner of owners) expect(await store.create(owner, Buffer.from(owner))).toBe(true);
    expect(await store.create('collective:7', Buffer.from('other'))).toBe(false);
    const found = await store.read([...owners, 'collective:none']);
    expect(found.size).toBe(230);
    for (const owner of owners) expect(Buffer.from(found.get(owner)?.wrapped ?? []).toString()).toBe(owner);
  });

  test('asks again for what DynamoDB leaves out of an answer that is too large', async () => {
    const store = createKeyStore(clients.tables, keysTable, createRetryClock().clock);
    const large = Buffer.alloc(390_000);
    const owners = Array.from({ length: 45 }, (_, number): Owner => `collective:large-${number}`);
    for (const owner of owners) await store.create(owner, large);
    const once = await clients.tables.send(
      new BatchGetCommand({ RequestItems: { [keysTable]: { Keys: owners.map((pk) => ({ pk })) } } }),
    );
    expect(once.UnprocessedKeys?.[keysTable]?.Keys?.length).toBeGreaterThan(0);
    expect((await store.read(owners)).size).toBe(45);
  });
});

describe('the wrapping key in KMS', () => {
  test('unwraps a data key for its owner alone', async () => {
    const wrappingKey = createKmsWrappingKey(clients.kms, keyService.wrappingKeyId);
    const { key, wrapped } = await wrappingKey.generate('member:a');
    expect((await wrappingKey.unwrap('member:a', wrapped)).equals(key)).toBe(true);
    await expect(wrappingKey.unwrap('member:b', wrapped)).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
    expect((await wrappingKey.generate('member:a')).key.equals(key)).toBe(false);
  });
});
