import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import { type AccessLog, createAccessLog } from '../../functions/shared/journal/access-log.ts';
import { type JournalLine, journalLine } from '../../functions/shared/journal/line.ts';
import { contentOf, isListLine, parseListLine } from '../../functions/shared/journal/list-line.ts';
import { parseOpening } from '../../functions/shared/journal/opening-line.ts';
import { createTable, type Item, type Table } from '../../functions/shared/table/client.ts';
import { createKeyStore } from '../../functions/shared/vault/key-store.ts';
import { createVault } from '../../functions/shared/vault/vault.ts';
import type { FunctionDefinition } from '../../lib/functions/definition.ts';
import { areas } from '../../lib/functions/with-routes.ts';
import { tables } from '../../lib/tables.ts';
import { createTable as makeTable } from '../../local/aws/dynamodb.ts';
import { allowedCalls, DeniedCall, type TableNames } from '../../local/aws/table-permissions.ts';
import { openDynamoDB } from './dynamodb-client.ts';
import { createWrappingKeyDouble } from './vault-doubles.ts';

export type TestRecords = Awaited<ReturnType<typeof openRecords>>;

type AreaName = keyof typeof areas;
const permissions: Readonly<Record<AreaName, FunctionDefinition>> = areas;

/** What routes are made from. */
type Deps = {
  readonly table: Table;
  readonly vault: ReturnType<typeof createVault>;
  readonly accessLog: AccessLog;
};

const builtRequest = z.object({
  headers: z.object({ 'x-amz-target': z.string() }),
  body: z.union([z.string(), z.instanceof(Uint8Array)]),
});

const marshallOptions = { removeUndefinedValues: true };

/** Denies what lib/functions does not give to an area's function, as IAM does; DynamoDB Local itself allows everything. */
const restrict = (client: DynamoDBClient, area: AreaName, names: TableNames): DynamoDBClient => {
  client.middlewareStack.add(
    (next) => async (args) => {
      const { headers, body } = builtRequest.parse(args.request);
      const operation = headers['x-amz-target'].split('.').at(-1) ?? '';
      const input: unknown = JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
      const allowed = allowedCalls(permissions[area], names, operation, input);
      if (allowed instanceof DeniedCall) {
        // The log of a route tells of an error only its name, if that is a word.
        throw Object.assign(allowed, { name: `${area} ${allowed.message}`.replaceAll(/\W+/g, '_') });
      }
      return next(args);
    },
    { step: 'build', name: 'permissions' },
  );
  return client;
};

/**
 * A table and a keys table of their own in the run's DynamoDB Local, with what a slice's repository is made from. The
 * vault is the real one, over a wrapping key in memory.
 * @param endpoint of another DynamoDB Local
 */
export const openRecords = async (endpoint?: string) => {
  const client = openDynamoDB(endpoint);
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions });
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

  const restricted: DynamoDBClient[] = [];
  const known = new Map<AreaName, Deps>();
  /** The table as an area's function has it: with its permissions alone. Routes are made from it, so that a test fails where they would. */
  const as = (area: AreaName): Deps => {
    const before = known.get(area);
    if (before !== undefined) return before;
    const own = restrict(openDynamoDB(endpoint), area, { main: name, keys: keysTable });
    restricted.push(own);
    const ownTable = createTable(DynamoDBDocumentClient.from(own, { marshallOptions }), name);
    const deps = { table: ownTable, vault, accessLog: createAccessLog(ownTable, newId) };
    known.set(area, deps);
    return deps;
  };

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
    as,
    close: (): void => {
      for (const one of [client, ...restricted]) one.destroy();
    },
  };
};
