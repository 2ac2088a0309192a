import { BatchWriteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { createRecordImport } from '../../bin/import-pack/import-records.ts';
import { createKeyStore } from '../../functions/shared/vault/key-store.ts';

const keysTable = 'keys';
const owner = 'member:0197a000-0000-7000-8000-000000000001';

/** A client of DynamoDB that is too busy for the first put of a batch, and leaves it undone. */
const createBusyClient = () => {
  const stored: unknown[] = [];
  let isBusy = true;
  const send = async (command: unknown) => {
    if (command instanceof PutCommand) stored.push(command.input.Item);
    if (command instanceof BatchWriteCommand) {
      const undone = isBusy ? command.input.RequestItems : {};
      if (!isBusy) stored.push(...Object.values(command.input.RequestItems ?? {}).flat());
      isBusy = false;
      return { UnprocessedItems: undone };
    }
    return {};
  };
  return { client: { send } as unknown as DynamoDBDocumentClient, stored };
};

test('marks an erased owner’s key as destroyed even while DynamoDB is busy', async () => {
  const { client, stored } = createBusyClient();
  const records = createRecordImport(
    {
      client,
      table: 'main',
      vault: { encrypt: expect.fail, token: expect.fail },
      keyStore: createKeyStore(client, keysTable),
      wrappingKey: { generate: expect.fail, unwrap: expect.fail },
      progress: () => {},
    },
    { contents: { erased: [owner] }, read: expect.fail } as never,
  );
  await records.markErased('2026-11-05T00:00:00Z');
  expect(JSON.stringify(stored)).toContain(owner);
});
