import { randomUUID } from 'node:crypto';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createAccessLog } from '../../functions/shared/journal/access-log.ts';
import { type JournalLine, journalLine } from '../../functions/shared/journal/line.ts';
import { contentOf, isListLine, parseListLine } from '../../functions/shared/journal/list-line.ts';
import { parseOpening } from '../../functions/shared/journal/opening-line.ts';
import { createTable, type Item } from '../../functions/shared/table/client.ts';
import { createKeyStore } from '../../functions/shared/vault/key-store.ts';
import { createVault } from '../../functions/shared/vault/vault.ts';
import { tables } from '../../lib/tables.ts';
import { createTable as makeTable } from '../../local/aws/dynamodb.ts';
import { openDynamoDB } from './dynamodb-client.ts';
import { createWrappingKeyDouble } from './vault-doubles.ts';

export type TestRecords = Awaited<ReturnType<typeof openRecords>>;

/**
 * A table and a keys table of their own in the run's DynamoDB Local, with what a slice's repository is made from. The
 * vault is the real one, over a wrapping key in memory.
 * @param endpoint of another DynamoDB Local
 */
export const openRecords = async (endpoint?: string) => {
  const client = openDynamoDB(endpoint);
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const suffix = randomUUID();
  const name = `main-${suffix}`;
  const keysTable = `keys-${suffix}`;
  await Promise.all([
    makeTable(client, name, { ...tables.main, stream: false }),
    makeTable(client, keysTable, tables.keys),
  ]);
  const table = createTable(documents, name);
  const wrappingKey = createWrappingKeyDouble();
  const vault = createVault({
    wrappingKey,
    keyStore: createKeyStore(documents, keysTable),
    now: () => performance.now(),
  });

  const scan = async (): Promise<Item[]> => {
    const items: Item[] = [];
    for await (const page of paginateScan({ client: documents }, { TableName: name })) {
      items.push(...(page.Items ?? []));
    }
    return items;
  };

  /** All lines of the access log, in their order; a line about several with its ids as text. */
  const readAccessLog = async (): Promise<Item[]> =>
    (await scan())
      .filter(({ pk }) => typeof pk === 'string' && pk.startsWith('ACCESS#'))
      .sort((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1))
      .map((item) => {
        if (!isListLine(item)) return { ...item, ...parseOpening(item) };
        const line = parseListLine(item);
        return { ...line, ...contentOf(line), at: line.hours[0]?.from };
      });

  return {
    documents,
    name,
    keysTable,
    table,
    vault,
    /** For another vault over the same keys, which has none of them at hand. */
    wrappingKey,
    accessLog: createAccessLog(table, newId),
    /** Every item of the table as it lies there, for what must never lie there. */
    scan,
    /** All journal lines, in their order. */
    readJournal: async (): Promise<JournalLine[]> =>
      (await scan())
        .filter(({ pk }) => typeof pk === 'string' && pk.startsWith('JOURNAL#'))
        .sort((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1))
        .map(({ line }) => journalLine().parse(line)),
    readAccessLog,
    /** The lines of the access log that name an id. */
    accessesOf: async (id: string): Promise<Item[]> =>
      (await readAccessLog()).filter(({ subjects }) => Array.isArray(subjects) && subjects.includes(id)),
    close: (): void => client.destroy(),
  };
};
