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
import { createCodes } from '../functions/table/member-and-case-codes.ts';
import { createCaller, createSend } from '../test/support/request.ts';
import { exampleCollective, exampleConsent, exampleMember } from './examples.ts';
import { openTables } from './tables.ts';
import { indexWriteUnits, itemBytes, readUnits, transactionUnits, writeUnits } from './units.ts';

/** DynamoDB's cost of one operation of the API. */
export type Operation = {
  readonly name: string;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** The bytes by which the table grows, indexes included. */
  readonly bytes: number;
};

type Usage = Omit<Operation, 'name'>;
const noUsage: Usage = { writeUnits: 0, readUnits: 0, bytes: 0 };

const membersOfSheet = 20;

type Key = Readonly<Record<string, unknown>>;

/**
 * Creates a client that counts the units of each call to DynamoDB by the model in units.ts. For that it reads the items
 * before and after each write; these reads don't count.
 */
const createMeter = (documents: DynamoDBDocumentClient) => {
  let used = noUsage;
  const add = (more: Partial<Usage>): void => {
    used = {
      writeUnits: used.writeUnits + (more.writeUnits ?? 0),
      readUnits: used.readUnits + (more.readUnits ?? 0),
      bytes: used.bytes + (more.bytes ?? 0),
    };
  };
  const readItem = async (TableName: string | undefined, key: Key): Promise<Item | undefined> => {
    const { Item: item } = await documents.send(
      new GetCommand({ TableName, Key: { ...key }, ConsistentRead: true }),
    );
    return item;
  };
  // Items of the table of keys have no sort key.
  const keyOf = (item: Item): Key => ({ pk: item.pk, ...(item.sk === undefined ? {} : { sk: item.sk }) });
  /** The bytes of an item in the table and in the indexes that hold it, each a whole copy. */
  const storedBytes = (item: Item | undefined): number => {
    if (item === undefined) return 0;
    const indexKeys = [item.gsi1pk, item.gsi2pk].filter((key) => key !== undefined);
    return itemBytes(item) * (1 + indexKeys.length);
  };
  const consistencyOf = ({ ConsistentRead }: { readonly ConsistentRead?: boolean | undefined }) =>
    ConsistentRead === true ? 'consistent' : 'eventual';
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
    if (command instanceof TransactWriteCommand) {
      const places = (command.input.TransactItems ?? []).map((write) => {
        const { Put, Update, Delete, ConditionCheck } = write;
        const byKey = Update ?? Delete ?? ConditionCheck;
        return {
          tableName: (Put ?? byKey)?.TableName,
          key: Put?.Item === undefined ? byKey?.Key : keyOf(Put.Item),
        };
      });
      const readItems = () => Promise.all(places.map(({ tableName, key }) => readItem(tableName, key ?? {})));
      const itemsBefore = await readItems();
      const answer = await documents.send(command);
      const itemsAfter = await readItems();
      const changes = itemsBefore.map((before, index) => ({ before, after: itemsAfter[index] }));
      add({
        writeUnits: transactionUnits(changes),
        bytes: changes.reduce(
          (sum, change) => sum + storedBytes(change.after) - storedBytes(change.before),
          0,
        ),
      });
      return answer;
    }
    if (command instanceof PutCommand) {
      const before = await readItem(command.input.TableName, keyOf(command.input.Item ?? {}));
      const after = command.input.Item;
      add({
        writeUnits: writeUnits(before, after) + indexWriteUnits(before, after),
        bytes: storedBytes(after) - storedBytes(before),
      });
      return documents.send(command);
    }
    if (command instanceof GetCommand) {
      const answer = await documents.send(command);
      const items = answer.Item === undefined ? [] : [answer.Item];
      add({ readUnits: readUnits(items, consistencyOf(command.input), { areTogether: false }) });
      return answer;
    }
    if (command instanceof TransactGetCommand) {
      const answer = await documents.send(command);
      const items = (answer.Responses ?? []).flatMap(({ Item: item }) => (item === undefined ? [] : [item]));
      add({ readUnits: readUnits(items, 'transaction', { areTogether: false }) });
      return answer;
    }
    if (command instanceof BatchGetCommand) {
      // The table's client makes every batch consistent.
      const answer = await documents.send(command);
      const items = Object.values(answer.Responses ?? {}).flat();
      add({ readUnits: readUnits(items, 'consistent', { areTogether: false }) });
      return answer;
    }
    if (command instanceof QueryCommand) {
      // DynamoDB charges for the items of a query together, for those of other reads one by one.
      const answer = await documents.send(command);
      add({ readUnits: readUnits(answer.Items ?? [], consistencyOf(command.input), { areTogether: true }) });
      return answer;
    }
    throw new Error('A call to the store that the meter does not know.');
  };
  return {
    // The given client with another `send`.
    documents: Object.assign(Object.create(documents), { send }),
    /** The units used since the last call of this function. */
    take: (): Usage => {
      const taken = used;
      used = noUsage;
      return taken;
    },
  };
};

/** Runs each operation of the API once through its real route and counts the units that DynamoDB charges for it. */
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
    for (const [index, id] of group.entries()) {
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
      if (index > 0) {
        operations.pop();
      }
    }
    // The group is not empty: the default is for the type alone.
    const [memberId = ''] = group;
    await run(`a sheet of ${membersOfSheet} members`, {
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
    await run(`a list of ${membersOfSheet} members`, { route: 'GET /api/members', query: { collectiveId } });
    // All members have this first name.
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
