import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { toRows } from '../../functions/jobs/packing/csv-tables.ts';
import { kindOf, sectionOf, withTextForBytes } from '../../functions/jobs/packing/record-kinds.ts';
import { openDemoStack } from '../support/stack.ts';

test('the records of the demo programme are whole in their tables', async () => {
  const { database } = await openDemoStack();
  const client = new DynamoDBClient({
    region: 'ap-south-1',
    endpoint: database.endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const rowsOfSection = new Map<string, number>();
  const unknown = new Set<string>();
  const pages = paginateScan(
    { client: DynamoDBDocumentClient.from(client) },
    { TableName: database.tableName },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const kind = kindOf(item);
      if (kind === undefined || kind.isInternal === true) continue;
      const travelling = kind.asTravelling === undefined ? item : kind.asTravelling(item);
      if (travelling === undefined) continue;
      const record = withTextForBytes(kind, travelling);
      const section = sectionOf(kind, record);
      const { rows, unknown: places } = toRows(section, kind.inTable?.(record) ?? record);
      rowsOfSection.set(section, (rowsOfSection.get(section) ?? 0) + rows.length);
      for (const place of places) unknown.add(place);
    }
  }
  client.destroy();
  expect([...unknown]).toEqual([]);
  expect(rowsOfSection.size).toBeGreaterThan(18);
  // A row for each member and one for each of her events, as many as there are events in the cases.
  expect(rowsOfSection.get('entitlements')).toBeGreaterThan(400);
}, 600_000);
