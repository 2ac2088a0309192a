import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { createBooks } from '../functions/books/repository.ts';
import { createBooksRoutes } from '../functions/books/routes.ts';
import { createCases } from '../functions/cases/repository.ts';
import { createCasesRoutes } from '../functions/cases/routes.ts';
import { createCollectives } from '../functions/collectives/repository.ts';
import { createCollectivesRoutes } from '../functions/collectives/routes.ts';
import { newId } from '../functions/domain/ids.ts';
import { createAccessLog } from '../functions/journal/access-log.ts';
import { createMembers } from '../functions/members/repository.ts';
import { createMembersRoutes } from '../functions/members/routes.ts';
import { createRequestReversal } from '../functions/requests/reversal.ts';
import { createTable, type Item } from '../functions/table/client.ts';
import { createCodes } from '../functions/table/codes.ts';
import { createCaller, createSend } from '../test/support/request.ts';
import { exampleCollective, exampleConsent, exampleMember } from './examples.ts';
import { openTables } from './tables.ts';
import { indexWriteUnits, itemBytes, readUnits, transactionUnits, writeUnits } from './units.ts';

/** DynamoDB's cost of one operation of the API. */
export type Operation = {
  readonly name: string;
  /** Write units. */
  readonly write: number;
  /** Read units. */
  readonly read: number;
  /** Stored bytes, indexes included. */
  readonly bytes: number;
};

const membersOfSheet = 20;

type Key = Readonly<Record<string, unknown>>;

/** Counts the units of each call to DynamoDB by the model in units.ts. It reads the items before and after each write for that. */
const createMeter = (documents: DynamoDBDocumentClient) => {
  let used = { write: 0, read: 0, bytes: 0 };
  const look = async (TableName: string | undefined, key: Key): Promise<Item | undefined> => {
    const { Item: item } = await documents.send(
      new GetCommand({ TableName, Key: { ...key }, ConsistentRead: true }),
    );
    return item;
  };
  const keyOf = (item: Item): Key => ({ pk: item.pk, ...(item.sk === undefined ? {} : { sk: item.sk }) });
  /** The bytes of an item in the table and in the indexes that hold it. */
  const stored = (item: Item | undefined): number => {
    if (item === undefined) return 0;
    const indexed = [item.gsi1pk, item.gsi2pk].filter((key) => key !== undefined);
    return itemBytes(item) * (1 + indexed.length);
  };
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
    if (command instanceof TransactWriteCommand) {
      const parts = (command.input.TransactItems ?? []).map((operation) => {
        const { Put, Update, Delete, ConditionCheck } = operation;
        const part = Put ?? Update ?? Delete ?? ConditionCheck;
        return {
          operation,
          name: part?.TableName,
          key: Put?.Item === undefined ? (Update ?? Delete ?? ConditionCheck)?.Key : keyOf(Put.Item),
        };
      });
      const before = await Promise.all(parts.map(({ name, key }) => look(name, key ?? {})));
      const answer = await documents.send(command);
      const after = await Promise.all(parts.map(({ name, key }) => look(name, key ?? {})));
      used.write += transactionUnits(
        parts.map(({ operation }, at) => ({ operation, before: before[at], after: after[at] })),
      );
      used.bytes += after.reduce((sum, item, at) => sum + stored(item) - stored(before[at]), 0);
      return answer;
    }
    if (command instanceof PutCommand) {
      const before = await look(command.input.TableName, keyOf(command.input.Item ?? {}));
      used.write += writeUnits(before, command.input.Item) + indexWriteUnits(before, command.input.Item);
      used.bytes += stored(command.input.Item) - stored(before);
      return documents.send(command);
    }
    if (command instanceof GetCommand) {
      const answer = await documents.send(command);
      used.read += readUnits(
        answer.Item === undefined ? [] : [answer.Item],
        command.input.ConsistentRead ? 'consistent' : 'eventual',
        { areTogether: false },
      );
      return answer;
    }
    if (command instanceof TransactGetCommand) {
      const answer = await documents.send(command);
      used.read += readUnits(
        (answer.Responses ?? []).flatMap(({ Item: item }) => (item === undefined ? [] : [item])),
        'transaction',
        { areTogether: false },
      );
      return answer;
    }
    if (command instanceof BatchGetCommand) {
      const answer = await documents.send(command);
      used.read += readUnits(Object.values(answer.Responses ?? {}).flat(), 'consistent', {
        areTogether: false,
      });
      return answer;
    }
    if (command instanceof QueryCommand) {
      const answer = await documents.send(command);
      used.read += readUnits(answer.Items ?? [], command.input.ConsistentRead ? 'consistent' : 'eventual', {
        areTogether: true,
      });
      return answer;
    }
    throw new Error('A call to the store that the meter does not know.');
  };
  return {
    documents: Object.assign(Object.create(documents), { send }),
    /** The units used since the last call of this function. */
    take: (): typeof used => {
      const taken = used;
      used = { write: 0, read: 0, bytes: 0 };
      return taken;
    },
  };
};

