import { createReadStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { record } from '../functions/journal/append.ts';
import type { JournalLine } from '../functions/journal/line.ts';
import { createTable, type Item } from '../functions/table/client.ts';
import { journalKey } from '../functions/table/keys.ts';

/**
 * A journal as DynamoDB's answers to the queries of its days, in files of about a megabyte, and a table whose real SDK client receives these
 * answers. So reading it costs what parsing real answers costs, without a network.
 */

const pageBytes = 1_000_000;
const region = 'ap-south-1';
const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };

/** The stored item of a line, keys included. */
const createItems = (): ((line: JournalLine) => Promise<Item>) => {
  let put: Item = {};
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region, credentials }));
  const table = {
    ...createTable(documents, 'bench'),
    transact: async (writes: Parameters<ReturnType<typeof createTable>['transact']>[0]) => {
      const last = writes.at(-1);
      put = last !== undefined && 'put' in last ? last.put : {};
      return null;
    },
  };
  return async (line) => {
    await record(table, { writes: [], line });
    return put;
  };
};

const pageName = (day: string, page: number): string => `${day}.${page}.json`;

/**
 * Writes the pages of a journal.
 * @param lines in their order
 * @returns how many lines there are, and how many bytes the pages have
 */
export const writePages = async (
  folder: string,
  lines: Iterable<JournalLine>,
): Promise<{ readonly lines: number; readonly bytes: number }> => {
  mkdirSync(folder, { recursive: true });
  const itemOf = createItems();
  let day = '';
  let page = 0;
  let items: string[] = [];
  let size = 0;
  const written = { lines: 0, bytes: 0 };
  let last: JournalLine | undefined;
  const flush = ({ isLast }: { readonly isLast: boolean }): void => {
    if (items.length === 0 || last === undefined) {
      return;
    }
    const next = isLast
      ? ''
      : `,"LastEvaluatedKey":${JSON.stringify(marshall(journalKey(last.recordedAt, last.id)))}`;
    const body = `{"Count":${items.length},"Items":[${items.join(',')}],"ScannedCount":${items.length}${next}}`;
    writeFileSync(join(folder, pageName(day, page)), body);
    written.bytes += body.length;
    items = [];
    size = 0;
    page += 1;
  };
  for (const line of lines) {
    const own = line.recordedAt.slice(0, 10);
    if (own !== day) {
      flush({ isLast: true });
      day = own;
      page = 0;
    } else if (size > pageBytes) {
      flush({ isLast: false });
    }
    const text = JSON.stringify(marshall(await itemOf(line), { removeUndefinedValues: true }));
    items.push(text);
    size += text.length;
    written.lines += 1;
    last = line;
  }
  flush({ isLast: true });
  return written;
};

const request = z.object({
  ExpressionAttributeValues: z.object({ ':pk': z.object({ S: z.string() }) }),
  ExclusiveStartKey: z.object({ sk: z.object({ S: z.string() }) }).optional(),
});

/** A table with the journal whose pages are in a folder. A query of a day returns all of its lines, whatever range it asks for. */
export const openPages = (folder: string) => {
  /** The number of the next page, by the last key of the page before. */
  let asked = new Map<string, number>();
  const answer = (body: string): Readable => {
    const { ExpressionAttributeValues, ExclusiveStartKey } = request.parse(JSON.parse(body));
    const day = ExpressionAttributeValues[':pk'].S.slice('JOURNAL#'.length);
    const page = ExclusiveStartKey === undefined ? 0 : (asked.get(day) ?? 0) + 1;
    asked.set(day, page);
    const file = join(folder, pageName(day, page));
    return existsSync(file)
      ? createReadStream(file, { highWaterMark: 262_144 })
      : Readable.from([Buffer.from('{"Count":0,"Items":[],"ScannedCount":0}')]);
  };
  const client = new DynamoDBClient({
    region,
    credentials,
    requestHandler: {
      handle: async ({ body }: { body?: unknown }) => ({
        response: {
          statusCode: 200,
          headers: { 'content-type': 'application/x-amz-json-1.0' },
          body: answer(body instanceof Uint8Array ? Buffer.from(body).toString() : String(body)),
        },
      }),
    },
  });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return {
    table: createTable(documents, 'bench'),
    documents,
    /** Starts again with each day's first page. */
    rewind: (): void => {
      asked = new Map();
    },
  };
};
