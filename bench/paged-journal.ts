import { createReadStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { record } from '../functions/shared/journal/append.ts';
import type { JournalLine } from '../functions/shared/journal/line.ts';
import { createTable, type Item } from '../functions/shared/table/client.ts';
import { journalKey } from '../functions/shared/table/keys/journal-and-claims.ts';

/**
 * Keeps a journal as DynamoDB's answers to the queries of its days, in files of about a megabyte. A table's real SDK client receives these
 * answers, so reading the journal costs what parsing real answers costs, without a network.
 */

/** A page ends with the line that makes its text longer than this. DynamoDB ends a page at 1 MiB of stored data. */
const pageBytes = 1_000_000;
/** The bytes of a page that are read from its file at once. */
const chunkBytes = 262_144;
const region = 'ap-south-1';
const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };

/** Returns a function that makes a journal line's item, keys included, by the product's own code. The code's transaction is caught instead of sent. */
const createItemMaker = (): ((line: JournalLine) => Promise<Item>) => {
  let storedItem: Item = {};
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region, credentials }));
  const table = {
    ...createTable(documents, 'bench'),
    transact: async (writes: Parameters<ReturnType<typeof createTable>['transact']>[0]) => {
      const lastWrite = writes.at(-1);
      // A transaction's last write is the journal line.
      storedItem = lastWrite !== undefined && 'put' in lastWrite ? lastWrite.put : {};
      return null;
    },
  };
  return async (line) => {
    await record(table, { writes: [], line });
    return storedItem;
  };
};

/** The name of a page's file, such as `2034-10-05.0.json`. @param page counted from 0 */
const pageName = (day: string, page: number): string => `${day}.${page}.json`;

/**
 * Writes a benchmark's journal into a folder as pages of DynamoDB's answers.
 * @param lines sorted by time
 */
export const writePages = async (folder: string, lines: Iterable<JournalLine>): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const itemOf = createItemMaker();
  let day = '';
  let page = 0;
  let items: string[] = [];
  let size = 0;
  let previousLine: JournalLine | undefined;
  const writePage = ({ isLastOfDay }: { readonly isLastOfDay: boolean }): void => {
    if (items.length === 0 || previousLine === undefined) {
      return;
    }
    const continuation = isLastOfDay
      ? ''
      : `,"LastEvaluatedKey":${JSON.stringify(marshall(journalKey(previousLine.recordedAt, previousLine.id)))}`;
    const body = `{"Count":${items.length},"Items":[${items.join(',')}],"ScannedCount":${items.length}${continuation}}`;
    writeFileSync(join(folder, pageName(day, page)), body);
    items = [];
    size = 0;
    page += 1;
  };
  for (const line of lines) {
    const dayOfLine = line.recordedAt.slice(0, 10);
    if (dayOfLine !== day) {
      writePage({ isLastOfDay: true });
      day = dayOfLine;
      page = 0;
    } else if (size > pageBytes) {
      writePage({ isLastOfDay: false });
    }
    const text = JSON.stringify(marshall(await itemOf(line), { removeUndefinedValues: true }));
    items.push(text);
    size += text.length;
    previousLine = line;
  }
  writePage({ isLastOfDay: true });
};

/** The parts of a Query's body that say which page is asked for. */
const queryBody = z.object({
  ExpressionAttributeValues: z.object({ ':pk': z.object({ S: z.string() }) }),
  ExclusiveStartKey: z.object({ sk: z.object({ S: z.string() }) }).optional(),
});

/** Opens a table whose journal is the pages in a folder. A query for a part of a day still returns all lines of the day. */
export const openPages = (folder: string) => {
  /** The number of the page that was returned last, by day. */
  let lastPages = new Map<string, number>();
  const answer = (body: string): Readable => {
    const { ExpressionAttributeValues, ExclusiveStartKey } = queryBody.parse(JSON.parse(body));
    const day = ExpressionAttributeValues[':pk'].S.slice('JOURNAL#'.length);
    const page = ExclusiveStartKey === undefined ? 0 : (lastPages.get(day) ?? 0) + 1;
    lastPages.set(day, page);
    const file = join(folder, pageName(day, page));
    return existsSync(file)
      ? createReadStream(file, { highWaterMark: chunkBytes })
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
      lastPages = new Map();
    },
  };
};
