import { randomUUID } from 'node:crypto';
import {
  BatchWriteCommand,
  type BatchWriteCommandOutput,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { createCollectivesRoutes } from '../functions/areas/collectives/routes.ts';
import { createMembersRoutes } from '../functions/areas/members/routes.ts';
import { newId } from '../functions/shared/fields/ids.ts';
import { createAccessLog } from '../functions/shared/journal/access-log.ts';
import type { Caller } from '../functions/shared/reach/caller.ts';
import { createTable, type Item } from '../functions/shared/table/client.ts';
import { accessByActor } from '../functions/shared/table/keys/access-log.ts';
import {
  allMembersIndexKeys,
  memberKey,
  memberListIndexKeys,
  membersOfCollective,
} from '../functions/shared/table/keys/members.ts';
import { createCodes } from '../functions/shared/table/member-and-case-codes.ts';
import { createCaller, createSend } from '../test/support/request.ts';
import { exampleCollective, exampleMember } from './examples.ts';
import { byClock, byCpu, compare, type Row } from './measure.ts';
import { openTables } from './tables.ts';

const membersOfGroup = 40;
const otherMembers = 100_000 - membersOfGroup;
const pageSize = 100;
/** DynamoDB's maximum of puts in one call. */
const batchSize = 25;
const repetitions = { pairs: 60, warmUp: 25 };

type PutRequestItem = { readonly PutRequest: { readonly Item: Record<string, unknown> } };

/** Fills the table with copies of one member's item, each batch in another collective. Four batches are written at a time. */
const copyMember = async (documents: DynamoDBDocumentClient, table: string, item: Item): Promise<void> => {
  const batches = Math.ceil(otherMembers / batchSize);
  let nextBatch = 0;
  const work = async (): Promise<void> => {
    for (let batch = nextBatch++; batch < batches; batch = nextBatch++) {
      const collectiveId = randomUUID();
      let requests: PutRequestItem[] = Array.from({ length: batchSize }, () => {
        const id = randomUUID();
        const keys = {
          ...memberKey(id),
          ...memberListIndexKeys(collectiveId, id),
          ...allMembersIndexKeys('Guntur', id),
        };
        return { PutRequest: { Item: { ...item, ...keys, id, collectiveId } } };
      });
      while (requests.length > 0) {
        const answer: BatchWriteCommandOutput = await documents.send(
          new BatchWriteCommand({ RequestItems: { [table]: requests } }),
        );
        // DynamoDB may leave some puts of a batch undone; they are sent again.
        const undone = answer.UnprocessedItems?.[table] ?? [];
        requests = undone.flatMap(({ PutRequest }) =>
          PutRequest?.Item === undefined ? [] : [{ PutRequest: { Item: PutRequest.Item } }],
        );
      }
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
};

/**
 * Compares the listing of a collective's members, in a table of 100,000, with its floor: the query and the get of the
 * access log's line, sent by the SDK alone. The page was read before in the same hour, so that the access log writes nothing.
 */
export const measureListing = async (): Promise<Row[]> => {
  const { documents, names, vault, close } = await openTables();
  try {
    const table = createTable(documents, names.table);
    const accessLog = createAccessLog(table, newId);
    const caller = createCaller('coordinator');
    const send = createSend([
      ...createCollectivesRoutes({ table, vault, newId, accessLog }),
      ...createMembersRoutes({
        table,
        vault,
        newCode: createCodes('M-'),
        accessLog,
        newId,
      }),
    ]);
    const collectiveId = await enrolGroup(send, caller);
    // The route asks for one member more than a page has, to know whether another page follows.
    const query = {
      index: 'gsi1',
      partition: membersOfCollective(collectiveId),
      limit: pageSize + 1,
    } as const;
    const [oneMember] = (await table.query(query)).items;
    if (oneMember === undefined) {
      throw new Error('There is no member.');
    }
    await copyMember(documents, names.table, oneMember);
    const list = async (): Promise<void> => {
      await send({ route: 'GET /api/members', caller, query: { collectiveId, limit: String(pageSize) } });
    };
    // Writes the line of this hour.
    await list();
    const [{ pk, sk } = {}] = (
      await table.query({
        index: 'gsi2',
        partition: accessByActor(caller.personId),
        descending: true,
        limit: 1,
      })
    ).items;
    const accessLineKey = { pk, sk };
    const queryAndGet = async (): Promise<void> => {
      await documents.send(
        new QueryCommand({
          TableName: names.table,
          IndexName: query.index,
          KeyConditionExpression: 'gsi1pk = :pk',
          ExpressionAttributeValues: { ':pk': query.partition },
          Limit: query.limit,
        }),
      );
      await documents.send(
        new GetCommand({ TableName: names.table, Key: accessLineKey, ConsistentRead: true }),
      );
    };
    const what = `list of members, ${pageSize} per page, a collective of ${membersOfGroup} among 100,000`;
    return [
      {
        what,
        against: 'the bare query, and the bare get of the day’s line in the access log, which has this hour',
        ratio: await compare(byClock(list), byClock(queryAndGet), repetitions),
        limit: 1.25,
        aim: 1.1,
        hindrance:
          'of 40 members the gateway’s event, the route’s parsing, the check of each record as it comes from the table and the answer’s text take half again as much of the processor as the client takes for both calls (the row below).',
      },
      {
        what: `${what}: time on a processor`,
        against: 'the same, the store’s own time left out',
        // The comparison above has warmed both up.
        ratio: await compare(byCpu(list), byCpu(queryAndGet), { ...repetitions, warmUp: 0 }),
      },
    ];
  } finally {
    await close();
  }
};

type Send = ReturnType<typeof createSend>;

/** Forms a collective and enrols its members. @returns its id */
const enrolGroup = async (send: Send, caller: Caller): Promise<string> => {
  const collectiveId = newId();
  await send({
    route: 'POST /api/collectives',
    caller,
    body: exampleCollective(collectiveId),
  });
  for (let member = 0; member < membersOfGroup; member += 1) {
    const { status } = await send({
      route: 'POST /api/members',
      caller,
      body: exampleMember(newId(), collectiveId),
    });
    if (status !== 201) {
      throw new Error(`A member was answered ${status}.`);
    }
  }
  return collectiveId;
};