/** Runs each operation once through its real route and counts its units. */
export const measureOperations = async (): Promise<Operation[]> => {
  const { documents, names, vault, close } = await openTables();
  try {
    const meter = createMeter(documents);
    const table = createTable(meter.documents, names.table);
    const accessLog = createAccessLog(table, newId);
    const send = createSend([
      ...createCollectivesRoutes({ collectives: createCollectives(table, vault), newId }),
      ...createMembersRoutes({
        members: createMembers(table, vault, createCodes('M-')),
        reverseRequest: createRequestReversal(table, vault),
        accessLog,
        newId,
      }),
      ...createBooksRoutes({ books: createBooks(table, vault), accessLog }),
      ...createCasesRoutes({ cases: createCases(table, vault, createCodes('C-')), accessLog, newId }),
    ]);
    const caller = createCaller('coordinator');
    const operations: Operation[] = [];
    const run = async (name: string, request: Omit<Parameters<typeof send>[0], 'caller'>): Promise<void> => {
      const { status, body } = await send({ ...request, caller });
      if (status >= 300) {
        throw new Error(`${name} was answered ${status}: ${JSON.stringify(body)}`);
      }
      operations.push({ name, ...meter.take() });
    };
    const collectiveId = newId();
    await run('a collective formed', {
      route: 'POST /api/collectives',
      body: exampleCollective(collectiveId),
    });
    const group = Array.from({ length: membersOfSheet }, () => newId());
    for (const [at, id] of group.entries()) {
      await run('a member enrolled', {
        route: 'POST /api/members',
        body: {
          ...exampleMember(id, collectiveId),
          phone: '9000000000',
          consents: [exampleConsent('services'), exampleConsent('reporting')],
          children: [{ id: newId(), birthYear: 2015, gender: 'female', inSchool: true }],
        },
      });
      // The first enrolment stands for all.
      if (at > 0) {
        operations.pop();
      }
    }
    const [memberId = ''] = group;
    await run('a sheet of 20 members', {
      route: 'POST /api/collectives/{id}/meetings',
      path: { id: collectiveId },
      body: {
        id: newId(),
        heldOn: '2026-10-10',
        attendance: group.map((member) => ({ memberId: member, status: 'present' })),
        entries: group.map((member) => ({ memberId: member, kind: 'deposit', amountPaise: 10_000 })),
      },
    });
    const caseId = newId();
    await run('a case opened', {
      route: 'POST /api/cases',
      body: { id: caseId, memberId, kind: 'legal_aid', priority: 'normal', openedOn: '2026-10-01' },
    });
    await run('an event of a case', {
      route: 'POST /api/cases/{id}/events',
      path: { id: caseId },
      body: {
        id: newId(),
        type: 'service',
        on: '2026-10-02',
        service: 'legal_aid',
        provider: 'District legal services',
      },
    });
    await run('a member looked at', { route: 'GET /api/members/{id}', path: { id: memberId } });
    await run('a list of 20 members', { route: 'GET /api/members', query: { collectiveId } });
    await run('a search by name', { route: 'POST /api/members/search', body: { q: 'Kalpana' } });
    await run('a ledger looked at', {
      route: 'GET /api/collectives/{id}/ledger',
      path: { id: collectiveId },
    });
    await run('a case looked at', { route: 'GET /api/cases/{id}', path: { id: caseId } });
    return operations;
  } finally {
    await close();
  }
};
